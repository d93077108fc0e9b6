from datetime import timedelta

import pytest

from maintenance.actions import breakdowns, calls
from maintenance.actions.calls import Care, Told
from maintenance.enums import Answer, Step
from maintenance.models import Breakdown, Call, Stop
from portal.ledger.models import Entry
from portal.lib.keys import new_key


def kinds_of(lift):
    return list(Entry.objects.of_stream(lift.pk).order_by("number").values_list("kind", flat=True))


@pytest.fixture
def care(now, technician):
    return Care(technician=technician, next_update_by=now + timedelta(minutes=30))


def take(lift, office, now, care, key=None, **told):
    said = Told(**({"anyone_inside": Answer.NO, "stopped": Answer.YES} | told))
    return calls.take(key=key or new_key(), lift=lift, told=said, care=care, by=office, at=now)


def test_a_lift_that_stands_is_a_breakdown_given_and_promised_at_once(lift, office, now, care):
    call = take(lift, office, now, care)

    breakdown = call.breakdown
    assert breakdown.technician == care.technician
    assert breakdown.next_update_by == care.next_update_by
    assert breakdown.stops_service
    assert Stop.objects.open().get(lift=lift).breakdown == breakdown
    assert kinds_of(lift) == ["lift.entered", "call.received", "breakdown.confirmed", "breakdown.assigned"]


def test_somebody_inside_stops_the_lift_whatever_was_said_of_it(lift, office, now, care):
    call = take(lift, office, now, care, anyone_inside=Answer.YES, stopped=Answer.UNKNOWN)

    assert call.breakdown.entrapment
    assert call.breakdown.stops_service


def test_a_lift_that_runs_is_a_breakdown_when_somebody_is_sent(lift, office, now, care):
    call = take(lift, office, now, care, stopped=Answer.NO)

    assert call.breakdown.technician == care.technician
    assert not Stop.objects.open().filter(lift=lift).exists()


def test_a_lift_that_runs_waits_to_be_confirmed_when_nobody_is_sent(lift, office, now):
    call = take(lift, office, now, Care(None, now + timedelta(hours=24)), stopped=Answer.UNKNOWN)

    assert call.breakdown is None
    assert list(Call.objects.unconfirmed()) == [call]
    assert kinds_of(lift) == ["lift.entered", "call.received"]


def test_the_same_key_again_is_the_same_call(lift, office, now, care):
    key = new_key()
    first = take(lift, office, now, care, key)

    second = take(lift, office, now, care, key, caller_name="Otra vez")

    assert second == first
    assert Call.objects.count() == 1
    assert Breakdown.objects.count() == 1
    assert len(kinds_of(lift)) == 4


def test_a_second_caller_joins_the_open_breakdown_and_changes_nothing_of_it(lift, office, now, care):
    first = take(lift, office, now, care)

    second = take(lift, office, now, Care(None, now + timedelta(hours=9)))

    assert second.breakdown == first.breakdown
    assert Breakdown.objects.get().next_update_by == care.next_update_by


def test_a_second_caller_who_tells_of_somebody_inside_makes_it_an_entrapment(lift, office, now, care):
    take(lift, office, now, care)

    take(lift, office, now, care, anyone_inside=Answer.YES)

    assert Breakdown.objects.get().entrapment


def test_somebody_inside_brings_the_promised_news_forward(lift, office, now, technician):
    take(lift, office, now, Care(technician, now + timedelta(hours=24)))
    soon = now + timedelta(minutes=30)

    take(lift, office, now, Care(None, soon), anyone_inside=Answer.YES)

    assert Breakdown.objects.get().next_update_by == soon
    assert kinds_of(lift)[-1] == "breakdown.promised"


def test_somebody_inside_puts_no_promise_off(lift, office, now, care):
    take(lift, office, now, care)

    take(lift, office, now, Care(None, now + timedelta(hours=5)), anyone_inside=Answer.YES)

    assert Breakdown.objects.get().next_update_by == care.next_update_by


def test_somebody_inside_again_after_the_rescue_is_inside_again(lift, office, now, care):
    breakdown = take(lift, office, now, care, anyone_inside=Answer.YES).breakdown
    breakdowns.free(breakdown=breakdown, by=office, at=now)

    take(lift, office, now, care, anyone_inside=Answer.YES)

    breakdown.refresh_from_db()
    assert breakdown.freed_at is None
    breakdowns.free(breakdown=breakdown, by=office, at=now)
    assert breakdown.steps.filter(step=Step.FREED).count() == 2


def test_another_lift_of_the_house_keeps_its_own_breakdown(lift, other_lift, office, now, care):
    first = take(lift, office, now, care)

    second = take(other_lift, office, now, care)

    assert second.breakdown != first.breakdown


def test_a_lift_that_stands_for_works_keeps_its_stop_and_gets_its_breakdown(lift, office, now, care):
    works = Stop.objects.create(lift=lift, from_at=now - timedelta(days=1), why="planned")

    call = take(lift, office, now, care)

    assert list(Stop.objects.open()) == [works]
    assert call.breakdown.stops_service


def test_an_earlier_call_that_waited_joins_the_breakdown_and_its_alarm(lift, office, now, care):
    waiting = calls.receive(lift=lift, told=Told(anyone_inside=Answer.YES), by=None, at=now - timedelta(minutes=3))

    breakdown = take(lift, office, now, care).breakdown

    waiting.refresh_from_db()
    assert waiting.breakdown == breakdown
    assert breakdown.entrapment


def test_a_call_is_confirmed_once(lift, office, now, care):
    call = take(lift, office, now, Care(None, now), stopped=Answer.NO)
    calls.confirm(call=call, stops_service=True, care=care, by=office, at=now)

    with pytest.raises(breakdowns.CannotConfirm):
        calls.confirm(call=call, stops_service=True, care=care, by=office, at=now)

    assert Breakdown.objects.count() == 1


def test_a_settled_call_is_no_breakdown_any_more(lift, office, now, care):
    call = take(lift, office, now, Care(None, now), stopped=Answer.NO)
    calls.settle(call=call, by=office, at=now)

    with pytest.raises(breakdowns.CannotConfirm):
        calls.confirm(call=call, stops_service=True, care=care, by=office, at=now)

    assert not Breakdown.objects.exists()


def test_a_call_is_settled_once(lift, office, now):
    call = take(lift, office, now, Care(None, now), stopped=Answer.NO)
    calls.settle(call=call, by=office, at=now)

    with pytest.raises(calls.CannotSettle):
        calls.settle(call=call, by=office, at=now)

    assert kinds_of(lift)[-2:] == ["call.received", "call.settled"]
