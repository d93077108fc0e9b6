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

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from maintenance.enums import Attribution, Punctuality, Why
from maintenance.models import Breakdown, Lift, Stop, Visit
from maintenance.rules import intervals
from maintenance.rules.availability import Seconds, Span, availability, seconds
from owners.enums import WhatFor
from owners.models import Invoice, InvoiceLine, Owner, Tenure
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
    last = today - timedelta(days=1)
    day = min(today.day, 28) if today.month == 2 else today.day
    return date(today.year - 1, today.month, day), last


def of(owner: Owner, first: date, last: date, zone: str, *, until: datetime, money: bool) -> Year:
    """The owner's year, in a fixed number of queries; nothing after `until` is counted."""
    held = Tenure.objects.filter(owner=owner, from_on__lte=last).filter(Q(to_on=None) | Q(to_on__gt=first))
    tenures = list(held.select_related("lift__building").order_by("lift__building__street", "lift__name", "from_on"))
    keys = [tenure.lift_id for tenure in tenures]
    begins_at = clock.midnight(first, zone)
    ends_at = min(clock.bounds(last, zone)[1], until)
    visits, breakdowns = _visits(keys, begins_at, ends_at), _breakdowns(keys, begins_at, ends_at)
    stops = _by_lift(
        Stop.objects.filter(lift__in=keys).touching(begins_at, ends_at).select_related("breakdown").order_by("from_at")
    )
    told = [
        _of_lift(tenure, first, min(last, clock.day_in(zone, until)), until, visits, breakdowns, stops)
        for tenure in tenures
    ]
    return Year(first, last, _once(told), costs(owner, first, last) if money else [])


def _once(told: Iterable[OfLift]) -> list[OfLift]:
    """A lift that left and came back is told of its last time."""
    return list({one.lift.pk: one for one in told}.values())


def _of_lift(
    tenure: Tenure,
    first: date,
    last: date,
    until: datetime,
    visits: dict[UUID, list[Visit]],
    breakdowns: dict[UUID, list[Breakdown]],
    stops: dict[UUID, list[Stop]],
) -> OfLift:
    lift, zone = tenure.lift, tenure.lift.building.time_zone
    end = min(last, tenure.to_on - timedelta(days=1)) if tenure.to_on else last
    if lift.left_on:
        end = min(end, lift.left_on - timedelta(days=1))
    since = _since(tenure, first)
    if since is None or since > end:
        return OfLift(lift, None)
    begins_at, ends_at = clock.midnight(since, zone), min(clock.bounds(end, zone)[1], until)
    happened = [one for one in breakdowns[lift.pk] if begins_at <= one.reported_at < ends_at]
    spans = [(Span(one.from_at, one.to_at or until, Why(one.why)), one.breakdown) for one in stops[lift.pk]]
    stood = seconds([span for span, _why in spans], begins_at, ends_at)
    of_others = seconds([span for span, why in spans if why and why.attribution in FOREIGN], begins_at, ends_at)
    return OfLift(
        lift,
        since,
        end,
        **_punctuality(lift, visits[lift.pk], since, end),
        breakdowns=len(happened),
        foreign=sum(one.attribution in FOREIGN for one in happened),
        trapped=sum(one.entrapment for one in happened),
        stopped=stood.stopped,
        stopped_foreign=min(of_others.stopped, stood.stopped),
        planned=stood.planned,
        mains=stood.mains,
        spanned=round((ends_at - begins_at).total_seconds()),
    )


def _since(tenure: Tenure, first: date) -> date | None:
    whole = tenure.lift.record_complete_since
    return max(first, whole, tenure.lift.entered_on, tenure.from_on) if whole else None


def _punctuality(lift: Lift, visits: Sequence[Visit], since: date, end: date) -> dict[str, Any]:
    """How punctual the visits due in the span were, each judged by the law of its day."""
    zone = lift.building.time_zone
    days = [clock.day_in(zone, one.finished_at) for one in visits if one.finished_at]
    known = max(lift.record_complete_since or since, lift.entered_on)
    whole = intervals.boxes(days, lift.facts, end, in_care=lift.left_on is None or end < lift.left_on)
    told = [box for box in whole if since <= box.on <= end and box.began_on >= known]
    codes = [box.code for box in told]
    on_time, late, missed = (codes.count(code) for code in (Punctuality.ON_TIME, Punctuality.LATE, Punctuality.MISSED))
    return {
        "codes": "".join(codes),
        "due": on_time + late + missed,
        "on_time": on_time,
        "late": late,
        "missed": missed,
        "worst_days": max((box.days for box in told), default=0),
    }


def _visits(lifts: Collection[UUID], begins_at: datetime, ends_at: datetime) -> dict[UUID, list[Visit]]:
    done = Visit.objects.completed().filter(lift__in=lifts, finished_at__gte=begins_at - BACK, finished_at__lt=ends_at)
    return _by_lift(done.only("lift_id", "finished_at").order_by("finished_at", "pk"))


def _breakdowns(lifts: Collection[UUID], begins_at: datetime, ends_at: datetime) -> dict[UUID, list[Breakdown]]:
    found = Breakdown.objects.counted().filter(lift__in=lifts, reported_at__gte=begins_at, reported_at__lt=ends_at)
    return _by_lift(found.order_by("reported_at", "pk"))


def stood_by_month(year: Year, until: datetime) -> list[int]:
    """Seconds stood in each month the year has, in one query; months that have not begun are none."""
    zone = {one.lift.pk: one.lift.building.time_zone for one in year.lifts}
    begins_at, ends_at = (clock.midnight(day, "UTC") for day in (year.first, year.last + timedelta(days=2)))
    found = Stop.objects.filter(lift__in=zone).touching(begins_at - timedelta(days=1), ends_at).order_by("from_at")
    stops, told, first = _by_lift(found), [], year.first
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
    spans = [Span(stop.from_at, stop.to_at or until, Why(stop.why)) for stop in stops]
    return seconds(spans, begins_at, ends_at).stopped if begins_at < ends_at else 0


def _by_lift(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.lift_id].append(row)
    return grouped


def costs(owner: Owner, first: date, last: date) -> list[tuple[str, Decimal]]:
    """What invoices of those days charge, by what for, before tax; what no line tells apart stands by itself."""
    announced = Invoice.objects.announced().standing()
    invoices = announced.filter(owner=owner, issued_on__range=(first, last), currency="EUR")
    lines = InvoiceLine.objects.filter(invoice__in=invoices.values("pk")).order_by()
    found = [
        (str(WhatFor(what_for).label), amount)
        for what_for, amount in lines.values_list("what_for").annotate(sum=Sum("amount"))
    ]
    untold = invoices.filter(lines=None).aggregate(sum=Sum("base"))["sum"]
    found += [(_("Sin desglosar"), untold)] if untold else []
    return sorted((part for part in found if part[1]), key=lambda part: (-part[1], part[0]))
