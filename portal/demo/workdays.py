"""Days on which the demo company's rounds go out: its region's calendar and Valladolid's two own holidays."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays

LOCAL = {(5, 13), (9, 8)}  # San Pedro Regalado, Nuestra Señora de San Lorenzo


@cache
def _region() -> holidays.HolidayBase:
    return holidays.country_holidays("ES", subdiv="CL")


def works(day: date) -> bool:
    """Whether a round goes out."""
    return day.weekday() < 5 and (day.month, day.day) not in LOCAL and day not in _region()


def every(first: date, last: date) -> Iterator[date]:
    """The working days from one to another, both included."""
    for number in range((last - first).days + 1):
        if works(day := first + timedelta(days=number)):
            yield day


def until(day: date) -> date:
    """The day itself, or the last working day before it."""
    return next(one for number in range(30) if works(one := day - timedelta(days=number)))


def near(day: date, last: date) -> date:
    """The working day nearest to a day, none after the last; of two as near the later."""
    ways = (day + timedelta(days=way * number) for number in range(30) for way in (1, -1))
    return next(one for one in ways if one <= last and works(one))


def after(day: date, count: int = 1) -> date:
    """So many working days after a day."""
    following = (one for number in range(1, 60) if works(one := day + timedelta(days=number)))
    return next(one for place, one in enumerate(following, 1) if place == count)
