from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from portal.demo import population, story
from tests.conftest import NOW
from tests.portal.demo.conftest import LATER


def _up_to(told, moment):
    return (
        [visit for visit in told.visits if visit.received_at <= moment],
        [fault for fault in told.faults if fault.reported_at <= moment],
        [murmur for murmur in told.murmurs if murmur.call.at <= moment],
    )


def test_the_same_seed_tells_the_same_story(told):
    assert story.tell(population.build(47, NOW), LATER).digest == told.digest


def test_another_seed_tells_another(world, told):
    assert story.tell(population.build(48, NOW), LATER).digest != told.digest


@pytest.mark.parametrize("hours", [0, 5, 31, 77, 200])
def test_a_shorter_story_is_the_beginning_of_a_longer_one(world, told, hours):
    moment = NOW + timedelta(hours=hours)

    assert _up_to(story.tell(world, moment), moment) == _up_to(told, moment)


@pytest.mark.parametrize("hours", range(0, 280, 7))
def test_at_every_moment_one_of_the_managers_lifts_stands_and_one_call_waits(world, told, hours):
    moment = NOW + timedelta(hours=hours)
    standing = [
        fault
        for fault in told.faults
        if fault.stops and fault.lift in world.managed and fault.confirmed_at <= moment < fault.restored_at
    ]
    waiting = [murmur for murmur in told.murmurs if murmur.call.at <= moment < murmur.settled_at]

    assert standing
    assert waiting


def test_on_the_first_day_the_drive_of_zorrilla_waits_for_its_part(world, told):
    (fault,) = [fault for fault in told.faults if fault.key == "c-drive"]

    assert fault.lift == world.at("Paseo de Zorrilla 88", "Escalera B")
    assert fault.found_at < NOW < fault.restored_at
    assert [promise.news_by for promise in fault.promises if promise.at <= NOW][-1] > NOW


def test_on_the_first_day_the_chairs_lift_runs(told):
    faults = [fault for fault in told.faults if fault.lift == "M14KAA" and fault.reported_at > NOW - timedelta(days=90)]

    stood = sum((fault.restored_at - fault.reported_at for fault in faults), timedelta())
    assert len(faults) == 2
    assert stood == timedelta(hours=19)
    assert max(fault.restored_at for fault in faults) < NOW - timedelta(days=50)


def test_visits_are_planned_a_week_ahead(told):
    assert any(visit.started_at > LATER + timedelta(days=7) for visit in told.visits)


def test_no_lift_breaks_down_twice_at_once(told):
    by_lift = defaultdict(list)
    for fault in told.faults:
        by_lift[fault.lift].append(fault)
    for faults in by_lift.values():
        assert [one.key for one, other in pairwise(faults) if one.restored_at >= other.reported_at] == []
