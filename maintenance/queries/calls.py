"""Calls as the office reads them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maintenance.enums import How
from maintenance.models import Breakdown, Call, Lift
from maintenance.rules import spoken
from portal.web import words

REMEMBERED, LOOKED_THROUGH = 3, 30


@dataclass(frozen=True)
class Caller:
    """Somebody who called about this lift before."""

    key: UUID
    name: str
    phone: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Row:
    """A call in a list."""

    key: UUID
    number: int
    when: str
    who: str
    phone: str
    how: str
    words: str
    outcome: str
    tone: str


def every() -> models.QuerySet[Call]:
    """Calls with what their page says."""
    return Call.objects.select_related(
        "lift__building", "lift__route__technician__person", "breakdown__technician__person", "taken_by"
    )


def callers(lift: Lift) -> list[Caller]:
    """Who called about this lift lately, each once, newest first."""
    rows = Call.objects.filter(lift=lift).exclude(caller_name="").order_by("-called_at", "-pk")
    found: dict[str, Caller] = {}
    for key, name, phone in rows.values_list("pk", "caller_name", "caller_phone")[:LOOKED_THROUGH]:
        found.setdefault(name.casefold(), Caller(key, name, phone))
    return list(found.values())[:REMEMBERED]


def of_lift(lift: Lift, *, now: datetime, most: int = 4) -> list[Row]:
    """The last calls about a lift."""
    rows = Call.objects.filter(lift=lift).select_related("breakdown").order_by("-called_at", "-pk")[:most]
    return [row_of(call, now=timezone.localtime(now)) for call in rows]


def of_breakdown(breakdown: Breakdown, *, now: datetime) -> list[Row]:
    """Who told us of a breakdown, the first caller first."""
    rows = Call.objects.filter(breakdown=breakdown).select_related("breakdown").order_by("called_at", "pk")
    return [row_of(call, now=timezone.localtime(now)) for call in rows]


def row_of(call: Call, *, now: datetime) -> Row:
    """A call as a line says it; `now` in the zone of the page."""
    called_at = timezone.localtime(call.called_at)
    outcome, tone = _outcome(call)
    return Row(
        key=call.pk,
        number=call.number,
        when=f"{words.short(called_at.date(), now.date())}, {words.hour(called_at)}",
        who=call.caller_name,
        phone=call.caller_phone,
        how=str(How(call.how).label),
        words=call.words,
        outcome=outcome,
        tone=tone,
    )


def _outcome(call: Call) -> tuple[str, str]:
    if call.breakdown is not None:
        return str(call.breakdown), "" if call.breakdown.restored_at else "stop"
    if call.settled_at:
        return _("cerrado, funcionaba"), ""
    return _("sin confirmar"), "warn"


@dataclass(frozen=True)
class Said:
    """What is read aloud to the caller: the number in pairs and in words, who has it, by when there is news."""

    pairs: str
    aloud: str
    technician: str
    news: str


def saying(call: Call, *, now: datetime) -> Said:
    """The answer to give on the telephone."""
    language, breakdown = (get_language() or "es")[:2], call.breakdown
    promised = breakdown.next_update_by if breakdown else None
    return Said(
        pairs=" ".join(spoken.pairs(call.number)),
        aloud=spoken.aloud(call.number, language),
        technician=breakdown.who if breakdown else "",
        news=words.before(timezone.localtime(promised), timezone.localtime(now)) if promised else "",
    )
