"""The plan for a lift's next visit: one at a time, moved and called off by who runs the office.

Each change is told to the ledger, so that the phone of whom it concerns can be told too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction

from maintenance import kinds
from maintenance.actions.hindered import Hindered
from maintenance.enums import Hindrance, VisitState
from maintenance.models import Lift, Technician, Visit
from maintenance.queries import contractors, technicians
from maintenance.rules import law
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Record
from portal.lib import clock

FARTHEST = timedelta(days=366)


class CannotPlan(Hindered[Hindrance]):
    """The visit cannot be planned so."""


@dataclass(frozen=True)
class Plan:
    """A visit to be planned."""

    lift: Lift
    day: date
    technician: Technician


@transaction.atomic
def plan(*, lift: Lift, day: date, technician: Technician, by: User, at: datetime) -> Visit:
    """Plans the lift's next visit; a lift has one planned visit at most."""
    _allow(lift, day, technician, at)
    try:
        with transaction.atomic():
            visit = Visit.objects.create(lift=lift, technician=technician, planned_on=day)
    except IntegrityError as taken:
        raise CannotPlan(Hindrance.ALREADY) from taken

    ledger.append(kinds.VISIT_PLANNED.of(visit, occurred_at=at), by=by, at=at)
    return visit


@transaction.atomic
def move(*, visit: Visit, day: date, technician: Technician, by: User, at: datetime) -> Visit:
    """Gives a planned visit another day, another technician, or both; the fact keeps who had it before."""
    _allow(visit.lift, day, technician, at)
    before = visit.technician_id
    _change(visit, planned_on=day, technician=technician)

    record = kinds.VISIT_MOVED.of(visit, occurred_at=at, more={"from_technician": before})
    ledger.append(record, by=by, at=at)
    return visit


@transaction.atomic
def cancel(*, visit: Visit, by: User, at: datetime) -> Visit:
    """Calls a planned visit off. One that has begun is not called off: what happened is recorded."""
    _change(visit, **_cancelled(by, at))

    ledger.append(kinds.VISIT_CANCELLED.of(visit, occurred_at=at), by=by, at=at)
    return visit


def plan_all(*, plans: Iterable[Plan], by: User, at: datetime) -> tuple[list[Visit], list[tuple[Plan, Hindrance]]]:
    """Plans what can be planned; answers that, and what could not with its reason."""
    done, refused = [], []
    for one in plans:
        try:
            done.append(plan(lift=one.lift, day=one.day, technician=one.technician, by=by, at=at))
        except CannotPlan as found:
            refused.append((one, found.hindrance))
    return done, refused


def give_way(visit: Visit, *, by: User | None, at: datetime) -> list[Record]:
    """Calls off the visit planned too near to one that was done unplanned; the facts for the caller to append."""
    if visit.finished_at is None:
        return []
    done_on = clock.day_in(visit.lift.building.time_zone, visit.finished_at)
    soon = done_on + timedelta(days=law.MONTHLY.earliest)
    planned = Visit.objects.filter(lift=visit.lift_id, state=VisitState.PLANNED, planned_on__lt=soon)
    return [
        kinds.VISIT_CANCELLED.of(one, occurred_at=at)
        for one in planned
        if Visit.objects.filter(pk=one.pk, state=VisitState.PLANNED).update(**_cancelled(by, at))
    ]


def _allow(lift: Lift, day: date, technician: Technician, at: datetime) -> None:
    """Holds lift and technician as they are until the transaction ends; raises CannotPlan."""
    here = Lift.objects.in_care().filter(pk=lift.pk).update(route=models.F("route"))
    today = clock.day_in(lift.building.time_zone, at)
    technician = technicians.working(today).filter(pk=technician.pk).first() or _refuse(Hindrance.GONE)
    found = [
        (Hindrance.LEFT, not here),
        (Hindrance.PAST, day < today),
        (Hindrance.FAR, day > today + FARTHEST),
        (Hindrance.NOT_AUTHORISED, not contractors.may_work(technician, lift, day)),
    ]
    for hindrance, stands in found:
        if stands:
            _refuse(hindrance)


def _refuse(hindrance: Hindrance) -> Technician:
    raise CannotPlan(hindrance)


def _cancelled(by: User | None, at: datetime) -> dict[str, Any]:
    return {"state": VisitState.CANCELLED, "cancelled_at": at, "cancelled_by": by}


def _change(visit: Visit, **columns: object) -> None:
    if not Visit.objects.filter(pk=visit.pk, state=VisitState.PLANNED).update(**columns):
        raise CannotPlan(Hindrance.STARTED)
    visit.refresh_from_db()
