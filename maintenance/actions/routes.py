"""Routes: begun, named, given to another technician, ended; lifts moved between them.

Who looked after a lift until now is kept with the fact: what he did and could not send yet is taken from him all the
same (`queries.workable`).
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, models, transaction

from maintenance import kinds
from maintenance.actions import planning
from maintenance.actions.hindered import Hindered
from maintenance.enums import RouteHindrance, VisitState
from maintenance.models import Lift, Route, Technician, Visit
from maintenance.queries import technicians
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger import actions as ledger
from portal.ledger.kinds import Record
from portal.lib import clock


class CannotRoute(Hindered[RouteHindrance]):
    """The route cannot be so."""


@transaction.atomic
def begin(*, name: str, technician: Technician | None, at: datetime) -> Route:
    """A route without lifts. Raises CannotRoute."""
    route = Route(name=name)
    _put(route, name, technician, at)
    return route


@transaction.atomic
def change(
    *, route: Route, name: str, technician: Technician | None, with_visits: bool = True, by: User, at: datetime
) -> int:
    """Another name, another technician, or both; the lifts' records say that somebody else looks after them. The visits
    planned for the one before go with the route when that is wanted and can be: answers how many. Raises CannotRoute.
    """
    lifts, before = _held(Lift.objects.filter(route=route)), route.technician
    _put(route, name, technician, at)
    _tell(lifts, by, at)
    if not with_visits or before is None or technician is None or before == technician:
        return 0
    planned = Visit.objects.filter(lift__in=lifts, state=VisitState.PLANNED, technician=before)
    rows = planned.select_related("lift__building")
    return sum(_give(visit, visit.planned_on, technician, by, at) for visit in rows if visit.planned_on)


@transaction.atomic
def transfer(*, lifts: Collection[UUID], route: Route, by: User, at: datetime) -> int:
    """Puts lifts on a route; answers how many were on another or on none."""
    held = _held(Lift.objects.filter(pk__in=lifts).exclude(route=route))
    Lift.objects.filter(pk__in=[lift.pk for lift in held]).update(route=route)
    _tell(held, by, at)
    return len(held)


@transaction.atomic
def end(*, route: Route) -> None:
    """It goes, with nothing on it. Raises CannotRoute."""
    try:
        route.delete()
    except models.ProtectedError as named:
        raise CannotRoute(RouteHindrance.NAMED) from named


def _put(route: Route, name: str, technician: Technician | None, at: datetime) -> None:
    """Only who works here today is given a route; who has it may have left."""
    today = clock.day_in(companies.current().time_zone, at)
    is_another = technician is not None and technician.pk != route.technician_id
    if technician and is_another and not technicians.working(today).filter(pk=technician.pk).exists():
        raise CannotRoute(RouteHindrance.GONE)
    route.name, route.technician = name, technician
    try:
        with transaction.atomic():
            route.save()
    except IntegrityError as taken:
        raise CannotRoute(RouteHindrance.TAKEN) from taken


def _give(visit: Visit, day: date, technician: Technician, by: User, at: datetime) -> bool:
    """Whether the planned visit could go; one of a day gone by stays, and one that the owner did not let him make."""
    try:
        planning.move(visit=visit, day=day, technician=technician, by=by, at=at)
    except planning.CannotPlan:
        return False
    return True


def _held(lifts: models.QuerySet[Lift]) -> list[Lift]:
    """Those in our care, as they are until the transaction ends."""
    rows = lifts.filter(left_on=None).select_for_update(of=("self",)).select_related("route")
    return list(rows.order_by("pk"))


def _tell(before: list[Lift], by: User, at: datetime) -> None:
    """In the record of each lift that somebody else looks after from now on."""
    now = Lift.objects.select_related("route").in_bulk([lift.pk for lift in before])
    facts = [_handed(lift, now[lift.pk], at) for lift in before if _who(lift) != _who(now[lift.pk])]
    ledger.append(*facts, by=by, at=at)


def _handed(before: Lift, after: Lift, at: datetime) -> Record:
    was = {"from_route": before.route_id, "from_technician": _who(before)}
    return kinds.LIFT_HANDED.of(after, occurred_at=at, more=was)


def _who(lift: Lift) -> UUID | None:
    return lift.route.technician_id if lift.route else None
