"""What workers do for maintenance on their own."""

from celery import shared_task

from maintenance.actions import cards, lapses, ringing
from portal.lib import clock


@shared_task(name="maintenance.nightly")
def nightly() -> None:
    """Rolls cards and days on: days turn at every lift's own midnight, and quiet lifts become unknown."""
    cards.roll(at=clock.now())


@shared_task(name="maintenance.standing")
def standing() -> None:
    """Counts on what stands now, so that no page says of a stopped lift that it served all the time."""
    cards.roll_standing(at=clock.now())


@shared_task(name="maintenance.ring")
def ring() -> None:
    """Rings for people shut in, and for whom it is the next one's turn."""
    ringing.look(at=clock.now())


@shared_task(name="maintenance.promises")
def promises() -> None:
    """Writes down the hours promised for news that pass without any, and what has stood for hours."""
    at = clock.now()
    lapses.of_news(at=at)
    lapses.of_stops(at=at)


@shared_task(name="maintenance.windows")
def windows() -> None:
    """Writes down the days until which a visit was due that pass, or come near with no day given."""
    lapses.of_visits(at=clock.now())
