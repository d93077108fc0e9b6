"""What is looked at twice before a visit is written down, and which two records may be of the same one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from maintenance.enums import Caution
from maintenance.rules.intervals import is_too_soon
from maintenance.rules.law import BULLETIN_WITHIN_DAYS, ITC_2024, LiftFacts

ONE_WITHIN = timedelta(days=1)  # the law wants 20 days between two visits: so near, they are hardly two


def may_be_one(one: datetime | None, other: datetime | None) -> bool:
    """Whether two records that begin at these moments may tell the same visit."""
    return one is not None and other is not None and abs(one - other) <= ONE_WITHIN


def cautions(day: date, *, today: date, visited_on: Iterable[date], lift: LiftFacts) -> list[Caution]:
    """What speaks against a visit on that day, given the days the lift was visited; by the law of those days."""
    found = [
        (Caution.TOO_SOON, any(is_too_soon(max(day, other), min(day, other), lift) for other in visited_on)),
        (Caution.BULLETIN_LATE, day >= ITC_2024 and (today - day).days > BULLETIN_WITHIN_DAYS),
    ]
    return [caution for caution, stands in found if stands]
