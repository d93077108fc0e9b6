import pytest

from maintenance.actions import breakdowns
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Cause, Why


@pytest.mark.parametrize(
    ("cause", "why"), [(Cause.POWER, Why.MAINS), (Cause.DOORS, Why.BREAKDOWN), (Cause.UNKNOWN, Why.BREAKDOWN)]
)
def test_a_stop_that_was_the_mains_fault_stands_apart(confirmed, now, cause, why):
    breakdown = confirmed()

    breakdowns.restore(breakdown=breakdown, repair=Repair(cause), by=None, at=now)

    breakdown.refresh_from_db()
    assert (breakdown.stop.why, breakdown.stop.to_at) == (why, now)
