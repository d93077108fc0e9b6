"""What is to be done: visits by the gauge, and breakdowns with where each stands."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q

from maintenance.enums import Cause, Frequency, Step, VisitState
from maintenance.models import Breakdown, BreakdownStep, Call, Lift, LiftCard, Visit
from maintenance.models.lift import WAITING
from portal.accounts.models import User
from portal.lib import clock
from portal.lib.text import timestamp

Row = dict[str, Any]
AHEAD = timedelta(days=7)


def done(person: User, today: date, zone: str) -> int:
    """How many visits this technician has finished today."""
    begins, ends = clock.bounds(today, zone)
    rows = Visit.objects.completed().filter(technician__person=person)
    return rows.filter(finished_at__gte=begins, finished_at__lt=ends).count()


def visits(person: User, lifts: Collection[Lift], today: date) -> list[Row]:
    """What was planned for this technician within a week, and what else is due on the own routes; soonest first."""
    by_key = {lift.pk: lift for lift in lifts}
    theirs = Q(technician__person=person) | Q(technician=None, lift__route__technician__person=person)
    soon = Q(state=VisitState.STARTED) | Q(planned_on=None) | Q(planned_on__lte=today + AHEAD)
    planned = Visit.objects.filter(theirs, soon, lift__in=by_key, state__in=WAITING).order_by("planned_on", "pk")
    found = [_planned(visit, by_key[visit.lift_id]) for visit in planned]
    named = {row["lift"] for row in found}
    due = LiftCard.objects.filter(lift__in=by_key, lift__route__technician__person=person)
    due = due.filter(window_closes_on__lte=today + AHEAD).order_by("window_closes_on", "pk")
    found += [_due(by_key[card.lift_id]) for card in due if str(card.lift_id) not in named]
    return sorted(found, key=_order)


def _planned(visit: Visit, lift: Lift) -> Row:
    return {
        "id": str(visit.pk),
        "lift": str(lift.pk),
        "planned_on": visit.planned_on.isoformat() if visit.planned_on else None,
        "scope": visit.scope,
        "state": visit.state,
        **_gauge(lift),
    }


def _due(lift: Lift) -> Row:
    return {
        "id": None,
        "lift": str(lift.pk),
        "planned_on": None,
        "scope": Frequency.MONTHLY.value,
        "state": VisitState.PLANNED.value,
        **_gauge(lift),
    }


def _gauge(lift: Lift) -> Row:
    """When the last visit was, and the window of the next, at the lift's place."""
    card: LiftCard | None = getattr(lift, "card", None)
    last = card.last_visit_at if card else None
    days = {
        "last_on": clock.day_in(lift.building.time_zone, last) if last else None,
        "opens_on": card.window_opens_on if card else None,
        "closes_on": card.window_closes_on if card else None,
    }
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _order(row: Row) -> tuple[str, str, str]:
    return row["closes_on"] or "9999", row["planned_on"] or "9999", row["lift"]


def breakdowns(person: User, lifts: Collection[Lift]) -> list[Row]:
    """Open breakdowns of these lifts: where somebody is inside first, above all when nobody has taken it; then the
    nearest promise."""
    rows = (
        Breakdown.objects.open()
        .filter(lift__in=[lift.pk for lift in lifts])
        .select_related("technician")
        .prefetch_related(
            Prefetch("steps", BreakdownStep.objects.order_by("at", "pk")),
            Prefetch("calls", Call.objects.order_by("called_at", "pk")),
        )
        .order_by(F("next_update_by").asc(nulls_last=True), "reported_at", "pk")
    )
    told = [_breakdown(row, person) for row in rows]
    return sorted(told, key=_urgency)


def _urgency(row: Row) -> int:
    inside = row["entrapment"] and row["freed_at"] is None
    return (1 if row["taken"] else 0) if inside else 2


def _breakdown(row: Breakdown, person: User) -> Row:
    steps, calls = list(row.steps.all()), list(row.calls.all())
    return {
        "id": str(row.pk),
        "lift": str(row.lift_id),
        "number": row.number,
        "reported_at": timestamp(row.reported_at),
        "words": calls[0].words or calls[0].where if calls else "",
        "entrapment": row.entrapment,
        "freed_at": _moment(row.freed_at),
        "stops_service": row.stops_service,
        "next_update_by": _moment(row.next_update_by),
        "expected_back_at": _moment(row.expected_back_at),
        "mine": bool(row.technician and row.technician.person_id == person.pk),
        "taken": row.taken_at is not None,
        **_where(steps),
        "cause": "" if row.cause == Cause.UNKNOWN else row.cause,
        "steps": [{"step": one.step, "at": timestamp(one.at), "words": one.words} for one in steps],
    }


def _where(steps: Collection[BreakdownStep]) -> Row:
    """How far whoever has it now has come; leaving begins the way anew."""
    on_the_way = arrived = left = None
    for one in steps:
        match one.step:
            case Step.ASSIGNED:
                on_the_way = arrived = left = None
            case Step.ON_THE_WAY:
                on_the_way, left = one.at, None
            case Step.ARRIVED:
                arrived, left = one.at, None
            case Step.LEFT:
                on_the_way, arrived, left = None, None, one.at
    return {"on_the_way_at": _moment(on_the_way), "arrived_at": _moment(arrived), "left_at": _moment(left)}


def _moment(at: datetime | None) -> str | None:
    return timestamp(at) if at else None
