"""Making the projections of lifts anew: their cards and their days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction

from maintenance.enums import VisitState, Why
from maintenance.models import Breakdown, Call, Lift, LiftCard, LiftDay, Stop, Visit
from maintenance.rules import intervals, law
from maintenance.rules.availability import Seconds, Span, availability, seconds
from maintenance.rules.status import Sightings, since, status
from portal.lib import clock

DAYS = 90
STRIP = 12


def refresh(lift_ids: Iterable[UUID], *, at: datetime) -> int:
    """Makes the cards of these lifts anew; answers how many."""
    lifts = list(Lift.objects.filter(pk__in=list(lift_ids)).select_related("building"))
    made = [card_of(lift, known, at=at) for lift, known in _known(lifts, at)]
    columns = [field.name for field in LiftCard._meta.concrete_fields if not field.primary_key]
    LiftCard.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["lift"], update_fields=columns, batch_size=200
    )
    return len(made)


def differing(lift_ids: Iterable[UUID], *, at: datetime) -> list[UUID]:
    """Lifts whose stored card is not what the record says of the moment it was made; the proof of the follower."""
    lifts = list(Lift.objects.filter(pk__in=list(lift_ids)).select_related("building"))
    stored = {card.pk: card for card in LiftCard.objects.filter(lift__in=lifts)}
    return [
        lift.pk
        for lift, known in _known(lifts, at)
        if lift.pk not in stored or _plain(card_of(lift, known, at=stored[lift.pk].made_at)) != _plain(stored[lift.pk])
    ]


@transaction.atomic
def count_days(lift: Lift, days: Sequence[date], *, at: datetime | None = None) -> None:
    """Writes the seconds stood on these days; a day on which the lift ran has no row. An open stop lasts until `at`."""
    if not days:
        return
    zone = lift.building.time_zone
    begins_at, ends_at = clock.midnight(days[0], zone), clock.midnight(days[-1] + timedelta(days=1), zone)
    known_until = min(ends_at, at or ends_at)
    spans = _spans(Stop.objects.filter(lift=lift).touching(begins_at, ends_at), open_until=known_until)
    stood_on = _by_day(spans, zone, days)
    counted = [(day, seconds(stood_on[day], *clock.bounds(day, zone))) for day in days if day in stood_on]
    LiftDay.objects.filter(lift=lift, day__range=(days[0], days[-1])).delete()
    LiftDay.objects.bulk_create(
        [
            LiftDay(lift=lift, day=day, stopped=stood.stopped, planned=stood.planned, mains=stood.mains)
            for day, stood in counted
            if stood != Seconds(0, 0, 0)
        ]
    )


def card_of(lift: Lift, known: dict[str, Any], *, at: datetime) -> LiftCard:
    """The card as the record says it is at a moment."""
    zone = lift.building.time_zone
    today = clock.day_in(zone, at)
    interval = law.interval(lift.facts, today)
    sightings = Sightings(
        stopped_since=known["stopped_since"],
        reported_at=known["reported_at"],
        last_seen_at=known["last_seen_at"],
        quiet_days=interval.latest,
    )
    now = status(sightings, at)
    last_visit: Visit | None = known["visits"][-1] if known["visits"] else None
    card = LiftCard(
        lift=lift,
        status=now,
        rank=LiftCard.RANK[now],
        since=since(sightings, known["last_fault_over_at"]),
        last_visit_at=last_visit.finished_at if last_visit else None,
        last_visit_by=_who(last_visit),
        last_seen_at=known["last_seen_at"],
        stale_at=known["last_seen_at"] + timedelta(days=interval.latest) if known["last_seen_at"] else None,
        open_breakdowns=known["open_breakdowns"],
        breakdowns_in_90_days=known["breakdowns_in_90_days"],
        made_at=at,
    )
    _rate_visits(card, lift, known["visits"], today)
    _count_service(card, lift, known["stops"], today, at)
    return card


def _rate_visits(card: LiftCard, lift: Lift, visits: list[Visit], today: date) -> None:
    """A lift that has left is due no visit; what was due until then stays told."""
    days = [clock.day_in(lift.building.time_zone, visit.finished_at) for visit in visits if visit.finished_at]
    in_care = lift.left_on is None or today < lift.left_on
    window = intervals.next_visit_window(days, lift.facts)
    if window and in_care:
        card.window_opens_on, card.window_closes_on = window.opens_on, window.closes_on
        card.due_on = window.closes_on
    since_on = lift.record_complete_since
    if since_on is None:
        return
    until = today if in_care else lift.left_on or today
    record = intervals.punctuality(
        days, lift.facts, until, since=max(since_on, lift.entered_on), most=STRIP, in_care=in_care
    )
    card.visits, card.visits_from_on = record.codes, record.from_on
    card.visits_due, card.visits_on_time = record.due, record.on_time
    card.visits_late, card.visits_worst_days = record.late, record.worst_days


def _count_service(card: LiftCard, lift: Lift, spans: list[Span], today: date, at: datetime) -> None:
    """Ninety days to today; blank before the record is complete."""
    if lift.record_complete_since is None:
        return
    zone = lift.building.time_zone
    first = today - timedelta(days=DAYS - 1)
    card.service_from_on = max(first, lift.record_complete_since)
    marks, counted, spanned = [], [], 0
    for day in (first + timedelta(days=number) for number in range(DAYS)):
        if day < card.service_from_on:
            marks.append("-")
            continue
        begins_at, ends_at = clock.bounds(day, zone)
        spanned += round((min(ends_at, at) - begins_at).total_seconds())
        stood = seconds(spans, begins_at, min(ends_at, at)) if spans else Seconds(0, 0, 0)
        counted.append(stood)
        marks.append(str(min(9, -(-stood.stopped * 10 // 86_400))))
    total = Seconds(
        stopped=sum(stood.stopped for stood in counted),
        planned=sum(stood.planned for stood in counted),
        mains=sum(stood.mains for stood in counted),
    )
    card.service = "".join(marks)
    card.stopped_seconds, card.mains_seconds = total.stopped, total.mains
    card.availability = availability(spanned, total) if counted else None


def _known(lifts: list[Lift], at: datetime) -> list[tuple[Lift, dict[str, Any]]]:
    """What the record holds of each lift, in a fixed number of queries."""
    ids = [lift.pk for lift in lifts]
    visits = _by_lift(_last_visits(ids, at))
    stops = _by_lift(Stop.objects.filter(lift__in=ids).touching(at - timedelta(days=DAYS + 1), at).order_by("from_at"))
    open_stops = {stop.lift_id: stop.from_at for stop in Stop.objects.open().filter(lift__in=ids)}
    calls = _calls(ids)
    open_breakdowns = _count(Breakdown.objects.open(), ids)
    recent = _count(Breakdown.objects.counted().filter(reported_at__gte=at - timedelta(days=DAYS)), ids)
    fault_over = _latest(Breakdown.objects.filter(lift__in=ids), "restored_at")
    seen = _latest(Breakdown.objects.filter(lift__in=ids), "arrived_at")
    return [
        (
            lift,
            {
                "visits": visits[lift.pk],
                "stops": _spans(stops[lift.pk], open_until=at),
                "stopped_since": open_stops.get(lift.pk),
                "reported_at": calls.get(lift.pk),
                "open_breakdowns": open_breakdowns.get(lift.pk, 0),
                "breakdowns_in_90_days": recent.get(lift.pk, 0),
                "last_fault_over_at": fault_over.get(lift.pk),
                "last_seen_at": _last(visits[lift.pk], seen.get(lift.pk), fault_over.get(lift.pk)),
            },
        )
        for lift in lifts
    ]


def _last_visits(ids: list[UUID], at: datetime) -> models.QuerySet[Visit]:
    """Five years are enough for a strip of twelve, also of four-monthly visits with a long gap."""
    return (
        Visit.objects.completed()
        .filter(lift__in=ids, finished_at__gte=at - timedelta(days=5 * 365), state=VisitState.COMPLETED)
        .select_related("technician__person")
        .only("lift_id", "finished_at", "technician__person__name", "done_by")
        .order_by("finished_at", "pk")
    )


def _calls(ids: list[UUID]) -> dict[UUID, datetime]:
    """Since when somebody's word waits: an unconfirmed call, or an open breakdown, which need not stop the lift."""
    waiting = Call.objects.unconfirmed().filter(lift__in=ids).values_list("lift_id", "called_at")
    open_ones = Breakdown.objects.open().filter(lift__in=ids).values_list("lift_id", "reported_at")
    earliest: dict[UUID, datetime] = {}
    for lift_id, moment in [*waiting, *open_ones]:
        earliest[lift_id] = min(earliest.get(lift_id, moment), moment)
    return earliest


def _last(visits: list[Visit], *moments: datetime | None) -> datetime | None:
    seen = [visits[-1].finished_at if visits else None, *moments]
    return max((moment for moment in seen if moment), default=None)


def _latest(rows: models.QuerySet[Any], column: str) -> dict[UUID, datetime]:
    found = rows.exclude(**{column: None}).values("lift_id").annotate(last=models.Max(column)).order_by()
    return {row["lift_id"]: row["last"] for row in found}


def _count(rows: models.QuerySet[Any], ids: list[UUID]) -> dict[UUID, int]:
    found = rows.filter(lift__in=ids).values("lift_id").annotate(many=models.Count("pk")).order_by()
    return {row["lift_id"]: row["many"] for row in found}


def _by_lift(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.lift_id].append(row)
    return grouped


def _spans(stops: Iterable[Stop], *, open_until: datetime) -> list[Span]:
    return [Span(stop.from_at, stop.to_at or open_until, Why(stop.why)) for stop in stops]


def _by_day(spans: Iterable[Span], zone: str, days: Sequence[date]) -> dict[date, list[Span]]:
    """The spans that touch each day, so that a lift with a thousand stops is not walked through once a day."""
    touched: dict[date, list[Span]] = defaultdict(list)
    for span in spans:
        first = max(clock.day_in(zone, span.begins_at), days[0])
        last = min(clock.day_in(zone, span.ends_at), days[-1])
        for number in range((last - first).days + 1):
            touched[first + timedelta(days=number)].append(span)
    return touched


def _who(visit: Visit | None) -> str:
    return visit.who if visit else ""


def _plain(card: LiftCard) -> dict[str, Any]:
    """The card without the moment it was made."""
    return {
        field.name: field.value_from_object(card) for field in LiftCard._meta.concrete_fields if field.name != "made_at"
    }


def roll(*, at: datetime, chunk: int = 200) -> int:
    """Makes every card anew in short transactions; answers how many."""
    _count_standing(at)
    ids = list(Lift.objects.in_care().order_by("pk").values_list("pk", flat=True))
    return sum(refresh(ids[start : start + chunk], at=at) for start in range(0, len(ids), chunk))


def roll_standing(*, at: datetime) -> int:
    """Counts the days of what stands now, and makes its cards anew; answers how many."""
    return refresh([lift.pk for lift in _count_standing(at)], at=at)


def _count_standing(at: datetime) -> list[Lift]:
    standing = [stop.lift for stop in Stop.objects.open().select_related("lift__building").order_by("pk")]
    for lift in standing:
        today = clock.day_in(lift.building.time_zone, at)
        count_days(lift, [today - timedelta(days=1), today], at=at)
    return standing
