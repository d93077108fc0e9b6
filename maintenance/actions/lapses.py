"""What we promised or owed and did not keep in time, written down by us: once for each promise.

Row and fact are one transaction, and the key of the row is the promise: a sweep that runs twice, or two at once, or
one whose clock was set back, finds it written. A promise given anew meanwhile is another.
"""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, models, transaction

from maintenance.enums import Lapsed, VisitState
from maintenance.kinds import lapses as facts
from maintenance.models import Breakdown, Lapse, Lift, Visit
from maintenance.queries import visits
from maintenance.rules import intervals, promises
from portal.ledger import actions as ledger
from portal.ledger.kinds import Kind, Origin
from portal.lib import clock

AHEAD_DAYS, BACK_DAYS = 5, 10  # told before the last day; no longer after it than this, when nobody looked for so long
AT_ONCE = 500
LOOKED_AT = timedelta(days=1)  # what has stood for longer when we look is no news
UNDERWAY = timedelta(days=2)  # a phone without coverage may be so late with a visit that was begun
NEWS: dict[Lapsed, Kind] = {Lapsed.NEWS_DUE: facts.NEWS_DUE, Lapsed.NEWS_UNKEPT: facts.NEWS_UNKEPT}
VISITS: dict[Lapsed, Kind] = {Lapsed.VISIT_CLOSING: facts.VISIT_CLOSING, Lapsed.VISIT_OVERDUE: facts.VISIT_OVERDUE}


def of_news(*, at: datetime) -> int:
    """The hours promised for news of open breakdowns that have come without any; answers how many it wrote."""
    due = Breakdown.objects.open().filter(next_update_by__lte=at, origin=Origin.LIVE)
    promise = {"breakdown": models.OuterRef("pk"), "until_at": models.OuterRef("next_update_by")}
    told = Lapse.objects.filter(what=Lapsed.NEWS_UNKEPT, **promise)
    waiting = due.exclude(models.Exists(told)).order_by("next_update_by", "pk")[:AT_ONCE]
    return sum(_news(one, what, at) for one in waiting for what in NEWS if _is_so(one, what, at))


def _is_so(breakdown: Breakdown, what: Lapsed, at: datetime) -> bool:
    """The office hears of it at the hour; the owner when it has given no news for a while after."""
    until = breakdown.next_update_by
    return until is not None and (what == Lapsed.NEWS_DUE or promises.is_unkept(until, _last_told(breakdown), at))


def _last_told(breakdown: Breakdown) -> datetime | None:
    last: datetime | None = breakdown.steps.aggregate(last=models.Max("at"))["last"]
    return last


@transaction.atomic
def _news(breakdown: Breakdown, what: Lapsed, at: datetime) -> bool:
    until = breakdown.next_update_by
    if until is None or not _keep_of(breakdown, what, until, at, next_update_by=until):
        return False

    happened_at = until if what == Lapsed.NEWS_DUE else at
    ledger.append(NEWS[what].of(breakdown, occurred_at=happened_at), by=None, at=at)
    return True


def of_stops(*, at: datetime) -> int:
    """Lifts that a breakdown has kept standing for hours; answers how many it wrote. What is days old is no news."""
    long = (at - LOOKED_AT, at - promises.STOPPED_LONG)
    told = Lapse.objects.filter(breakdown=models.OuterRef("pk"), what=Lapsed.STOPPED_LONG)
    open_ones = Breakdown.objects.open().filter(origin=Origin.LIVE, stop__to_at=None, stop__from_at__range=long)
    standing = open_ones.exclude(models.Exists(told)).select_related("stop")
    return sum(_standing(one, at) for one in standing.order_by("stop__from_at", "pk")[:AT_ONCE])


@transaction.atomic
def _standing(breakdown: Breakdown, at: datetime) -> bool:
    since = breakdown.stop.from_at + promises.STOPPED_LONG
    if not _keep_of(breakdown, Lapsed.STOPPED_LONG, since, at):
        return False

    ledger.append(facts.STOPPED_LONG.of(breakdown, occurred_at=since), by=None, at=at)
    return True


def of_visits(*, at: datetime) -> int:
    """Lifts whose visit was due until yesterday or, with no day given, is soon; answers how many it wrote."""
    today = at.date()
    near = (today - timedelta(days=BACK_DAYS + 1), today + timedelta(days=AHEAD_DAYS + 1))
    lifts = Lift.objects.in_care().filter(record_complete_since__isnull=False, card__window_closes_on__range=near)
    begun = Visit.objects.filter(lift=models.OuterRef("pk"), state=VisitState.STARTED, claimed_at__gte=at - UNDERWAY)
    lifts = lifts.exclude(models.Exists(begun)).select_related("building")
    return sum(_visit(lift, at) for lift in lifts.order_by("card__window_closes_on", "pk"))


@transaction.atomic
def _visit(lift: Lift, at: datetime) -> bool:
    """Looks at the visits themselves: the card may be behind them."""
    window = intervals.next_visit_window(visits.days_of(lift), lift.facts)
    if window is None:
        return False
    today, closes_on = clock.day_in(lift.building.time_zone, at), window.closes_on
    planned = Visit.objects.filter(lift=lift, state=VisitState.PLANNED, planned_on__gte=today).first()
    planned_on = planned.planned_on if planned else None
    what = _running_out(window.days_left(today), planned_on, closes_on)
    if what is None or not _keep(Lapse(lift=lift, what=what, until_on=closes_on, seen_at=at)):
        return False

    passed = clock.midnight(closes_on + timedelta(days=1), lift.building.time_zone)
    more = {"closes_on": closes_on, "planned_on": planned_on}
    happened_at = passed if what == Lapsed.VISIT_OVERDUE else at
    ledger.append(VISITS[what].of(lift, occurred_at=happened_at, more=more), by=None, at=at)
    return True


def _running_out(days_left: int, planned_on: date | None, closes_on: date) -> Lapsed | None:
    if -BACK_DAYS <= days_left < 0:
        return Lapsed.VISIT_OVERDUE
    is_planned = planned_on is not None and planned_on <= closes_on
    return Lapsed.VISIT_CLOSING if 0 <= days_left <= AHEAD_DAYS and not is_planned else None


def _keep_of(breakdown: Breakdown, what: Lapsed, until: datetime, at: datetime, **still: datetime) -> bool:
    """Holds the breakdown as it was read, so that it neither ends nor gets its news meanwhile, and keeps the lapse."""
    if not Breakdown.objects.open().filter(pk=breakdown.pk, **still).update(lift=models.F("lift")):
        return False
    return _keep(Lapse(lift_id=breakdown.lift_id, breakdown=breakdown, what=what, until_at=until, seen_at=at))


def _keep(lapse: Lapse) -> bool:
    """Writes it down, unless it was."""
    try:
        with transaction.atomic():
            lapse.save(force_insert=True)
    except IntegrityError:
        return False
    return True
