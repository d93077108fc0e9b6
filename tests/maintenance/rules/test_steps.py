from datetime import UTC, datetime, timedelta

import pytest

from maintenance.enums import Obstacle, Step
from maintenance.rules.steps import Story, following, obstacle

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def story(*steps, technician="Marta", inside=False, was_inside=None, is_over=False):
    """A breakdown with these steps, ten minutes apart, the last ten minutes ago."""
    moments = [NOW - timedelta(minutes=10 * (len(steps) - number)) for number in range(len(steps))]
    return Story(
        taken=list(zip(steps, moments, strict=True)),
        technician=technician,
        somebody_inside=inside,
        was_entrapment=inside if was_inside is None else was_inside,
        is_over=is_over,
    )


BEGUN = (Step.REPORTED, Step.CONFIRMED)


@pytest.mark.parametrize(
    ("known", "step", "why"),
    [
        (story(*BEGUN, technician=None), Step.ASSIGNED, None),
        (story(*BEGUN, technician=None), Step.ON_THE_WAY, Obstacle.NOBODY_HAS_IT),
        (story(*BEGUN, technician=None), Step.ARRIVED, Obstacle.NOBODY_HAS_IT),
        (story(*BEGUN, technician=None), Step.FOUND, None),
        (story(*BEGUN, technician=None), Step.RESTORED, None),
        (story(*BEGUN, Step.ASSIGNED), Step.ON_THE_WAY, None),
        (story(*BEGUN, Step.ASSIGNED), Step.ARRIVED, None),
        (story(*BEGUN, Step.ASSIGNED, Step.ON_THE_WAY), Step.ON_THE_WAY, Obstacle.ON_THE_WAY),
        (story(*BEGUN, Step.ASSIGNED, Step.ON_THE_WAY), Step.ARRIVED, None),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED), Step.ON_THE_WAY, Obstacle.ARRIVED),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED), Step.ARRIVED, Obstacle.ARRIVED),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.ASSIGNED), Step.ON_THE_WAY, None),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.ASSIGNED), Step.ARRIVED, None),
        (story(*BEGUN), Step.FREED, Obstacle.NOBODY_INSIDE),
        (story(*BEGUN, inside=True), Step.FREED, None),
        (story(*BEGUN, inside=True, technician=None), Step.FREED, None),
        (story(*BEGUN, Step.FREED, was_inside=True), Step.FREED, Obstacle.FREED),
        (story(*BEGUN, inside=True), Step.RESTORED, Obstacle.SOMEBODY_INSIDE),
        (story(*BEGUN, Step.FREED, was_inside=True), Step.RESTORED, None),
        (story(*BEGUN, Step.ASSIGNED), Step.LEFT, Obstacle.NOBODY_THERE),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED), Step.LEFT, None),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, inside=True), Step.LEFT, Obstacle.SOMEBODY_INSIDE),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.LEFT), Step.LEFT, Obstacle.NOBODY_THERE),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.LEFT), Step.ON_THE_WAY, None),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.LEFT), Step.ARRIVED, None),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.LEFT, Step.ARRIVED), Step.ARRIVED, Obstacle.ARRIVED),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.LEFT, Step.ARRIVED), Step.LEFT, None),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.ASSIGNED), Step.LEFT, Obstacle.NOBODY_THERE),
        (story(*BEGUN, Step.RESTORED, is_over=True), Step.FOUND, Obstacle.OVER),
    ],
)
def test_a_step_is_taken_only_from_the_landing_below(known, step, why):
    assert obstacle(known, step, NOW, NOW) == why


def test_it_is_not_given_twice_to_the_same_technician():
    assert obstacle(story(*BEGUN, Step.ASSIGNED), Step.ASSIGNED, NOW, NOW, to="Marta") == Obstacle.SAME_TECHNICIAN


def test_it_may_be_given_to_another():
    assert obstacle(story(*BEGUN, Step.ASSIGNED), Step.ASSIGNED, NOW, NOW, to="Jorge") is None


def test_nothing_happens_in_the_future():
    later = NOW + timedelta(seconds=1)

    assert obstacle(story(*BEGUN), Step.FOUND, later, NOW) == Obstacle.NOT_YET


def test_nothing_happens_before_the_last_step():
    earlier = NOW - timedelta(minutes=11)

    assert obstacle(story(*BEGUN), Step.FOUND, earlier, NOW) == Obstacle.BEFORE_THE_LAST


def test_a_step_may_share_the_moment_of_the_last():
    assert obstacle(story(*BEGUN), Step.FOUND, NOW - timedelta(minutes=10), NOW) is None


@pytest.mark.parametrize(
    ("known", "steps"),
    [
        (story(*BEGUN, technician=None), (Step.ASSIGNED, Step.FOUND, Step.RESTORED)),
        (
            story(*BEGUN, Step.ASSIGNED),
            (Step.ON_THE_WAY, Step.ARRIVED, Step.FOUND, Step.RESTORED, Step.ASSIGNED),
        ),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED), (Step.FOUND, Step.RESTORED, Step.LEFT, Step.ASSIGNED)),
        (story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.FOUND), (Step.RESTORED, Step.LEFT, Step.ASSIGNED)),
        (
            story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.FOUND, Step.LEFT),
            (Step.ON_THE_WAY, Step.ARRIVED, Step.RESTORED, Step.ASSIGNED),
        ),
        (story(*BEGUN, technician=None, inside=True), (Step.FREED, Step.ASSIGNED, Step.FOUND)),
        (story(*BEGUN, Step.RESTORED, is_over=True), ()),
    ],
)
def test_what_may_follow_begins_with_the_likeliest(known, steps):
    assert following(known) == steps


@pytest.mark.parametrize(
    "known",
    [
        story(*BEGUN),
        story(*BEGUN, inside=True),
        story(*BEGUN, Step.ASSIGNED, Step.ARRIVED),
        story(*BEGUN, Step.ASSIGNED, Step.ARRIVED, Step.LEFT),
    ],
)
def test_what_may_follow_is_what_nothing_stands_in_the_way_of(known):
    asked = set(Step) - set(BEGUN) - {Step.PROMISED}  # which has a form of its own
    allowed = {step for step in asked if obstacle(known, step, NOW, NOW, to="Jorge") is None}

    assert set(following(known)) == allowed
