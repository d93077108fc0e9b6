from datetime import timedelta

import pytest

from maintenance.actions import breakdowns
from maintenance.actions.breakdowns import Repair
from maintenance.actions.climbing import CannotClimb
from maintenance.enums import Answer, Attribution, Cause, Leaving, Obstacle, Step
from maintenance.models import Breakdown, Stop, Technician
from portal.ledger.models import Entry


def last_entry(breakdown):
    return Entry.objects.of_stream(breakdown.lift_id).order_by("-number").first()


def refused(obstacle, act, **how):
    with pytest.raises(CannotClimb) as refusal:
        act(**how)
    return refusal.value.obstacle == obstacle


def test_a_step_heard_later_is_written_at_its_own_time(given, office, now):
    heard = now - timedelta(minutes=12)

    breakdowns.arrive(breakdown=given, happened_at=heard, by=office, at=now)

    assert given.arrived_at == heard
    assert given.steps.get(step=Step.ARRIVED).at == heard
    assert (last_entry(given).occurred_at, last_entry(given).recorded_at) == (heard, now)


def test_a_step_without_a_time_happened_now(given, office, now):
    breakdowns.set_out(breakdown=given, by=office, at=now)

    assert given.steps.get(step=Step.ON_THE_WAY).at == now


def test_nobody_arrives_for_a_breakdown_nobody_has(opened, office, now):
    assert refused(Obstacle.NOBODY_HAS_IT, breakdowns.arrive, breakdown=opened, by=office, at=now)

    assert opened.arrived_at is None
    assert last_entry(opened).kind == "breakdown.confirmed"


def test_it_is_not_given_twice_to_the_same_technician(given, technician, office, now):
    assert refused(
        Obstacle.SAME_TECHNICIAN, breakdowns.assign, breakdown=given, technician=technician, by=office, at=now
    )

    assert given.steps.filter(step=Step.ASSIGNED).count() == 1


def test_it_passes_to_another_technician_who_sets_out_anew(given, colleague, office, now):
    breakdowns.arrive(breakdown=given, by=office, at=now)
    other = Technician.objects.get(person=colleague)

    breakdowns.assign(breakdown=given, technician=other, by=office, at=now)
    breakdowns.arrive(breakdown=given, by=office, at=now + timedelta(minutes=20))

    assert given.technician == other
    assert given.arrived_at == now


def test_a_stale_copy_does_not_arrive_again(given, office, now):
    stale = type(given).objects.get(pk=given.pk)
    breakdowns.arrive(breakdown=given, by=office, at=now)

    assert refused(Obstacle.ARRIVED, breakdowns.arrive, breakdown=stale, by=office, at=now)

    assert given.steps.filter(step=Step.ARRIVED).count() == 1


def test_nothing_is_written_before_the_step_before(given, office, now):
    early = now - timedelta(minutes=31)

    assert refused(Obstacle.BEFORE_THE_LAST, breakdowns.arrive, breakdown=given, happened_at=early, by=office, at=now)


def test_nothing_is_written_that_has_not_happened(given, office, now):
    later = now + timedelta(minutes=1)

    assert refused(Obstacle.NOT_YET, breakdowns.arrive, breakdown=given, happened_at=later, by=office, at=now)


def test_nobody_is_freed_where_nobody_was_inside(given, office, now):
    assert refused(Obstacle.NOBODY_INSIDE, breakdowns.free, breakdown=given, by=office, at=now)


def test_the_lift_does_not_run_with_somebody_inside(taken, office, now):
    trapped = taken(anyone_inside=Answer.YES).breakdown

    assert refused(
        Obstacle.SOMEBODY_INSIDE, breakdowns.restore, breakdown=trapped, repair=Repair(Cause.DOORS), by=office, at=now
    )

    assert Stop.objects.open().filter(breakdown=trapped).exists()


def test_who_was_inside_is_freed_once(taken, office, now):
    trapped = taken(anyone_inside=Answer.YES).breakdown
    breakdowns.free(breakdown=trapped, by=office, at=now)

    assert refused(Obstacle.FREED, breakdowns.free, breakdown=trapped, by=office, at=now)

    assert trapped.freed_at == now


def test_restored_earlier_than_written_the_stop_ends_when_it_did(given, office, now):
    ended = now - timedelta(minutes=5)
    repair = Repair(Cause.DOORS, cause_words="Motor quemado.", fix_words="Motor nuevo.", attribution=Attribution.WEAR)

    breakdowns.restore(breakdown=given, repair=repair, happened_at=ended, by=office, at=now)

    assert given.restored_at == ended
    assert Stop.objects.get(breakdown=given).to_at == ended
    assert (given.fix_words, given.attribution, given.next_update_by) == ("Motor nuevo.", Attribution.WEAR, None)


def test_after_it_is_over_nothing_is_written(given, office, now):
    breakdowns.restore(breakdown=given, repair=Repair(Cause.DOORS), by=office, at=now)
    entries = Entry.objects.count()

    assert refused(Obstacle.OVER, breakdowns.find, breakdown=given, cause=Cause.DOORS, words="Tarde", by=office, at=now)
    assert refused(
        Obstacle.OVER,
        breakdowns.promise,
        breakdown=given,
        next_update_by=now + timedelta(hours=1),
        expected_back_at=None,
        by=office,
        at=now,
    )
    assert Entry.objects.count() == entries


def test_nothing_past_is_promised(given, office, now):
    promised = given.next_update_by

    assert refused(
        Obstacle.PROMISED_PAST,
        breakdowns.promise,
        breakdown=given,
        next_update_by=now,
        expected_back_at=None,
        by=office,
        at=now,
    )

    given.refresh_from_db()
    assert given.next_update_by == promised


def test_a_new_promise_is_written_in_the_ledger(given, office, now):
    by_when = now + timedelta(hours=3)

    breakdowns.promise(breakdown=given, next_update_by=by_when, expected_back_at=by_when, by=office, at=now)

    assert (given.next_update_by, given.expected_back_at) == (by_when, by_when)
    assert last_entry(given).kind == "breakdown.promised"


def test_the_same_cause_within_thirty_days_is_a_repetition(given, taken, office, now):
    breakdowns.restore(breakdown=given, repair=Repair(Cause.DOORS), by=office, at=now - timedelta(minutes=20))

    again = taken(10).breakdown
    breakdowns.restore(breakdown=again, repair=Repair(Cause.DOORS), by=office, at=now)

    assert again.repeats == given


def test_who_leaves_says_why_and_keeps_the_breakdown(given, technician, office, now):
    breakdowns.arrive(breakdown=given, happened_at=now - timedelta(minutes=9), by=office, at=now)

    breakdowns.leave(breakdown=given, because=Leaving.PART, words="Viene de fábrica.", by=office, at=now)

    assert (given.there_since, given.left_at, given.left_because) == (None, now, "part")
    assert (given.technician, given.arrived_at) == (technician, now - timedelta(minutes=9))
    step = given.steps.get(step=Step.LEFT)
    assert (step.at, step.because, step.words, step.technician) == (now, "part", "Viene de fábrica.", technician)
    told = last_entry(given)
    assert (told.kind, told.facts["because"], told.facts["left_at"]) == (
        "breakdown.left", "part", "2026-11-23T10:00:00.000000Z",
    )  # fmt: skip
    assert "Viene" not in told.body


def test_who_comes_back_is_there_again_and_arrived_only_once(given, office, now):
    first = now - timedelta(hours=15)
    Breakdown.objects.filter(pk=given.pk).update(reported_at=first)
    given.steps.update(at=first)
    breakdowns.arrive(breakdown=given, happened_at=first, by=office, at=now)
    breakdowns.leave(
        breakdown=given, because=Leaving.CONTINUES, happened_at=now - timedelta(hours=13), by=office, at=now
    )

    breakdowns.arrive(breakdown=given, by=office, at=now)

    assert (given.arrived_at, given.there_since, given.left_at, given.left_because) == (first, now, None, "")


def test_who_is_not_there_does_not_leave(given, office, now):
    assert refused(Obstacle.NOBODY_THERE, breakdowns.leave, breakdown=given, because=Leaving.PART, by=office, at=now)

    given.refresh_from_db()
    assert (given.left_at, last_entry(given).kind) == (None, "breakdown.assigned")


def test_whoever_gets_it_next_is_not_in_the_building_yet(given, colleague, office, now):
    breakdowns.arrive(breakdown=given, by=office, at=now)

    breakdowns.assign(breakdown=given, technician=Technician.objects.get(person=colleague), by=office, at=now)

    assert (given.there_since, given.left_at) == (None, None)
