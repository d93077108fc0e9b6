"""How a breakdown takes a step: whether it may, what of it changes, its landing in the story and its fact."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from maintenance import kinds
from maintenance.enums import Obstacle, Step
from maintenance.models import Breakdown, BreakdownStep
from maintenance.queries import breakdowns as stories
from maintenance.rules import steps
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Kind

KINDS: dict[Step, Kind] = {
    Step.CONFIRMED: kinds.BREAKDOWN_CONFIRMED,
    Step.ASSIGNED: kinds.BREAKDOWN_ASSIGNED,
    Step.ON_THE_WAY: kinds.BREAKDOWN_ON_THE_WAY,
    Step.ARRIVED: kinds.BREAKDOWN_ARRIVED,
    Step.FREED: kinds.BREAKDOWN_FREED,
    Step.FOUND: kinds.BREAKDOWN_FOUND,
    Step.PROMISED: kinds.BREAKDOWN_PROMISED,
    Step.LEFT: kinds.BREAKDOWN_LEFT,
    Step.RESTORED: kinds.BREAKDOWN_RESTORED,
}


class CannotClimb(Exception):
    """The breakdown cannot take this step; `obstacle` says why, in words."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


def allow(breakdown: Breakdown, step: Step, happened_at: datetime, at: datetime, *, to: Any = None) -> None:
    """Holds the breakdown and asks the rule; raises CannotClimb."""
    hold(breakdown)
    if found := steps.obstacle(stories.story(breakdown), step, happened_at, at, to=to):
        raise CannotClimb(found)


def hold(breakdown: Breakdown) -> None:
    """Holds an open breakdown's row until the transaction ends, and reads it; raises CannotClimb when it is over."""
    if not Breakdown.objects.open().filter(pk=breakdown.pk).update(lift=models.F("lift")):
        raise CannotClimb(Obstacle.OVER)
    breakdown.refresh_from_db()


def change(breakdown: Breakdown, **columns: Any) -> None:
    """Sets these columns, and reads it anew."""
    Breakdown.objects.filter(pk=breakdown.pk).update(**columns)
    breakdown.refresh_from_db()


def write(
    breakdown: Breakdown,
    step: Step,
    *,
    words: str = "",
    because: str = "",
    happened_at: datetime,
    more: Mapping[str, Any] | None = None,
    by: User | None,
    at: datetime,
) -> None:
    """The step taken, by who has the breakdown, in its story and in the lift's stream."""
    who = {"technician_id": breakdown.technician_id, "done_by": breakdown.done_by}
    BreakdownStep.objects.create(breakdown=breakdown, step=step, at=happened_at, because=because, words=words, **who)
    ledger.append(KINDS[step].of(breakdown, occurred_at=happened_at, more=more), by=by, at=at)
