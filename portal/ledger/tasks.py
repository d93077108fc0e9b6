"""What workers do with the ledger. A worker told to stop ends the task it is in, so every task is a short turn."""

from celery import shared_task

from portal.ledger import following
from portal.lib import clock, nudge

TURN = 4.0  # seconds


@shared_task(name="ledger.follow")
def follow() -> None:
    """Does the work that follows new facts."""
    following.work(seconds=TURN)


@shared_task(name="ledger.sweep")
def sweep() -> None:
    """Finds work whose nudge was lost; calls a second worker when a turn was not enough."""
    following.work(seconds=TURN)
    if following.due(clock.now()).exists():
        nudge.on_commit("ledger.follow")
