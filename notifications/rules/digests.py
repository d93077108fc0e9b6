"""Summaries: which there are, and when a person's next one is due."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from notifications.enums import Summary
from notifications.rules import quiet

AT: dict[str, time] = {Summary.DAILY: time(8, 0), Summary.WEEKLY: time(8, 0), Summary.MONTHLY: time(9, 0)}
MANY = 5  # lifts; whoever manages as many reads one brief each working morning (TOUCHPOINTS, Defaults)


def usual(*, manages_many: bool) -> str:
    """The summary of somebody who has chosen none."""
    return Summary.DAILY if manages_many else Summary.MONTHLY


def following(kind: str, at: datetime, zone: str, works: Callable[[date], bool]) -> tuple[date, datetime]:
    """The local day of the next summary after a moment, and when it is due, in UTC.

    The daily one comes on working days, the weekly one on the first working day of a week, the monthly one on the first
    day of a month, whatever day that is.
    """
    day = quiet.local(at, zone).date()
    while not _falls(kind, day, works) or quiet.instant(day, AT[kind], zone) <= at:
        day += timedelta(days=1)
    return day, quiet.instant(day, AT[kind], zone)


def _falls(kind: str, day: date, works: Callable[[date], bool]) -> bool:
    if kind == Summary.MONTHLY:
        return day.day == 1
    if kind == Summary.DAILY or not works(day):
        return works(day)
    earlier = (day - timedelta(days=number) for number in range(1, day.weekday() + 1))
    return not any(works(one) for one in earlier)
