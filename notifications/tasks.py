"""What workers do with deliveries."""

from celery import shared_task

from notifications import liveness
from notifications.actions import collecting, deliveries, papering, summaries, unopened
from portal.lib import clock


@shared_task(name="notifications.deliver")
def deliver() -> None:
    """Delivers what is due."""
    deliveries.work(liveness.name())


@shared_task(name="notifications.sweep")
def sweep() -> None:
    """Finds deliveries whose nudge was lost or whose worker died."""
    deliveries.sweep(liveness.name())


@shared_task(name="notifications.summarise")
def summarise() -> None:
    """Begins the letters of the month that ended, and writes the summaries that are due."""
    at = clock.now()
    summaries.open_month(at=at)
    summaries.compose(at=at)


@shared_task(name="notifications.paper")
def paper() -> None:
    """Reminds of what nobody opened, and sees to the letters on paper: those that are due, those nobody needs now."""
    at = clock.now()
    unopened.remind(at=at)
    papering.settle()
    papering.rescue(at=at)
    unopened.to_paper(at=at)


@shared_task(name="notifications.collect")
def collect() -> None:
    """Reads the mailbox of answers."""
    collecting.collect()
