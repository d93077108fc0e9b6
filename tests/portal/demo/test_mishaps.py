from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from maintenance.enums import Cause
from portal.demo import mishaps


@pytest.fixture(scope="module")
def faults(world):
    return mishaps.faults(world, world.made_on)


@pytest.fixture(scope="module")
def counted(faults):
    return [fault for fault in faults if fault.cause != Cause.POWER]


@pytest.fixture(scope="module")
def lift_years(world):
    return sum((world.made_on - max(world.began_on, lift.entered_on)).days / 365 for lift in world.lifts.values())


def test_a_lift_breaks_down_once_or_twice_a_year(counted, lift_years):
    assert 0.9 < len(counted) / lift_years < 1.6


def test_doors_are_behind_most_of_them(counted):
    shares = Counter(fault.cause for fault in counted)

    assert 0.5 < shares[Cause.DOORS] / len(counted) < 0.68
    assert {Cause.NO_FAULT, Cause.USER, Cause.VANDALISM, Cause.CONTROL, Cause.DRIVE} <= set(shares)


def test_few_people_are_shut_in(faults):
    assert 0.08 < sum(fault.inside for fault in faults) / len(faults) < 0.2


def test_most_breakdowns_stop_the_lift_and_some_do_not(faults):
    assert 0.85 < sum(fault.stops for fault in faults) / len(faults) < 0.97


def test_a_storm_strikes_many_lifts_within_the_hour(faults):
    power = sorted(fault.reported_at for fault in faults if fault.cause == Cause.POWER)
    at_once = max(sum(one <= other <= one + timedelta(hours=1) for other in power) for one in power)

    assert at_once >= 8


def test_the_same_comes_back_within_a_month(counted):
    by_lift = defaultdict(list)
    for fault in counted:
        by_lift[fault.lift].append(fault)
    repeats = [
        later
        for faults in by_lift.values()
        for earlier, later in pairwise(faults)
        if later.cause == earlier.cause and later.reported_at - earlier.restored_at <= timedelta(days=30)
    ]

    assert 0.08 < len(repeats) / len(counted) < 0.3


def test_two_lifts_are_far_worse_than_the_rest(world, counted):
    many = Counter(fault.lift for fault in counted)
    bad = [lift.code for lift in world.lifts.values() if lift.faults_a_year >= mishaps.BAD]

    assert len(bad) == 2
    assert all(many[code] >= 9 for code in bad)


def test_a_lift_breaks_down_once_at_a_time(faults):
    by_lift = defaultdict(list)
    for fault in faults:
        by_lift[fault.lift].append(fault)
    for found in by_lift.values():
        assert all(earlier.restored_at < later.reported_at for earlier, later in pairwise(found))


def test_nothing_breaks_before_it_was_ours(world, faults):
    assert all(fault.reported_at.date() >= world.lifts[fault.lift].entered_on - timedelta(days=31) for fault in faults)
