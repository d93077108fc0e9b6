"""What workers do for owners on their own."""

from celery import shared_task

from owners.actions import invoices, quotes
from portal.lib import clock


@shared_task(name="owners.announce")
def announce() -> None:
    """Announces the invoices whose undo hour is over."""
    invoices.announce_due(at=clock.now())


@shared_task(name="owners.remind")
def remind() -> None:
    """Reminds of quotes that run out."""
    quotes.remind_due(at=clock.now())
