"""The whole climb in row, story, stop and ledger; and that what is refused leaves nothing in any of them."""

from datetime import timedelta

import pytest
from django.db import transaction

from maintenance.actions import breakdowns
from maintenance.actions.breakdowns import CannotConfirm, Repair
from maintenance.actions.climbing import CannotClimb
from maintenance.enums import Answer, Attribution, Cause, Obstacle, Step, Why
from maintenance.models import Breakdown, BreakdownStep, Series, Stop
from portal.ledger.models import Entry
from portal.ledger.verification import verify
from portal.lib.text import timestamp

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def climb(technician, now):
    """Takes a breakdown from given to found, a step every minute from 40 minutes ago."""

    def take(breakdown):
        at = now - 40 * A_MINUTE
        breakdowns.assign(breakdown=breakdown, technician=technician, by=None, at=at)
        breakdowns.set_out(breakdown=breakdown, by=None, at=at + A_MINUTE)
        breakdowns.arrive(breakdown=breakdown, by=None, at=at + 2 * A_MINUTE)
        if breakdown.entrapment:
            breakdowns.free(breakdown=breakdown, by=None, at=at + 3 * A_MINUTE)
        breakdowns.find(breakdown=breakdown, cause=Cause.DOORS, words="La correa", by=None, at=at + 4 * A_MINUTE)
        return breakdown

    return take


def _restore(breakdown, at, cause=Cause.DOORS, **told):
    return breakdowns.restore(breakdown=breakdown, repair=Repair(cause, **told), by=None, at=at)


def test_it_climbs_from_the_call_to_the_street(confirmed, climb, lift, now):
    breakdown = climb(confirmed(anyone_inside=Answer.YES))
    _restore(breakdown, now, fix_words="Correa nueva", attribution=Attribution.WEAR)

    steps = list(breakdown.steps.order_by("at").values_list("step", flat=True))
    kinds = Entry.objects.of_stream(lift.pk).filter(kind__startswith="breakdown.").order_by("number")
    assert steps == [
        Step.REPORTED,
        Step.CONFIRMED,
        Step.ASSIGNED,
        Step.ON_THE_WAY,
        Step.ARRIVED,
        Step.FREED,
        Step.FOUND,
        Step.RESTORED,
    ]
    assert [entry.kind for entry in kinds] == [f"breakdown.{step}" for step in steps[1:]]
    assert verify(lift.pk).holds


def test_what_is_told_at_the_end(confirmed, climb, technician, now):
    breakdown = climb(confirmed())
    _restore(breakdown, now, fix_words="Correa nueva de la marca X", attribution=Attribution.WEAR)

    entry = Entry.objects.get(kind="breakdown.restored")
    assert entry.facts == {
        "number": "A-2026-0001",
        "reported_at": timestamp(now - timedelta(hours=1)),
        "technician": str(technician.pk),
        "entrapment": False,
        "stops_service": True,
        "next_update_by": None,
        "restored_at": timestamp(now),
        "cause": "doors",
        "attribution": "wear",
        "repeats": None,
    }
    assert ("marca" in entry.body, "correa" in entry.body) == (False, False)


def test_a_lift_stands_from_the_call_to_the_repair(confirmed, climb, lift, now):
    breakdown = climb(confirmed())
    began = list(Stop.objects.values_list("lift", "from_at", "to_at", "why"))

    _restore(breakdown, now)

    assert began == [(lift.pk, now - timedelta(hours=1), None, Why.BREAKDOWN)]
    assert (Stop.objects.get().to_at, Breakdown.objects.get().restored_at) == (now, now)


def test_a_breakdown_that_lets_the_lift_run_stops_nothing(confirmed):
    confirmed(stops_service=False)

    assert not Stop.objects.exists()


def test_a_stop_of_works_does_not_end_with_a_breakdown(confirmed, climb, lift, now):
    works = Stop.objects.create(lift=lift, from_at=now - timedelta(days=1), why=Why.PLANNED)

    _restore(climb(confirmed()), now)

    assert Stop.objects.get(pk=works.pk).to_at is None


def test_a_lift_has_one_open_breakdown_and_a_refused_one_costs_no_number(confirmed, called, now):
    confirmed()
    call = called(30)
    call.breakdown = None
    call.save()

    with pytest.raises(CannotConfirm), transaction.atomic():
        breakdowns.confirm(call=call, stops_service=False, next_update_by=None, by=None, at=now)

    assert (Breakdown.objects.count(), Series.objects.get(name="A-2026").last) == (1, 1)


STEPS = [
    ("assign", {}),
    ("set_out", {}),
    ("arrive", {}),
    ("free", {}),
    ("find", {"cause": Cause.DOORS, "words": "x"}),
    ("promise", {"expected_back_at": None}),
    ("restore", {"repair": Repair(Cause.DOORS)}),
]


@pytest.mark.parametrize(("name", "more"), STEPS)
def test_nothing_happens_to_a_breakdown_that_is_over(confirmed, climb, technician, now, name, more):
    breakdown = climb(confirmed(anyone_inside=Answer.YES))
    _restore(breakdown, now - A_MINUTE)
    before = list(Breakdown.objects.values()), BreakdownStep.objects.count(), Entry.objects.count()
    more = more | ({"technician": technician} if name == "assign" else {})
    more = more | ({"next_update_by": now + timedelta(hours=1)} if name == "promise" else {})

    with pytest.raises(CannotClimb) as refused, transaction.atomic():
        getattr(breakdowns, name)(breakdown=breakdown, by=None, at=now, **more)

    assert refused.value.obstacle == Obstacle.OVER
    assert (list(Breakdown.objects.values()), BreakdownStep.objects.count(), Entry.objects.count()) == before


def test_the_first_arrival_is_the_one_that_counts(confirmed, climb, colleague, now):
    breakdown = climb(confirmed())
    first = Breakdown.objects.get().arrived_at
    breakdowns.assign(breakdown=breakdown, technician=colleague.technician, by=None, at=now - 2 * A_MINUTE)

    breakdowns.arrive(breakdown=breakdown, by=None, at=now - A_MINUTE)

    assert Breakdown.objects.get().arrived_at == first


def _earlier(lift, now, *, days, cause=Cause.DOORS, number="A-2026-0900"):
    over_at = now - timedelta(hours=1) - timedelta(days=days)
    return Breakdown.objects.create(
        number=number, lift=lift, reported_at=over_at - timedelta(hours=3), restored_at=over_at, cause=cause
    )


@pytest.mark.parametrize(
    ("days", "before", "after", "repeats"),
    [
        (30, Cause.DOORS, Cause.DOORS, True),
        (31, Cause.DOORS, Cause.DOORS, False),
        (1, Cause.DOORS, Cause.DRIVE, False),
        (1, Cause.UNKNOWN, Cause.UNKNOWN, False),
        (1, Cause.POWER, Cause.POWER, False),
        (1, Cause.NO_FAULT, Cause.NO_FAULT, False),
    ],
)
def test_the_same_cause_within_30_days_is_a_repetition(confirmed, lift, now, days, before, after, repeats):
    earlier = _earlier(lift, now, days=days, cause=before)
    breakdown = confirmed()

    _restore(breakdown, now, cause=after)

    assert breakdown.repeats == (earlier if repeats else None)


def test_the_same_cause_in_another_lift_repeats_nothing(confirmed, other_lift, now):
    _earlier(other_lift, now, days=1)

    assert _restore(confirmed(), now).repeats is None


def test_a_breakdown_repeats_the_last_one_before_it(confirmed, lift, now):
    _earlier(lift, now, days=20)
    last = _earlier(lift, now, days=5, number="A-2026-0901")

    assert _restore(confirmed(), now).repeats == last


def test_what_came_later_is_not_repeated_by_what_came_before(confirmed, lift, now):
    breakdown = confirmed()
    Breakdown.objects.create(
        number="A-2026-0902", lift=lift, reported_at=now - A_MINUTE, restored_at=now, cause=Cause.DOORS
    )

    assert _restore(breakdown, now).repeats is None
