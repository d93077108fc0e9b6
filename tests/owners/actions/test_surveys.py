"""Who reported a breakdown is asked a day later; what he answers is kept once, and a low score is spoken about."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from maintenance.actions import breakdowns, calls
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Answer, Attribution, Cause
from maintenance.models import Breakdown
from owners.actions import enquiries, surveys
from owners.actions.enquiries import Saying
from owners.enums.enquiries import EnquiryKind
from owners.enums.surveys import Question
from owners.models import Owner, Survey
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry
from tests.conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOLVED = NOW - 25 * HOUR


@pytest.fixture
def spoken(owner, chair):
    Owner.objects.update(speaking_since=NOW - 90 * DAY)
    return owner


@pytest.fixture
def solved(lift, technician, spoken):
    """A breakdown told us by somebody, over for a day."""

    def happen(caller, ended=SOLVED):
        told = calls.Told(anyone_inside=Answer.NO, caller=caller, words="No sube.")
        call = calls.receive(lift=lift, told=told, by=None, at=ended - 2 * HOUR)
        row = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=ended - 2 * HOUR)
        breakdowns.assign(breakdown=row, technician=technician, by=None, at=ended - HOUR)
        repair = Repair(cause=Cause.DOORS, attribution=Attribution.WEAR, cause_words="", fix_words="")
        breakdowns.restore(breakdown=row, repair=repair, by=None, at=ended)
        return row

    return happen


@pytest.fixture
def asked(solved, chair):
    solved(chair)
    surveys.ask_due(at=NOW)
    return Survey.objects.get()


def _complain(owner, who, at):
    said = {"owner": owner, "kind": EnquiryKind.COMPLAINT, "topic": None, "by": who, "at": at}
    return enquiries.ask(saying=Saying("Otra vez parado."), **said)


def test_who_reported_it_is_asked_once(solved, chair):
    row = solved(chair)

    asked = [surveys.ask_due(at=NOW), surveys.ask_due(at=NOW)]

    kept = Survey.objects.get()
    assert (asked, kept.person, kept.breakdown, kept.question) == ([1, 0], chair, row, Question.BREAKDOWN)
    assert Entry.objects.get(kind="survey.asked").facts["person"] == str(chair.pk)


@pytest.mark.parametrize(
    "reason",
    ["nobody known", "of another owner", "silent owner", "silent then", "imported", "too soon", "too late"],
)
def test_nobody_is_asked(reason, solved, chair, neighbour, lift):
    row = solved(None if reason == "nobody known" else neighbour if reason == "of another owner" else chair)
    if reason == "silent owner":
        Owner.objects.update(speaking_since=None)
    if reason == "silent then":
        Owner.objects.update(speaking_since=SOLVED)
    if reason == "imported":
        Breakdown.objects.filter(pk=row.pk).update(origin=Origin.HISTORY)
    at = NOW + {"too soon": -2 * HOUR, "too late": 3 * DAY}.get(reason, timedelta(0))

    assert surveys.ask_due(at=at) == 0


def test_nobody_is_asked_twice_in_sixty_days(asked, solved, chair):
    solved(chair, NOW + 58 * DAY - 25 * HOUR)
    early = surveys.ask_due(at=NOW + 58 * DAY)
    solved(chair, NOW + 60 * DAY - 25 * HOUR)

    assert (early, surveys.ask_due(at=NOW + 60 * DAY)) == (0, 1)


def test_nobody_is_asked_while_a_complaint_waits_or_was_just_answered(solved, spoken, chair, resident, office):
    solved(resident)
    complaint = _complain(spoken, chair, NOW - DAY)
    waiting = surveys.ask_due(at=NOW)
    enquiries.answer(enquiry=complaint, saying=Saying("Hecho."), seen=1, by=office, at=NOW)
    answered = surveys.ask_due(at=NOW)
    complaint.refresh_from_db()
    enquiries.close(enquiry=complaint, by=chair, at=NOW)

    assert (waiting, answered, surveys.ask_due(at=NOW)) == (0, 0, 1)


def test_the_first_answer_is_kept_and_no_other(asked):
    surveys.answer(survey=asked, score=4, words="Rápido.", thanks=True, at=NOW)

    with pytest.raises(surveys.CannotAnswer):
        surveys.answer(survey=asked, score=1, words="", thanks=False, at=NOW)

    asked.refresh_from_db()
    assert (asked.score, asked.words, asked.thanks) == (4, "Rápido.", True)
    assert Entry.objects.get(kind="survey.answered").facts["score"] == 4


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_that_is_none_is_refused(asked, score):
    with pytest.raises(surveys.CannotAnswer):
        surveys.answer(survey=asked, score=score, words="", thanks=False, at=NOW)


def test_after_a_low_score_whom_the_owner_knows_calls_and_nobody_is_thanked(asked, office):
    Owner.objects.update(contact=office)
    asked.refresh_from_db()

    surveys.answer(survey=asked, score=2, words="", thanks=True, at=NOW)

    assert (asked.assigned_to, asked.thanks, list(Survey.objects.to_follow())) == (office, False, [asked])


def test_what_was_said_is_written_once(asked, office, admin):
    surveys.answer(survey=asked, score=1, words="", thanks=False, at=NOW)
    surveys.take_on(survey=asked, by=admin)
    surveys.speak(survey=asked, said="Le pedimos perdón.", by=office, at=NOW + HOUR)

    with pytest.raises(surveys.CannotSpeak):
        surveys.speak(survey=asked, said="Otra vez.", by=admin, at=NOW + HOUR)
    with pytest.raises(surveys.CannotSpeak):
        surveys.take_on(survey=asked, by=office)

    told = (asked.assigned_to, asked.said, asked.said_by, Entry.objects.filter(kind="survey.spoken").count())
    assert told == (admin, "Le pedimos perdón.", office, 1)


def test_nobody_is_called_after_a_good_score(asked, office):
    surveys.answer(survey=asked, score=3, words="", thanks=False, at=NOW)

    with pytest.raises(surveys.CannotSpeak):
        surveys.speak(survey=asked, said="¿Por qué?", by=office, at=NOW)


def test_the_yearly_question_comes_once_a_year_to_each_who_decides(spoken, chair, manager, resident):
    Owner.objects.update(speaking_since=NOW - 180 * DAY)

    asked = [surveys.ask_due(at=NOW + days * DAY) for days in (-1, 0, 1, 364, 365)]

    people = Survey.objects.order_by("person__name", "year").values_list("person__name", "year")
    assert asked == [0, 2, 0, 0, 2]
    assert list(people) == [
        ("Pilar Ortega", 2026),
        ("Pilar Ortega", 2027),
        ("Raquel Santos", 2026),
        ("Raquel Santos", 2027),
    ]


def test_what_was_asked_never_changes(asked, resident):
    with pytest.raises(DatabaseError), transaction.atomic():
        Survey.objects.filter(pk=asked.pk).update(person=resident)
