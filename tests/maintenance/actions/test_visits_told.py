"""What a visit leaves in the row, in the ledger and for those who follow it; and what it leaves when it is refused."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from maintenance.actions import visits
from maintenance.actions.visits import Reply
from maintenance.enums import Condition, Result, VisitState
from maintenance.models import Visit
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry, Pending
from portal.lib.text import timestamp


@pytest.fixture
def planned(lift, now):
    return Visit.objects.create(lift=lift, planned_on=now.date())


def _facts(lift):
    return [entry.facts for entry in Entry.objects.of_stream(lift.pk).filter(kind="visit.completed").order_by("number")]


def test_a_visit_is_told_once_with_its_times_and_counts(lift, work, technician, plan, now):
    visit = visits.record(lift=lift, work=work(), by=technician.person, at=now)

    assert _facts(lift) == [
        {
            "started_at": timestamp(now - timedelta(hours=2)),
            "finished_at": timestamp(now - timedelta(hours=1)),
            "recorded_at": timestamp(now - timedelta(minutes=55)),
            "received_at": timestamp(now),
            "contractor": None,
            "technician": str(technician.pk),
            "scope": "M",
            "plan": str(plan.pk),
            "ok": 1,
            "adjusted": 1,
            "observed": 0,
            "pending": 0,
            "not_done": 0,
            "condition_on_departure": "in_service",
        }
    ]
    assert (visit.state, visit.origin) == (VisitState.COMPLETED, Origin.LIVE)


def test_what_was_said_of_each_item_stays_as_it_was_said(lift, work, now):
    visit = visits.record(lift=lift, work=work(), by=None, at=now)

    assert json.loads(visit.answers) == [
        {"number": 37, "result": "ok", "words": ""},
        {"number": 46, "result": "adj", "words": "El cierre de la 3.ª planta."},
    ]


def test_every_result_has_its_count_and_what_does_not_apply_has_none(lift, work, now):
    replies = [Reply(number, result) for number, result in enumerate([*Result, Result.OK], start=1)]

    visit = visits.record(lift=lift, work=work(replies=replies), by=None, at=now)

    assert (visit.ok, visit.adjusted, visit.observed, visit.pending, visit.not_done) == (2, 1, 1, 1, 1)


def test_no_words_and_no_name_get_into_the_ledger(lift, work, technician, now):
    told = work(words_for_owner="Llame a Ana", signed_by="Luis Portero", why_unsigned="")
    visits.record(lift=lift, work=told, by=technician.person, at=now)

    body = Entry.objects.get(kind="visit.completed").body
    assert [word for word in ("Ana", "Luis", "Marta", "cierre", "Mayor") if word in body] == []


def test_the_fact_occurred_when_the_technician_left(lift, work, now):
    visits.record(lift=lift, work=work(), by=None, at=now)

    entry = Entry.objects.get(kind="visit.completed")
    assert (entry.occurred_at, entry.recorded_at) == (now - timedelta(hours=1), now)


def test_a_bulletin_and_the_lifts_card_follow_a_visit(lift, work, now):
    Pending.objects.all().delete()

    visits.record(lift=lift, work=work(), by=None, at=now)

    assert sorted(Pending.objects.values_list("follower", flat=True)) == ["bulletins", "cards"]


def test_a_visit_of_the_archive_is_shown_and_followed_by_nobody(lift, work, now):
    Pending.objects.all().delete()

    visit = visits.record(lift=lift, work=work(), by=None, at=now, origin=Origin.HISTORY)

    assert (visit.origin, Entry.objects.get(kind="visit.completed").origin) == ("history", "history")
    assert not Pending.objects.exists()


@pytest.mark.parametrize("state", [VisitState.PLANNED, VisitState.STARTED, VisitState.CANCELLED])
def test_a_visit_that_waits_is_completed_and_one_that_was_cancelled_too(planned, technician, work, now, state):
    Visit.objects.update(state=state, technician=technician, started_at=now)

    done = visits.complete(visit=planned, work=work(), by=None, at=now)

    assert (done.pk, done.state, done.received_at, done.planned_on) == (
        planned.pk,
        VisitState.COMPLETED,
        now,
        now.date(),
    )


def test_a_completed_visit_cannot_be_completed_again(planned, lift, work, now):
    visits.complete(visit=planned, work=work(), by=None, at=now)

    with pytest.raises(visits.CannotComplete), transaction.atomic():
        visits.complete(visit=planned, work=work(words_for_owner="otra vez"), by=None, at=now)

    assert Visit.objects.get().words_for_owner == ""
    assert len(_facts(lift)) == 1


def test_of_two_who_hold_the_same_waiting_visit_one_completes_it(planned, lift, work, now):
    twin = Visit.objects.get(pk=planned.pk)
    visits.complete(visit=planned, work=work(), by=None, at=now)

    with pytest.raises(visits.CannotComplete), transaction.atomic():
        visits.complete(visit=twin, work=work(), by=None, at=now)

    assert len(_facts(lift)) == 1


def test_a_cancelled_visit_that_was_done_says_both(planned, office, work, now):
    Visit.objects.update(state=VisitState.CANCELLED, cancelled_at=now, cancelled_by=office)

    done = visits.complete(visit=planned, work=work(), by=None, at=now)

    assert (done.state, done.cancelled_at, done.cancelled_by) == (VisitState.COMPLETED, now, office)


def test_a_visit_that_ends_before_it_begins_leaves_nothing(lift, work, now):
    told = work(started_at=now, finished_at=now - timedelta(hours=1))

    with pytest.raises(IntegrityError), transaction.atomic():
        visits.record(lift=lift, work=told, by=None, at=now)

    assert (Visit.objects.count(), _facts(lift)) == (0, [])


def test_the_condition_on_departure_is_a_fact(lift, work, now):
    visits.record(lift=lift, work=work(condition_on_departure=Condition.OUT_OF_SERVICE), by=None, at=now)

    assert _facts(lift)[0]["condition_on_departure"] == "out_of_service"
