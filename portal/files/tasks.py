"""What workers do with files."""

from celery import shared_task

from portal.files import verification
from portal.lib import clock

TURN = 20.0  # seconds


@shared_task(name="files.verify")
def verify() -> None:
    """Looks at some of the files that were not looked at this night."""
    verification.turn(at=clock.now(), seconds=TURN)
