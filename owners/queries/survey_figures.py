"""What people think of us, counted: by question and quarter, how many were asked, how many answered, and the half."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from owners.enums.surveys import Question
from owners.models import Survey
from owners.queries import scope
from owners.rules.surveys import MOST, is_low
from owners.rules.terms import months_after
from portal.lib import clock
from portal.web import words

QUARTERS = 4


@dataclass(frozen=True)
class Row:
    """A question in a quarter. `half` is the score that as many are above as below, empty when nobody answered."""

    question: str
    quarter: str
    asked: int
    answered: int
    half: str
    low: int


def table(at: datetime) -> list[Row]:
    """The last four quarters, the running one first, each question that was asked in it; in one query."""
    zone = scope.zone()
    running = _begins(scope.today(at))
    firsts = [months_after(running, -3 * back) for back in range(QUARTERS)]
    found = Survey.objects.filter(asked_at__gte=clock.midnight(firsts[-1], zone))
    scores: dict[tuple[date, str], list[int | None]] = defaultdict(list)
    for question, asked_at, score in found.values_list("question", "asked_at", "score"):
        scores[_begins(asked_at.astimezone(ZoneInfo(zone)).date()), question].append(score)
    return [
        _row(question, first, scores[first, question.value])
        for first in firsts
        for question in Question
        if (first, question.value) in scores
    ]


def _row(question: Question, first: date, scores: list[int | None]) -> Row:
    given = [score for score in scores if score is not None]
    said = {"half": words.figure(Decimal(str(median(given)))) if given else "", "most": max(MOST[question])}
    return Row(
        question=str(question.label),
        quarter=_("%(n)s.º trimestre de %(year)s") % {"n": first.month // 3 + 1, "year": first.year},
        asked=len(scores),
        answered=len(given),
        half=_("%(half)s de %(most)s") % said if given else "",
        low=sum(is_low(question, score) for score in given),
    )


def _begins(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)
