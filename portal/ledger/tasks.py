"""What workers do with the ledger."""

from celery import shared_task

from portal.ledger import following


@shared_task(name="ledger.follow")
def follow() -> None:
    """Does the work that follows new facts."""
    following.work()


@shared_task(name="ledger.sweep")
def sweep() -> None:
    """Finds work whose nudge was lost."""
    following.work()
