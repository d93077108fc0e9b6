"""Quiet hours: the part of a person's day in which what can wait is not sent.

Hours are those of the clock on the person's wall. An hour the clocks skip begins at the first instant that is; one they
repeat begins the first time.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NIGHT_BEGINS, DAY_BEGINS = time(22, 0), time(8, 0)  # of whoever chose no other hours
MINUTE = timedelta(minutes=1)


def ends(at: datetime, zone: str, from_: time, to: time) -> datetime | None:
    """When the quiet hours that `at` falls into end, in UTC; None outside them. The same hour twice means never."""
    if from_ == to:
        return None
    today = local(at, zone).date()
    for day in (today - timedelta(days=1), today):
        last = day if to > from_ else day + timedelta(days=1)
        if instant(day, from_, zone) <= at < instant(last, to, zone):
            return instant(last, to, zone)
    return None


def local(at: datetime, zone: str) -> datetime:
    """A moment on the clock of a place."""
    return at.astimezone(ZoneInfo(zone))


def instant(day: date, hour: time, zone: str) -> datetime:
    """When a clock at a place first shows that hour of that day, in UTC."""
    place = ZoneInfo(zone)
    found = datetime.combine(day, hour, place).astimezone(UTC)
    if found.astimezone(place).replace(tzinfo=None) == datetime.combine(day, hour):
        return found
    skipped_by = found.astimezone(place).utcoffset()
    while (found - MINUTE).astimezone(place).utcoffset() == skipped_by:
        found -= MINUTE
    return found
