"""What workers do with jobs."""

from celery import shared_task

from portal.jobs import actions


@shared_task(name="jobs.run")
def run(job: str) -> None:
    """Runs one job."""
    actions.run(job)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Runs jobs that wait or went silent."""
    actions.sweep()
