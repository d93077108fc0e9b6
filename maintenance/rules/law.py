"""The law as data: every provision with its article, its source and the days from which and until which it holds.

RD 355/2024 approves the ITC AEM 1 in force; RD 88/2013 the one before. State defaults; a region may add its own rows.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from maintenance.enums import Directive, Use

ITC_2013 = date(2013, 5, 22)  # three months after its publication (RD 88/2013, artículo único, 2)
ITC_2024 = date(2024, 7, 1)  # RD 355/2024, disposición final quinta


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
    source: str
    from_on: date
    until_on: date | None = None
    months: int = 0

    def closes_on(self, visited_on: date) -> date:
        """The last day of the span after a visit."""
        return _months_later(visited_on, self.months) if self.months else visited_on + timedelta(self.latest)

    def holds_on(self, day: date) -> bool:
        """Whether it is the law on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


MONTHLY = Interval(20, 45, "ITC AEM 1 (RD 355/2024), art. 5.4.b", "BOE-A-2024-7258", ITC_2024)
FOUR_MONTHLY = Interval(0, 123, "ITC AEM 1 (RD 355/2024), art. 5.4.a", "BOE-A-2024-7258", ITC_2024, months=4)
_OLD = ("BOE-A-2013-1969", ITC_2013, ITC_2024)
OLD_MONTHLY = Interval(0, 31, "ITC AEM 1 (RD 88/2013), 5.3.2.3", *_OLD, months=1)
OLD_SIX_WEEKLY = Interval(0, 42, "ITC AEM 1 (RD 88/2013), 5.3.2.2", *_OLD)
OLD_FOUR_MONTHLY = Interval(0, 123, "ITC AEM 1 (RD 88/2013), 5.3.2.1", *_OLD, months=4)

BULLETIN_WITHIN_DAYS = 10  # ITC AEM 1 (RD 355/2024), art. 5.5.a
BREAKDOWN_AFTER = timedelta(hours=12)  # art. 2.af: a repair that leaves the lift out of service longer is a breakdown
ATTENDANCE_WITHIN_HOURS = 24  # art. 7.2: without people inside; with people, at once


def interval(lift: LiftFacts, on: date) -> Interval:
    """The visit interval of a lift on a day; before `ITC_2013` nothing is known and the oldest we know stands in."""
    if on < ITC_2024:
        return _interval_before_2024(lift, on)
    return FOUR_MONTHLY if _is_four_monthly(lift) else MONTHLY


def last_day(lift: LiftFacts, visited_on: date) -> date:
    """The last day on which the visit after this one is in time.

    RD 355/2024 says nothing of the spans it found half gone, and no law looks back unless it says so (Código Civil,
    art. 2.3). Such a span ends when the new law would end it, counted from the visit; where the old one left more time,
    that time is kept, but never more than a whole span of the new law from its first day.
    """
    closes_on = interval(lift, visited_on).closes_on(visited_on)
    if visited_on >= ITC_2024 or closes_on < ITC_2024:
        return closes_on
    new = interval(lift, ITC_2024)
    return max(new.closes_on(visited_on), min(closes_on, new.closes_on(ITC_2024)))


def _is_four_monthly(lift: LiftFacts) -> bool:
    if lift.use in {Use.SINGLE_FAMILY, Use.ACCESSIBILITY}:
        return True
    small = (lift.stops or 99) <= 3 and (lift.dwellings or 99) <= 20
    return lift.directive == Directive.MACHINERY and lift.use == Use.DWELLINGS and small


def _interval_before_2024(lift: LiftFacts, on: date) -> Interval:
    """Under 5.3.2 of 2013: a CE declaration as a machine (RD 1644/2008) gave four months whatever the use.

    Only the year a lift was put into service is known: in that in which it turns twenty it counts as old, so that no
    visit is called in time that may not have been. A lift for accessibility was like any other of its dwellings.
    """
    if lift.use == Use.SINGLE_FAMILY or lift.directive == Directive.MACHINERY:
        return OLD_FOUR_MONTHLY
    young = lift.year is not None and on.year - lift.year < 20
    most_stops = {Use.DWELLINGS: 6, Use.ACCESSIBILITY: 6, Use.PUBLIC: 4}.get(lift.use, 0)
    return OLD_SIX_WEEKLY if young and (lift.stops or 99) <= most_stops else OLD_MONTHLY


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last (Código Civil, art. 5.1)."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
