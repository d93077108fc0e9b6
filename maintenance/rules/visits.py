"""What is looked at twice before a visit is written down."""

from collections.abc import Iterable
from datetime import date

from maintenance.enums import Caution
from maintenance.rules.law import BULLETIN_WITHIN_DAYS, Interval


def cautions(day: date, *, today: date, visited_on: Iterable[date], interval: Interval) -> list[Caution]:
    """What speaks against a visit on that day, given the days the lift was visited and the law's interval."""
    nearest = min((abs((day - other).days) for other in visited_on), default=interval.earliest)
    found = [
        (Caution.TOO_SOON, nearest < interval.earliest),
        (Caution.BULLETIN_LATE, (today - day).days > BULLETIN_WITHIN_DAYS),
    ]
    return [caution for caution, stands in found if stands]
