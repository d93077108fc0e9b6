"""What a year was at an owner's lifts, in figures: visits, breakdowns, time stood, what it cost.

A lift counts from the day its record is whole and for as long as it was the owner's: before that no figure counts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from maintenance.enums import Attribution, Why
from maintenance.models import Breakdown, Lift, Stop, Visit
from maintenance.rules import intervals
from maintenance.rules.availability import Seconds, Span, availability, seconds
from owners.models import Invoice, Owner, Tenure
from owners.queries import spending
from owners.rules.terms import months_after
from portal.lib import clock

BACK = timedelta(days=5 * 365)  # how far back a visit is looked for from which a span counts
FOREIGN = frozenset({Attribution.USER, Attribution.THIRD_PARTY, Attribution.MAINS})


@dataclass(frozen=True)
class OfLift:
    """A lift's year. It counts from `since` to `until`, both within, none when nothing does; times are seconds.

    `codes` is a letter a visit, after Punctuality.
    """

    lift: Lift
    since: date | None
    until: date | None = None
    codes: str = ""
    due: int = 0
    on_time: int = 0
    late: int = 0
    missed: int = 0
    worst_days: int = 0
    breakdowns: int = 0
    foreign: int = 0
    trapped: int = 0
    stopped: int = 0
    stopped_foreign: int = 0
    planned: int = 0
    mains: int = 0
    spanned: int = 0

    @property
    def trouble(self) -> int:
        """How much there is to say of it, to set the worst before the others."""
        return self.stopped + 86_400 * (self.missed * 7 + self.late + self.breakdowns)


@dataclass(frozen=True)
class Year:
    """From a day to a day, both within; `costs` by what for before tax, the dearest first, none if not asked."""

    first: date
    last: date
    lifts: list[OfLift]
    costs: list[tuple[str, Decimal]] = field(default_factory=list)

    def sum(self, name: str) -> int:
        """One figure of all lifts."""
        return sum(getattr(one, name) for one in self.lifts)

    @property
    def counted(self) -> bool:
        """Whether any lift's record is whole enough to say anything."""
        return any(one.since for one in self.lifts)

    @property
    def availability(self) -> Decimal | None:
        """Percent of the time they should have served; None when nothing counts."""
        total = Seconds(self.sum("stopped"), self.sum("planned"), self.sum("mains"))
        return availability(self.sum("spanned"), total) if self.counted else None

    @property
    def spent(self) -> Decimal:
        """What all of it cost."""
        return sum((amount for _label, amount in self.costs), Decimal(0))


def last_twelve_months(today: date) -> tuple[date, date]:
    """The year that ends yesterday."""
    return months_after(today, -12), today - timedelta(days=1)


def of(owner: Owner, first: date, last: date, zone: str, *, until: datetime, money: bool) -> Year:
    """The owner's year, in a fixed number of queries; nothing after `until` is counted."""
    held = Tenure.objects.filter(owner=owner, from_on__lte=last).filter(Q(to_on=None) | Q(to_on__gt=first))
    order = ("lift__building__street", "lift__name", "from_on", "pk")
    tenures = list(held.select_related("lift__building").order_by(*order))
    keys = [tenure.lift_id for tenure in tenures]
    begins_at = clock.midnight(first, zone)
    ends_at = min(clock.bounds(last, zone)[1], until)
    found = _Found(
        visits=_visits(keys, begins_at, ends_at),
        breakdowns=_breakdowns(keys, begins_at, ends_at),
        stops=_stops(keys, begins_at, ends_at),
    )
    last_on = min(last, clock.day_in(zone, until))
    told = [_of_lift(tenure, first, last_on, until, found) for tenure in tenures]
    return Year(first, last, _once(told), costs(owner, first, last) if money else [])


def _once(told: Iterable[OfLift]) -> list[OfLift]:
    """A lift that left and came back is told of its last time."""
    return list({one.lift.pk: one for one in told}.values())


@dataclass(frozen=True)
class _Found:
    """What there is of some lifts, each by its key."""

    visits: dict[UUID, list[Visit]]
    breakdowns: dict[UUID, list[Breakdown]]
    stops: dict[UUID, list[Stop]]


def _of_lift(tenure: Tenure, first: date, last: date, until: datetime, found: _Found) -> OfLift:
    lift, zone = tenure.lift, tenure.lift.building.time_zone
    since, end = _since(tenure, first), _end(tenure, last)
    if since is None or since > end:
        return OfLift(lift, None)
    begins_at, ends_at = clock.midnight(since, zone), min(clock.bounds(end, zone)[1], until)
    happened = [one for one in found.breakdowns[lift.pk] if begins_at <= one.reported_at < ends_at]
    record = _record(lift, found.visits[lift.pk], since, end)
    stops = found.stops[lift.pk]
    stood = seconds(_spans(stops, until), begins_at, ends_at)
    of_others = [one for one in stops if one.breakdown and one.breakdown.attribution in FOREIGN]
    return OfLift(
        lift,
        since,
        end,
        codes=record.codes,
        due=record.due,
        on_time=record.on_time,
        late=record.late,
        missed=record.missed,
        worst_days=record.worst_days,
        breakdowns=len(happened),
        foreign=sum(one.attribution in FOREIGN for one in happened),
        trapped=sum(one.entrapment for one in happened),
        stopped=stood.stopped,
        stopped_foreign=min(seconds(_spans(of_others, until), begins_at, ends_at).stopped, stood.stopped),
        planned=stood.planned,
        mains=stood.mains,
        spanned=round((ends_at - begins_at).total_seconds()),
    )


def _since(tenure: Tenure, first: date) -> date | None:
    whole = tenure.lift.record_complete_since
    return max(first, whole, tenure.lift.entered_on, tenure.from_on) if whole else None


def _end(tenure: Tenure, last: date) -> date:
    """The last day on which it was the owner's and in our care."""
    after = [day for day in (tenure.to_on, tenure.lift.left_on) if day]
    return min([last, *(day - timedelta(days=1) for day in after)])


def _record(lift: Lift, visits: Sequence[Visit], since: date, end: date) -> intervals.Record:
    """How punctual the visits due in the span were, each judged by the law of its day."""
    zone = lift.building.time_zone
    days = [clock.day_in(zone, one.finished_at) for one in visits if one.finished_at]
    known = max(lift.record_complete_since or since, lift.entered_on)
    whole = intervals.boxes(days, lift.facts, end, in_care=lift.left_on is None or end < lift.left_on)
    return intervals.recorded([box for box in whole if since <= box.on <= end and box.began_on >= known])


def _visits(lifts: Collection[UUID], begins_at: datetime, ends_at: datetime) -> dict[UUID, list[Visit]]:
    done = Visit.objects.completed().filter(lift__in=lifts, finished_at__gte=begins_at - BACK, finished_at__lt=ends_at)
    return _by_lift(done.only("lift_id", "finished_at").order_by("finished_at", "pk"))


def _breakdowns(lifts: Collection[UUID], begins_at: datetime, ends_at: datetime) -> dict[UUID, list[Breakdown]]:
    found = Breakdown.objects.counted().filter(lift__in=lifts, reported_at__gte=begins_at, reported_at__lt=ends_at)
    return _by_lift(found.order_by("reported_at", "pk"))


def _stops(lifts: Collection[UUID], begins_at: datetime, ends_at: datetime) -> dict[UUID, list[Stop]]:
    found = Stop.objects.filter(lift__in=lifts).touching(begins_at, ends_at)
    return _by_lift(found.select_related("breakdown").order_by("from_at", "pk"))


def _spans(stops: Iterable[Stop], until: datetime) -> list[Span]:
    """One that has not ended lasts until now."""
    return [Span(one.from_at, one.to_at or until, Why(one.why)) for one in stops]


def stood_by_month(year: Year, until: datetime) -> list[int]:
    """Seconds stood in each month the year has, in one query; months that have not begun are none."""
    keys = [one.lift.pk for one in year.lifts]
    beside = (year.first - timedelta(days=1), year.last + timedelta(days=2))  # a day more, whatever the lifts' zones
    begins_at, ends_at = (clock.midnight(day, "UTC") for day in beside)
    stops, told, first = _stops(keys, begins_at, ends_at), [], year.first
    while first <= year.last:
        after = months_after(first.replace(day=1), 1)
        told.append(sum(_stood(one, stops[one.lift.pk], first, after, until) for one in year.lifts))
        first = after
    return told


def _stood(one: OfLift, stops: Iterable[Stop], first: date, after: date, until: datetime) -> int:
    if one.since is None or one.until is None:
        return 0
    zone = one.lift.building.time_zone
    begins_at = clock.midnight(max(first, one.since), zone)
    ends_at = min(clock.midnight(min(after, one.until + timedelta(days=1)), zone), until)
    return seconds(_spans(stops, until), begins_at, ends_at).stopped if begins_at < ends_at else 0


def _by_lift(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.lift_id].append(row)
    return grouped


def costs(owner: Owner, first: date, last: date) -> list[tuple[str, Decimal]]:
    """What invoices of those days charge, by what for, before tax; the dearest first."""
    found = Invoice.objects.announced().standing()
    invoices = found.filter(owner=owner, issued_on__range=(first, last), currency="EUR")
    return spending.summed(part for _year, part in spending.parts(invoices))
