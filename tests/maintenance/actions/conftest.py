"""What the office and the technician write down, ready to be acted with."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from maintenance.actions import breakdowns, calls
from maintenance.actions.visits import CompletedWork, Reply
from maintenance.enums import Answer, Result
from maintenance.models import Breakdown, Call, Lift, PlanTemplate, Technician


@pytest.fixture
def work(technician: Technician, plan: PlanTemplate, now: datetime) -> Any:
    """A visit of this morning as its technician tells it."""

    def tell(**more: Any) -> CompletedWork:
        told: dict[str, Any] = {
            "technician": technician,
            "plan": plan,
            "started_at": now - timedelta(hours=2),
            "finished_at": now - timedelta(hours=1),
            "recorded_at": now - timedelta(minutes=55),
            "replies": [Reply(37, Result.OK), Reply(46, Result.ADJUSTED, "El cierre de la 3.ª planta.")],
        }
        return CompletedWork(**(told | more))

    return tell


@pytest.fixture
def called(lift: Lift, now: datetime) -> Any:
    """Writes down a call about the lift."""

    def call(minutes_ago: int = 60, **told: Any) -> Call:
        said = calls.Told(**({"anyone_inside": Answer.NO, "stopped": Answer.YES} | told))
        return calls.receive(lift=lift, told=said, by=None, at=now - timedelta(minutes=minutes_ago))

    return call


@pytest.fixture
def confirmed(called: Any, now: datetime) -> Any:
    """A breakdown that somebody called about an hour ago and we confirmed ten minutes later."""

    def confirm(*, stops_service: bool = True, **told: Any) -> Breakdown:
        return breakdowns.confirm(
            call=called(**told),
            stops_service=stops_service,
            next_update_by=now + timedelta(hours=1),
            by=None,
            at=now - timedelta(minutes=50),
        )

    return confirm
