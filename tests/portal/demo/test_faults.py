from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from maintenance.enums import Leaving
from portal.demo.dice import throws
from portal.demo.faults import duration
from portal.demo.moments import Verb, of_fault
from portal.demo.world import ZONE

DAY = 1440


@pytest.fixture(scope="module")
def minutes():
    chance = throws("durations")
    return sorted(duration(chance) / timedelta(minutes=1) for _ in range(20_000))


@pytest.mark.parametrize(
    ("share", "least", "most"),
    [(0.25, 17, 30), (0.5, 50, 62), (0.75, 180, 290), (0.9, 800, 1150), (0.95, 1800, 3000), (0.99, 6 * DAY, 15 * DAY)],
)
def test_durations_have_the_heavy_tail_of_the_real_ones(minutes, share, least, most):
    assert least <= minutes[int(share * len(minutes))] <= most


def test_no_stop_is_shorter_than_a_technician_needs_nor_longer_than_a_fortnight_and_a_day(minutes):
    assert minutes[0] >= 16
    assert minutes[-1] <= 15 * DAY


def test_steps_are_taken_in_order(told):
    for fault in told.faults:
        steps = [one for one in of_fault(fault) if one.verb not in {Verb.CALL, Verb.PROMISE} and one.detail is None]
        assert [one.at for one in steps] == sorted(one.at for one in steps)
        assert fault.reported_at < steps[0].at


def test_somebody_inside_is_freed_before_the_cause_is_looked_for(told):
    inside = [fault for fault in told.faults if fault.inside]

    assert inside
    assert all(fault.arrived_at < fault.freed_at < fault.found_at for fault in inside)
    assert all(fault.freed_at is None for fault in told.faults if not fault.inside)


def test_news_comes_before_it_was_promised(told):
    for fault in told.faults:
        promised = [fault.news_by, *(promise.news_by for promise in fault.promises)]
        given = [*(promise.at for promise in fault.promises), fault.restored_at]
        assert all(at <= by for at, by in zip(given, promised, strict=True)), fault.key


def test_promises_look_ahead(told):
    for fault in told.faults:
        assert all(one.at < one.news_by and one.at < one.back_at for one in fault.promises)
        assert all(one.at < other.at for one, other in pairwise(fault.promises))


def test_nobody_ends_a_long_repair_at_night(told):
    long = [fault for fault in told.faults if fault.restored_at - fault.reported_at > timedelta(hours=4)]
    hours = {fault.restored_at.astimezone(ZoneInfo(ZONE)).hour for fault in long if not fault.key.startswith("s-")}

    assert hours <= set(range(7, 22))


def test_who_goes_comes_back_before_it_runs(told):
    for fault in told.faults:
        ways = [at for one in fault.absences for at in (one.at, one.back_at)]
        times = [fault.found_at, *ways, fault.restored_at]
        assert all(before < after for before, after in pairwise(times)), fault.key
        assert fault.technician or not fault.absences


def test_nobody_stays_at_a_lift_that_stands_for_long(told):
    for fault in told.faults:
        if fault.arrived_at and fault.restored_at - fault.found_at > timedelta(hours=14):
            assert fault.absences, fault.key


def test_technicians_leave_for_parts_and_for_the_night(told):
    assert {one.because for fault in told.faults for one in fault.absences} == {Leaving.PART, Leaving.CONTINUES}
