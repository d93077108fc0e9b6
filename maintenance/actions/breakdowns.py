"""Breakdowns: from the moment we know to the moment the lift runs again.

Each step writes its landing in the story and its fact in the stream. The stop opens and closes with the breakdown.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from maintenance import kinds
from maintenance.actions import numbers
from maintenance.enums import Answer, Attribution, Cause, Step, Why
from maintenance.models import Breakdown, BreakdownStep, Call, Stop, Technician
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Kind

REPEATS_WITHIN = timedelta(days=30)  # DOMAIN §2.2: same cause within 30 days

KINDS: dict[Step, Kind] = {
    Step.CONFIRMED: kinds.BREAKDOWN_CONFIRMED,
    Step.ASSIGNED: kinds.BREAKDOWN_ASSIGNED,
    Step.ON_THE_WAY: kinds.BREAKDOWN_ON_THE_WAY,
    Step.ARRIVED: kinds.BREAKDOWN_ARRIVED,
    Step.FREED: kinds.BREAKDOWN_FREED,
    Step.FOUND: kinds.BREAKDOWN_FOUND,
    Step.RESTORED: kinds.BREAKDOWN_RESTORED,
}


class CannotConfirm(Exception):
    """The call is settled, or the lift has an open breakdown already."""


class CannotClimb(Exception):
    """The breakdown is over, or this step was taken before."""


@dataclass(frozen=True)
class Repair:
    """How a breakdown ended."""

    cause: Cause
    cause_words: str = ""
    fix_words: str = ""
    attribution: Attribution = Attribution.UNKNOWN


@transaction.atomic
def confirm(
    *, call: Call, stops_service: bool, next_update_by: datetime | None, words: str = "", by: User | None, at: datetime
) -> Breakdown:
    """Makes a call a breakdown; when it stops the service, the stop opens at the time of the call."""
    if Breakdown.objects.open().filter(lift=call.lift_id).exists():
        raise CannotConfirm
    breakdown = Breakdown.objects.create(
        number=f"A-{at.year}-{numbers.following(f'A-{at.year}'):04d}",
        lift_id=call.lift_id,
        reported_at=call.called_at,
        confirmed_at=at,
        stops_service=stops_service,
        entrapment=call.anyone_inside == Answer.YES,
        next_update_by=next_update_by,
    )
    if not Call.objects.unconfirmed().filter(pk=call.pk).update(breakdown=breakdown):
        raise CannotConfirm
    Call.objects.unconfirmed().filter(lift=call.lift_id).update(breakdown=breakdown)
    if stops_service:
        Stop.objects.create(lift_id=call.lift_id, from_at=call.called_at, why=Why.BREAKDOWN, breakdown=breakdown)
    BreakdownStep.objects.create(breakdown=breakdown, step=Step.REPORTED, at=call.called_at, words=call.words)

    _climb(breakdown, Step.CONFIRMED, words=words, by=by, at=at)
    return breakdown


@transaction.atomic
def assign(
    *,
    breakdown: Breakdown,
    technician: Technician,
    next_update_by: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Breakdown:
    """Gives it to a technician."""
    changed: dict[str, Any] = {"technician": technician}
    if next_update_by:
        changed["next_update_by"] = next_update_by
    _change(breakdown, **changed)

    _climb(breakdown, Step.ASSIGNED, by=by, at=at)
    return breakdown


@transaction.atomic
def set_out(*, breakdown: Breakdown, by: User | None, at: datetime) -> Breakdown:
    """The technician leaves for the building."""
    _change(breakdown)

    _climb(breakdown, Step.ON_THE_WAY, by=by, at=at)
    return breakdown


@transaction.atomic
def arrive(*, breakdown: Breakdown, by: User | None, at: datetime) -> Breakdown:
    """The technician is in the building."""
    _change(breakdown, arrived_at=at)

    _climb(breakdown, Step.ARRIVED, by=by, at=at)
    return breakdown


@transaction.atomic
def free(*, breakdown: Breakdown, by: User | None, at: datetime) -> Breakdown:
    """Nobody is inside any more."""
    if not breakdown.entrapment:
        raise CannotClimb
    _change(breakdown, freed_at=at)

    _climb(breakdown, Step.FREED, by=by, at=at)
    return breakdown


@transaction.atomic
def find(*, breakdown: Breakdown, cause: Cause, words: str, by: User | None, at: datetime) -> Breakdown:
    """The cause is known, in words the owner understands."""
    _change(breakdown, cause=cause, cause_words=words[:240])

    _climb(breakdown, Step.FOUND, words=words, by=by, at=at)
    return breakdown


@transaction.atomic
def promise(
    *, breakdown: Breakdown, next_update_by: datetime, expected_back_at: datetime | None, by: User | None, at: datetime
) -> Breakdown:
    """Says anew by when there will be news, and perhaps when it runs again."""
    _change(breakdown, next_update_by=next_update_by, expected_back_at=expected_back_at)

    ledger.append(kinds.BREAKDOWN_PROMISED.of(breakdown, occurred_at=at), by=by, at=at)
    return breakdown


@transaction.atomic
def restore(*, breakdown: Breakdown, repair: Repair, by: User | None, at: datetime) -> Breakdown:
    """The lift runs again; the stop closes with it."""
    _change(
        breakdown,
        restored_at=at,
        cause=repair.cause,
        cause_words=repair.cause_words[:240] or breakdown.cause_words,
        fix_words=repair.fix_words[:240],
        attribution=repair.attribution,
        repeats=_repeated(breakdown, repair.cause),
        next_update_by=None,
    )
    Stop.objects.open().filter(breakdown=breakdown).update(to_at=at)

    _climb(breakdown, Step.RESTORED, words=repair.fix_words, by=by, at=at)
    return breakdown


def _change(breakdown: Breakdown, **columns: Any) -> None:
    """Changes an open breakdown and reads it again; raises CannotClimb when it is over."""
    open_one = Breakdown.objects.open().filter(pk=breakdown.pk)
    if not open_one.update(lift=models.F("lift"), **columns):
        raise CannotClimb
    breakdown.refresh_from_db()


def _climb(breakdown: Breakdown, step: Step, *, words: str = "", by: User | None, at: datetime) -> None:
    BreakdownStep.objects.create(
        breakdown=breakdown, step=step, at=at, technician_id=breakdown.technician_id, words=words
    )
    ledger.append(KINDS[step].of(breakdown, occurred_at=at), by=by, at=at)


def _repeated(breakdown: Breakdown, cause: Cause) -> Breakdown | None:
    """The last breakdown of the same lift and cause within 30 days."""
    if cause in {Cause.UNKNOWN, Cause.POWER, Cause.NO_FAULT}:
        return None
    earlier = Breakdown.objects.filter(
        lift=breakdown.lift_id, cause=cause, restored_at__gte=breakdown.reported_at - REPEATS_WITHIN
    ).exclude(pk=breakdown.pk)
    return earlier.order_by("-reported_at", "-pk").first()
