"""What is swept away at night: nothing of the trade, only counters, codes and sessions that have run out."""

from datetime import timedelta

from celery import shared_task

from portal.accounts.actions import signing_in
from portal.lib import clock

KEPT = timedelta(days=1)


@shared_task(name="accounts.tidy")
def tidy() -> None:
    """Deletes counters and codes a day old, and sessions that have run out."""
    signing_in.tidy(before=clock.now() - KEPT)
