"""Asking what people think of us, once each; their answer; and speaking with who was not content."""

from datetime import datetime

from django.db import IntegrityError, transaction

from owners.enums.surveys import Question
from owners.kinds import surveys as kinds
from owners.models import Owner, Survey
from owners.queries import scope, surveys
from owners.queries.surveys import Reported
from owners.rules import surveys as rules
from portal.accounts.models import User
from portal.ledger import actions as ledger

AT_ONCE = 100  # questions a run


class CannotAnswer(Exception):
    """It was answered already, or no such score is asked for."""


class CannotSpeak(Exception):
    """Nobody waits for a call about it."""


def ask_due(*, at: datetime) -> int:
    """Asks who may be asked; answers how many."""
    due = [one for one in surveys.reported(at) if _may_ask(one, at)][:AT_ONCE]
    return sum(_ask_about(one, at) for one in due) + _ask_yearly(at)


def _may_ask(one: Reported, at: datetime) -> bool:
    restored_at = one.breakdown.restored_at
    return restored_at is not None and not rules.after_breakdown(
        restored_at=restored_at,
        asked_at=surveys.asked_at(one.person),
        complains=surveys.complains(one.person, one.owner, at),
        now=at,
    )


def _ask_about(one: Reported, at: datetime) -> bool:
    told = {"question": Question.BREAKDOWN, "breakdown": one.breakdown}
    return _ask(Survey(owner=one.owner, person=one.person, asked_at=at, **told), at)


def _ask_yearly(at: datetime) -> int:
    asked = 0
    for person, owner, since in surveys.to_ask_yearly(at):
        if asked < AT_ONCE and _may_ask_yearly(person, owner, since, at):
            year = scope.today(at).year
            asked += _ask(Survey(owner=owner, person=person, question=Question.YEARLY, year=year, asked_at=at), at)
    return asked


def _may_ask_yearly(person: User, owner: Owner, since: datetime, at: datetime) -> bool:
    return not rules.yearly(
        spoken_since=since,
        last_at=surveys.asked_yearly_at(person),
        asked_at=surveys.asked_at(person),
        complains=surveys.complains(person, owner, at),
        now=at,
    )


@transaction.atomic
def _ask(survey: Survey, at: datetime) -> bool:
    """False where somebody was faster, or asked the same person something else meanwhile."""
    User.objects.select_for_update().get(pk=survey.person_id)  # one question at a time to a person
    last = surveys.asked_at(survey.person)
    if last and at < last + rules.APART:
        return False
    try:
        with transaction.atomic():
            survey.save(force_insert=True)
    except IntegrityError:
        return False

    ledger.append(kinds.ASKED.of(survey, occurred_at=at), by=None, at=at)
    return True


@transaction.atomic
def answer(*, survey: Survey, score: int, words: str, thanks: bool, at: datetime) -> Survey:
    """Keeps the first answer; whom the owner knows in the office calls after a low one. Raises CannotAnswer."""
    if score not in rules.MOST[Question(survey.question)]:
        raise CannotAnswer
    low = rules.is_low(survey.question, score)
    given = {
        "score": score,
        "words": words,
        "thanks": thanks and not low and surveys.who_came(survey) is not None,
        "answered_at": at,
        "assigned_to": survey.owner.contact_id if low else None,
    }
    if not Survey.objects.filter(pk=survey.pk, answered_at=None).update(**given):
        raise CannotAnswer
    survey.refresh_from_db()

    ledger.append(kinds.ANSWERED.of(survey, occurred_at=at), by=survey.person, at=at)
    return survey


@transaction.atomic
def take_on(*, survey: Survey, by: User) -> Survey:
    """He is the one who calls. Raises CannotSpeak."""
    if not Survey.objects.to_follow().filter(pk=survey.pk).update(assigned_to=by):
        raise CannotSpeak
    survey.refresh_from_db()
    return survey


@transaction.atomic
def speak(*, survey: Survey, said: str, by: User, at: datetime) -> Survey:
    """Writes what was said with who gave a low score. Raises CannotSpeak."""
    told = {"said": said, "said_by": by, "said_at": at}
    if not Survey.objects.to_follow().filter(pk=survey.pk).update(**told):
        raise CannotSpeak
    survey.refresh_from_db()

    ledger.append(kinds.SPOKEN.of(survey, occurred_at=at), by=by, at=at)
    return survey
