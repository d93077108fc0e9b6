"""Which step a breakdown may take next, and why not."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from maintenance.enums import Obstacle, Step


@dataclass(frozen=True)
class Story:
    """What a breakdown has climbed: its steps in order, who has it, and who is inside."""

    taken: Sequence[tuple[Step, datetime]]
    technician: Hashable | None
    somebody_inside: bool
    was_entrapment: bool
    is_over: bool = False

    @property
    def last_at(self) -> datetime | None:
        """The moment of the last step; none comes before it."""
        return max((at for _step, at in self.taken), default=None)

    def since_given(self) -> frozenset[Step]:
        """Steps taken since it was last given to somebody, or since who had it left the building."""
        steps = [step for step, _at in self.taken]
        begun = [number for number, step in enumerate(steps, 1) if step in {Step.ASSIGNED, Step.LEFT}]
        return frozenset(steps[begun[-1] if begun else 0 :])


def obstacle(
    story: Story, step: Step, happened_at: datetime, now: datetime, *, to: Hashable | None = None
) -> Obstacle | None:
    """What stands in the way of a step; `to` is who would have it."""
    if story.is_over:
        return Obstacle.OVER
    if happened_at > now:
        return Obstacle.NOT_YET
    if story.last_at is not None and happened_at < story.last_at:
        return Obstacle.BEFORE_THE_LAST
    return _in_the_way(story, step, to)


def _in_the_way(story: Story, step: Step, to: Hashable | None) -> Obstacle | None:
    done = story.since_given()
    refusals: dict[Step, list[tuple[bool, Obstacle]]] = {
        Step.ASSIGNED: [(to is not None and to == story.technician, Obstacle.SAME_TECHNICIAN)],
        Step.ON_THE_WAY: [
            (story.technician is None, Obstacle.NOBODY_HAS_IT),
            (Step.ARRIVED in done, Obstacle.ARRIVED),
            (Step.ON_THE_WAY in done, Obstacle.ON_THE_WAY),
        ],
        Step.ARRIVED: [
            (story.technician is None, Obstacle.NOBODY_HAS_IT),
            (Step.ARRIVED in done, Obstacle.ARRIVED),
        ],
        Step.FREED: [
            (not story.was_entrapment, Obstacle.NOBODY_INSIDE),
            (not story.somebody_inside, Obstacle.FREED),
        ],
        Step.LEFT: [
            (Step.ARRIVED not in done, Obstacle.NOBODY_THERE),
            (story.somebody_inside, Obstacle.SOMEBODY_INSIDE),
        ],
        Step.RESTORED: [(story.somebody_inside, Obstacle.SOMEBODY_INSIDE)],
    }
    return next((why for stands, why in refusals.get(step, []) if stands), None)


def following(story: Story) -> tuple[Step, ...]:
    """Steps it may take now, the likeliest first."""
    if story.is_over:
        return ()
    done = story.since_given()
    likely = [
        (Step.FREED, story.somebody_inside),
        (Step.ASSIGNED, story.technician is None),
        (Step.ON_THE_WAY, story.technician is not None and not done & {Step.ON_THE_WAY, Step.ARRIVED}),
        (Step.ARRIVED, story.technician is not None and Step.ARRIVED not in done),
        (Step.FOUND, Step.FOUND not in [step for step, _at in story.taken]),
        (Step.RESTORED, not story.somebody_inside),
        (Step.LEFT, Step.ARRIVED in done and not story.somebody_inside),
    ]
    again = [step for step in (Step.ASSIGNED,) if story.technician is not None]
    return tuple([step for step, fits in likely if fits] + again)
