"""The law as data: every provision with its article and the days from which and until which it holds.

Source: RD 355/2024 (BOE-A-2024-7258), ITC AEM 1; before it RD 88/2013 (BOE-A-2013-1969). State defaults; a region may
add its own rows.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from maintenance.enums import Directive, Use

ITC_2024 = date(2024, 7, 1)


@dataclass(frozen=True)
class LiftFacts:
    """What the intervals hang on."""

    use: Use
    directive: Directive
    stops: int | None
    dwellings: int | None
    year: int | None = None


@dataclass(frozen=True)
class Interval:
    """Days between two on-site visits: never fewer than `earliest`, never more than `latest`.

    Where the law counts in `months`, these say on which day the span closes, and `latest` is its longest in days.
    """

    earliest: int
    latest: int
    article: str
    from_on: date
    until_on: date | None = None
    months: int = 0

    def closes_on(self, visited_on: date) -> date:
        """The last day of the span after a visit."""
        return _months_later(visited_on, self.months) if self.months else visited_on + timedelta(self.latest)

    def holds_on(self, day: date) -> bool:
        """Whether it is the law on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


MONTHLY = Interval(20, 45, "ITC AEM 1 (RD 355/2024), art. 5.4", ITC_2024)
FOUR_MONTHLY = Interval(0, 123, "ITC AEM 1 (RD 355/2024), art. 5.4", ITC_2024, months=4)
_OLD = ("ITC AEM 1 (RD 88/2013), art. 5.3", date(2013, 5, 22), ITC_2024)
OLD_MONTHLY = Interval(0, 31, *_OLD, months=1)
OLD_SIX_WEEKLY = Interval(0, 42, *_OLD)
OLD_FOUR_MONTHLY = Interval(0, 123, *_OLD, months=4)

BULLETIN_WITHIN_DAYS = 10  # ITC AEM 1 (RD 355/2024), art. 5.5.a
ATTENDANCE_WITHIN_HOURS = 24  # art. 7.2: without people inside; with people, at once


def interval(lift: LiftFacts, on: date) -> Interval:
    """The visit interval of a lift on a day."""
    if on < ITC_2024:
        return _interval_before_2024(lift, on)
    return FOUR_MONTHLY if _is_four_monthly(lift) else MONTHLY


def _is_four_monthly(lift: LiftFacts) -> bool:
    if lift.use in {Use.SINGLE_FAMILY, Use.ACCESSIBILITY}:
        return True
    small = (lift.stops or 99) <= 3 and (lift.dwellings or 99) <= 20
    return lift.directive == Directive.MACHINERY and lift.use == Use.DWELLINGS and small


def _interval_before_2024(lift: LiftFacts, on: date) -> Interval:
    if lift.use == Use.SINGLE_FAMILY or lift.directive == Directive.MACHINERY:  # the slow ones, up to 0.15 m/s
        return OLD_FOUR_MONTHLY
    young = lift.year is not None and on.year - lift.year < 20
    most_stops = {Use.DWELLINGS: 6, Use.PUBLIC: 4}.get(lift.use, 0)
    return OLD_SIX_WEEKLY if young and (lift.stops or 99) <= most_stops else OLD_MONTHLY


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last (Código Civil, art. 5.1)."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
