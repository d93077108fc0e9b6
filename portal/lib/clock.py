"""Days, months and moments as a place counts them. The clock itself is read at the edge and handed in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment in UTC; for edges (views, tasks, commands) only."""
    return datetime.now(UTC)


def day_in(zone: str, at: datetime) -> date:
    """The calendar day at a place."""
    return at.astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """When a day begins at a place, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """A day at a place as a half-open span in UTC; 23 or 25 hours when the clocks change."""
    return midnight(day, zone), midnight(day + timedelta(days=1), zone)
