"""A work of the demo takes a step of its play, through the house's own actions.

What a visitor moved, began or called off stays as he left it: the play goes on only where it still can.
"""

from maintenance.actions import works
from maintenance.actions.works import CannotWork, Order
from maintenance.enums import WorkState
from maintenance.kinds import works as facts
from maintenance.models import Finding, Work
from portal.demo.cast import ROUTES
from portal.demo.known import Known
from portal.demo.moments import Moment, Verb
from portal.demo.orders import Ordered
from portal.ledger.models import Entry


def live(known: Known, told: Ordered, moment: Moment) -> None:
    """Does what happens to it at this moment, if it still can."""
    office, at = known.people.get("office"), moment.at
    work = None if moment.verb == Verb.PLAN else _found(known, told)
    try:
        if moment.verb == Verb.PLAN:
            works.plan(lift=known.lifts[told.lift], order=_order(known, told), by=office, at=at)
        elif work and moment.verb == Verb.BEGIN:
            works.begin(work=work, begun_at=at, by=office, at=at)
        elif work and moment.verb == Verb.CALL_OFF:
            works.cancel(work=work, why=told.end, by=office, at=at)
        elif work and office and work.state == WorkState.BEGUN:
            works.finish(work=work, ended_at=at, words=told.end, by=office, at=at)
    except CannotWork:
        return  # a visitor of the demo has taken this step, or a later one


def _found(known: Known, told: Ordered) -> Work | None:
    """The fact that it was planned keeps its moment, whatever became of it; one that was moved is the visitor's."""
    planned = Entry.objects.of_stream(known.lifts[told.lift].pk).filter(kind=facts.PLANNED.name)
    keys = planned.filter(occurred_at=told.planned_at).values("subject_id")
    return Work.objects.filter(pk__in=keys, from_at=told.from_at).first()


def _order(known: Known, told: Ordered) -> Order:
    usual = known.technicians.get(ROUTES[known.world.lifts[told.lift].route])
    waiting = Finding.objects.waiting().filter(lift=known.lifts[told.lift]).order_by("-found_at")
    finding = waiting.first() if told.of_finding else None
    technician = usual if told.is_given else None
    return Order(told.kind, told.words, told.from_at, told.to_at, technician, told.stops, finding)
