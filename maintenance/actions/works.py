"""Works on a lift beside its visits: planned before, told when they begin, closed with what was done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from maintenance.actions import findings, numbers
from maintenance.actions.hindered import Hindered
from maintenance.enums import Why, WorkHindrance, WorkKind, WorkState
from maintenance.kinds import works as facts
from maintenance.models import Breakdown, Finding, Lift, Stop, Technician, Work
from maintenance.queries import contractors, technicians
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.lib import clock

FARTHEST, LONGEST = timedelta(days=366), timedelta(days=90)


class CannotWork(Hindered[WorkHindrance]):
    """The work cannot be so."""


@dataclass(frozen=True)
class Order:
    """What is to be done on a lift, from when to when, by whom, and whether the lift stands meanwhile."""

    kind: WorkKind
    words: str
    from_at: datetime
    to_at: datetime
    technician: Technician | None = None
    stops_service: bool = True
    finding: Finding | None = None

    @property
    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@transaction.atomic
def plan(*, lift: Lift, order: Order, by: User | None, at: datetime) -> Work:
    """Gives it its day. Raises CannotWork."""
    _allow(lift, order, at)
    number = f"T-{at.year}-{numbers.following(f'T-{at.year}'):04d}"
    work = Work.objects.create(lift=lift, number=number, **order.columns)

    ledger.append(facts.PLANNED.of(work, occurred_at=at), by=by, at=at)
    return work


@transaction.atomic
def move(*, work: Work, order: Order, by: User | None, at: datetime) -> Work:
    """Another time, another person, other words; the fact keeps who had it before. Raises CannotWork."""
    _allow(work.lift, order, at, instead_of=work)
    before = work.technician_id
    _change(work, WorkState.PLANNED, **order.columns)

    ledger.append(facts.MOVED.of(work, occurred_at=at, more={"from_technician": before}), by=by, at=at)
    return work


@transaction.atomic
def begin(*, work: Work, begun_at: datetime, by: User | None, at: datetime) -> Work:
    """Somebody has begun; a lift that stands for it stands from then on. Raises CannotWork."""
    if begun_at > at:
        raise CannotWork(WorkHindrance.NOT_YET)
    ledger.hold(work.lift_id)  # a breakdown may stop the lift at the same moment
    _change(work, WorkState.PLANNED, state=WorkState.BEGUN, begun_at=begun_at)
    if work.stops_service and not Stop.objects.open().filter(lift=work.lift_id).exists():
        work.stop = Stop.objects.create(lift_id=work.lift_id, from_at=begun_at, why=Why.PLANNED)
        work.save(update_fields=["stop"])

    ledger.append(facts.BEGUN.of(work, occurred_at=begun_at), by=by, at=at)
    return work


@transaction.atomic
def finish(*, work: Work, ended_at: datetime, words: str, by: User, at: datetime) -> Work:
    """It is done: what was done, and when. Its stop ends, counted as what the law calls it, and the finding it was for
    is settled. Raises CannotWork.
    """
    if ended_at > at:
        raise CannotWork(WorkHindrance.NOT_YET)
    if work.begun_at and ended_at < work.begun_at:
        raise CannotWork(WorkHindrance.BEFORE_IT_BEGAN)
    _change(work, WorkState.BEGUN, state=WorkState.DONE, ended_at=ended_at, end_words=words)
    _give_back(work, ended_at)

    ledger.append(facts.DONE.of(work, occurred_at=ended_at), by=by, at=at)
    if work.finding and Finding.objects.waiting().filter(pk=work.finding_id).exists():
        findings.settle(finding=work.finding, words=words, by=by, at=at)
    return work


@transaction.atomic
def cancel(*, work: Work, why: str, by: User | None, at: datetime) -> Work:
    """It will not be; one that has begun is finished instead. Raises CannotWork."""
    _change(work, WorkState.PLANNED, state=WorkState.CANCELLED, cancelled_at=at, why_cancelled=why)

    ledger.append(facts.CANCELLED.of(work, occurred_at=at), by=by, at=at)
    return work


def _allow(lift: Lift, order: Order, at: datetime, *, instead_of: Work | None = None) -> None:
    """Holds the lift as it is until the transaction ends; raises CannotWork."""
    here = Lift.objects.in_care().filter(pk=lift.pk).update(route=models.F("route"))
    day, today = (clock.day_in(lift.building.time_zone, moment) for moment in (order.from_at, at))
    who, finding = order.technician, order.finding
    known = instead_of is not None and finding is not None and finding.pk == instead_of.finding_id
    waits = finding is None or known or Finding.objects.waiting().filter(pk=finding.pk, lift=lift).exists()
    found = [
        (WorkHindrance.LEFT, not here),
        (WorkHindrance.BACKWARDS, order.to_at <= order.from_at),
        (WorkHindrance.PAST, order.to_at <= at),
        (WorkHindrance.FAR, order.from_at > at + FARTHEST),
        (WorkHindrance.LONG, order.to_at - order.from_at > LONGEST),
        (WorkHindrance.OTHER_FINDING, not waits),
        (WorkHindrance.GONE, who is not None and not technicians.working(today).filter(pk=who.pk).exists()),
        (WorkHindrance.NOT_AUTHORISED, who is not None and not contractors.may_work(who, lift, day)),
    ]
    for hindrance, stands in found:
        if stands:
            raise CannotWork(hindrance)


def _give_back(work: Work, ended_at: datetime) -> None:
    """Its stop ends; a breakdown that came meanwhile goes on with one of its own."""
    why = Why.BREAKDOWN if work.is_a_breakdown() else Why.PLANNED
    if not Stop.objects.open().filter(pk=work.stop_id).update(to_at=ended_at, why=why):
        return
    still = Breakdown.objects.open().filter(lift=work.lift_id, stops_service=True).first()
    if still:
        Stop.objects.create(lift_id=work.lift_id, from_at=ended_at, why=Why.BREAKDOWN, breakdown=still)


def _change(work: Work, state: WorkState, /, **columns: object) -> None:
    if not Work.objects.filter(pk=work.pk, state=state).update(**columns):
        raise CannotWork(WorkHindrance.ELSEWHERE)
    work.refresh_from_db()
