"""Working days where a lift stands: Monday to Friday, less the holidays of Spain and of its region.

Towns have two more days of their own, which no calendar of regions knows.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _calendar(region: str) -> holidays.HolidayBase:
    subdivision = region.removeprefix("ES-")
    known = subdivision in holidays.country_holidays("ES").subdivisions
    return holidays.country_holidays("ES", subdiv=subdivision if known else None, language="es")


def holiday(day: date, region: str) -> str:
    """The holiday's Spanish name; empty on other days."""
    return str(_calendar(region).get(day) or "")


def works(day: date, region: str) -> bool:
    """Whether rounds go out."""
    return day.weekday() < 5 and not holiday(day, region)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week(first: date) -> list[date]:
    """The seven days of a week from its Monday."""
    return [first + timedelta(days=number) for number in range(7)]


def working(first: date, last: date, region: str) -> Iterator[date]:
    """The working days from one to another, both included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return (day for day in days if works(day, region))
