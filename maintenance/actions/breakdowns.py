"""Breakdowns: from the moment we know to the moment the lift runs again.

Each step writes its landing in the story and its fact in the stream. The stop opens and closes with the breakdown.
`happened_at` is when a step was taken, when that is not now: the office writes down what it hears by telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Coalesce

from maintenance import kinds
from maintenance.actions import climbing, enclosures, numbers
from maintenance.actions.climbing import CannotClimb
from maintenance.actions.enclosures import Fitted, Picture
from maintenance.enums import Answer, Attribution, Cause, Leaving, Obstacle, Step, Why
from maintenance.models import Breakdown, BreakdownStep, Call, Stop, Technician
from maintenance.queries import breakdowns as stories
from maintenance.queries import contractors
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.lib import nudge


class CannotConfirm(Exception):
    """The call is settled, or the lift has an open breakdown already."""


@dataclass(frozen=True)
class Repair:
    """How a breakdown ended."""

    cause: Cause
    cause_words: str = ""
    fix_words: str = ""
    attribution: Attribution = Attribution.UNKNOWN
    parts: Sequence[Fitted] = ()
    photos: Sequence[Picture] = ()


@transaction.atomic
def confirm(
    *,
    call: Call,
    stops_service: bool,
    next_update_by: datetime | None,
    words: str = "",
    happened_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Breakdown:
    """Makes a call a breakdown; when it stops the service, the stop opens at the time of the call.

    The lift's stream is held first: of two confirmations at once, or a work that begins, the second sees the first.
    """
    ledger.hold(call.lift_id)
    number = f"A-{at.year}-{numbers.following(f'A-{at.year}'):04d}"
    if Breakdown.objects.open().filter(lift=call.lift_id).exists():
        raise CannotConfirm
    breakdown = Breakdown.objects.create(
        number=number,
        lift_id=call.lift_id,
        reported_at=call.called_at,
        confirmed_at=happened_at or at,
        stops_service=stops_service,
        entrapment=Call.objects.unconfirmed().filter(lift=call.lift_id, anyone_inside=Answer.YES).exists(),
        next_update_by=next_update_by,
    )
    if not Call.objects.unconfirmed().filter(pk=call.pk).update(breakdown=breakdown):
        raise CannotConfirm
    Call.objects.unconfirmed().filter(lift=call.lift_id).update(breakdown=breakdown)
    if stops_service and not Stop.objects.open().filter(lift=call.lift_id).exists():
        Stop.objects.create(lift_id=call.lift_id, from_at=call.called_at, why=Why.BREAKDOWN, breakdown=breakdown)
    BreakdownStep.objects.create(breakdown=breakdown, step=Step.REPORTED, at=call.called_at, words=call.words)

    climbing.write(breakdown, Step.CONFIRMED, words=words, happened_at=happened_at or at, by=by, at=at)
    _ring(breakdown)
    return breakdown


@transaction.atomic
def assign(
    *,
    breakdown: Breakdown,
    technician: Technician | None,
    done_by: str = "",
    next_update_by: datetime | None = None,
    happened_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Breakdown:
    """Gives it to a technician, or to another one; or to somebody who has no account here, by his name."""
    climbing.allow(breakdown, Step.ASSIGNED, happened_at or at, at, to=technician.pk if technician else done_by)
    if technician and not contractors.may_work_now(technician, breakdown.lift, happened_at or at):
        raise CannotClimb(Obstacle.NOT_AUTHORISED)
    before = breakdown.technician_id
    changed: dict[str, Any] = {"technician": technician, "done_by": "" if technician else done_by, "taken_at": None}
    changed |= {"there_since": None, "left_at": None, "left_because": ""}
    if next_update_by:
        changed["next_update_by"] = next_update_by
    climbing.change(breakdown, **changed)

    climbing.write(
        breakdown, Step.ASSIGNED, happened_at=happened_at or at, more={"from_technician": before}, by=by, at=at
    )
    _ring(breakdown)
    return breakdown


@transaction.atomic
def take(
    *, breakdown: Breakdown, technician: Technician, happened_at: datetime | None = None, by: User | None, at: datetime
) -> Breakdown:
    """A technician takes it on: the one it was given to says so, or another takes it over."""
    if breakdown.technician_id != technician.pk:
        assign(breakdown=breakdown, technician=technician, happened_at=happened_at, by=by, at=at)
    climbing.hold(breakdown)
    _settle(breakdown, happened_at or at, by=by, at=at)
    return breakdown


@transaction.atomic
def set_out(*, breakdown: Breakdown, happened_at: datetime | None = None, by: User | None, at: datetime) -> Breakdown:
    """The technician leaves for the building: who goes has taken it."""
    climbing.allow(breakdown, Step.ON_THE_WAY, happened_at or at, at)
    _settle(breakdown, happened_at or at, by=by, at=at)

    climbing.write(breakdown, Step.ON_THE_WAY, happened_at=happened_at or at, by=by, at=at)
    return breakdown


@transaction.atomic
def arrive(*, breakdown: Breakdown, happened_at: datetime | None = None, by: User | None, at: datetime) -> Breakdown:
    """The technician is in the building, perhaps again; the first arrival is the one that counts."""
    climbing.allow(breakdown, Step.ARRIVED, happened_at or at, at)
    first = Coalesce("arrived_at", models.Value(happened_at or at))
    _settle(breakdown, happened_at or at, by=by, at=at)
    climbing.change(breakdown, arrived_at=first, there_since=happened_at or at, left_at=None, left_because="")

    climbing.write(breakdown, Step.ARRIVED, happened_at=happened_at or at, by=by, at=at)
    return breakdown


@transaction.atomic
def free(*, breakdown: Breakdown, happened_at: datetime | None = None, by: User | None, at: datetime) -> Breakdown:
    """Nobody is inside any more."""
    climbing.allow(breakdown, Step.FREED, happened_at or at, at)
    climbing.change(breakdown, freed_at=happened_at or at)

    climbing.write(breakdown, Step.FREED, happened_at=happened_at or at, by=by, at=at)
    return breakdown


@transaction.atomic
def find(
    *,
    breakdown: Breakdown,
    cause: Cause,
    words: str,
    happened_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Breakdown:
    """The cause is known, in words the owner understands."""
    climbing.allow(breakdown, Step.FOUND, happened_at or at, at)
    climbing.change(breakdown, cause=cause, cause_words=words[:240])

    climbing.write(breakdown, Step.FOUND, words=words, happened_at=happened_at or at, by=by, at=at)
    return breakdown


@transaction.atomic
def leave(
    *,
    breakdown: Breakdown,
    because: Leaving,
    words: str = "",
    happened_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Breakdown:
    """The technician goes before the lift runs, for a reason; the breakdown stays his."""
    climbing.allow(breakdown, Step.LEFT, happened_at or at, at)
    climbing.change(breakdown, there_since=None, left_at=happened_at or at, left_because=because)

    climbing.write(breakdown, Step.LEFT, because=because, words=words, happened_at=happened_at or at, by=by, at=at)
    return breakdown


@transaction.atomic
def promise(
    *,
    breakdown: Breakdown,
    next_update_by: datetime,
    expected_back_at: datetime | None,
    words: str = "",
    happened_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Breakdown:
    """Says anew by when there will be news, and perhaps when it runs again; a promise with words is a landing too."""
    if next_update_by <= at or (expected_back_at is not None and expected_back_at <= at):
        raise CannotClimb(Obstacle.PROMISED_PAST)
    said_at = happened_at or at
    climbing.allow(breakdown, Step.PROMISED, said_at, at)
    climbing.change(breakdown, next_update_by=next_update_by, expected_back_at=expected_back_at)

    if words:
        climbing.write(breakdown, Step.PROMISED, words=words, happened_at=said_at, by=by, at=at)
    else:
        ledger.append(kinds.BREAKDOWN_PROMISED.of(breakdown, occurred_at=said_at), by=by, at=at)
    return breakdown


@transaction.atomic
def restore(
    *, breakdown: Breakdown, repair: Repair, happened_at: datetime | None = None, by: User | None, at: datetime
) -> Breakdown:
    """The lift runs again; the stop closes with it."""
    restored_at = happened_at or at
    climbing.allow(breakdown, Step.RESTORED, restored_at, at)
    climbing.change(
        breakdown,
        restored_at=restored_at,
        cause=repair.cause,
        cause_words=repair.cause_words[:240] or breakdown.cause_words,
        fix_words=repair.fix_words[:240],
        attribution=repair.attribution,
        repeats=stories.earlier(breakdown, repair.cause),
        next_update_by=None,
    )
    why = {"why": Why.MAINS} if repair.cause == Cause.POWER else {}  # shown, and not counted (ITC AEM 1, art. 2)
    Stop.objects.open().filter(breakdown=breakdown).update(to_at=restored_at, **why)
    enclosures.keep_parts(repair.parts, at=at, breakdown=breakdown)
    enclosures.keep_photos(repair.photos, person=by, at=at, breakdown=breakdown)

    climbing.write(breakdown, Step.RESTORED, words=repair.fix_words, happened_at=restored_at, by=by, at=at)
    return breakdown


def join(*, call: Call) -> None:
    """A call about an open breakdown; told of somebody inside, it is an entrapment from now on, or once more.

    Whoever had taken it knew of nobody inside: unless he is there already, it rings until somebody says that he goes.
    """
    if not call.breakdown_id or call.anyone_inside != Answer.YES:
        return
    known = Breakdown.objects.open().filter(pk=call.breakdown_id)
    unheard = models.Q(entrapment=False) | models.Q(freed_at__isnull=False)
    known.filter(unheard, there_since=None).update(taken_at=None)
    known.update(entrapment=True, freed_at=None)


def _settle(breakdown: Breakdown, happened_at: datetime, *, by: User | None, at: datetime) -> None:
    """It is taken, if it was not before; where telephones ring for it, that ends them."""
    if breakdown.taken_at is not None:
        return
    climbing.change(breakdown, taken_at=happened_at)
    if breakdown.rings.exists():
        ledger.append(kinds.BREAKDOWN_TAKEN.of(breakdown, occurred_at=happened_at), by=by, at=at)


def _ring(breakdown: Breakdown) -> None:
    """An entrapment nobody has taken does not wait for the next look."""
    if breakdown.entrapment and breakdown.freed_at is None and breakdown.taken_at is None:
        nudge.on_commit("maintenance.ring")
