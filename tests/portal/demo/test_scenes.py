from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from portal.demo import population, scenes
from tests.conftest import NOW


@pytest.mark.parametrize("seed", range(20))
def test_the_next_lift_that_stands_is_another(seed):
    world = population.build(seed, NOW, days=30)
    by_lift = defaultdict(list)
    for fault in sorted(scenes.faults(world, [], NOW + timedelta(days=60)), key=lambda fault: fault.reported_at):
        by_lift[fault.lift].append(fault)

    for faults in by_lift.values():
        assert [one.key for one, other in pairwise(faults) if one.restored_at >= other.reported_at] == []


def test_chance_leaves_the_first_days_scenes_alone(world, told):
    spans = scenes.reserved(world)
    by_chance = [fault for fault in told.faults if not fault.key.startswith("c-")]

    assert "M14KAA" in spans
    assert scenes.leaves_alone(by_chance, spans) == by_chance


def test_a_small_world_has_the_scenes_it_has_houses_for():
    world = population.build(47, NOW, days=30, most=1)

    assert {fault.key for fault in scenes.faults(world, [], NOW)} == {"c-sensor", "c-belt"}
    assert list(scenes.murmurs(world, [], NOW)) == []
