"""Taking deliveries to their end (RELIABILITY §1).

`handoff` is committed before the byte that cannot be taken back. A worker lives while it holds its lock; what it held
when it died goes back to the queue if nothing was handed over, and is `uncertain` if something was: never sent again
by guess (`doubts` looks after it). Only a push is: a telephone shows one, however many come.
"""

import logging
import random
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import models, transaction

from notifications import liveness
from notifications.actions import doubts, pushing, receiving, routing, sending, subscriptions
from notifications.actions.breakers import Gate
from notifications.actions.moving import AT_ONCE, SAID, move, note
from notifications.channels import Gone, Undeliverable, Withdrawn, every
from notifications.channels.every import CHANNELS
from notifications.enums import WAITING, Channel, Class, DeliveryState, Verdict, Why
from notifications.models import Delivery
from notifications.rules.retrying import retry_after
from portal.lib import clock, heartbeat
from portal.lib.crash import crash_at

BATCH, HANDFUL = 100, 10  # looked at in one turn, and claimed at once
TURN = 10.0  # seconds; a worker told to stop ends the task it is in, and a slow mail server may hold each delivery up
PACKED = ("message__entry__stream", "message__person", "attachment", "subscription__person")
ORDER = (models.Case(models.When(message__kind=Class.SAFETY, then=0), default=1), "next_at", "pk")  # urgent first
logger = logging.getLogger(__name__)
_alone = Lock()  # a process delivers one at a time, so whatever else its name holds was left behind


def work(worker: str) -> int:
    """Delivers what is due, safety first, then the oldest; begins none after its TURN; answers how many were taken."""
    end, taken = monotonic() + TURN, 0
    with _alone, every.kept():
        gate = Gate(clock.now())
        waiting = _due(gate)
        while waiting and monotonic() < end:
            mine = _claim(waiting, worker)
            taken += _deliver(mine, worker, gate, end)
            claimed = {one.pk for one in mine}
            waiting = [key for key in waiting if key not in claimed] if len(mine) == HANDFUL else []
        sending.worked(taken, at=clock.now())
    return taken


def _due(gate: Gate) -> list[UUID]:
    """What goes in this turn: nothing through a door that is shut, and hardly anything while sending is paused."""
    at = clock.now()
    due = sending.allowed(Delivery.objects.due(at), at=at)
    if gate.shut:
        due = due.exclude(every.behind(gate.shut))
    return list(due.order_by(*ORDER).values_list("pk", flat=True)[:BATCH])


def deliver(delivery_id: UUID, worker: str) -> bool:
    """Takes one delivery as far as it goes now; answers whether it was this worker that took it."""
    return bool(_deliver(_claim([delivery_id], worker), worker, Gate(clock.now()), monotonic() + TURN))


def _deliver(mine: list[Delivery], worker: str, gate: Gate, end: float) -> int:
    """Takes each as far as it goes; what it does not come to waits as if never claimed."""
    taken = 0
    for delivery in mine:
        if monotonic() < end and gate.lets(CHANNELS[delivery.channel].door_of(delivery), clock.now()):
            _take(delivery, gate)
            heartbeat.beat()
            taken += 1
    if taken < len(mine):
        back = Delivery.objects.filter(pk__in=[one.pk for one in mine], state=DeliveryState.CLAIMED, worker=worker)
        back.update(state=DeliveryState.QUEUED, next_at=AT_ONCE, worker="")
    return taken


@transaction.atomic
def _claim(keys: list[UUID], worker: str) -> list[Delivery]:
    """A handful of those that still wait, in their order, which are this worker's from now on: what others have taken
    meanwhile is passed over, so that no claim comes back empty while something is left.
    """
    due = Delivery.objects.due(clock.now()).filter(pk__in=keys)
    free = list(
        due.select_for_update(skip_locked=True, of=("self",)).order_by(*ORDER).values_list("pk", flat=True)[:HANDFUL]
    )
    if free:
        waits = Delivery.objects.filter(pk__in=free, state__in=WAITING)
        waits.update(state=DeliveryState.CLAIMED, worker=worker)
    claimed = {one.pk: one for one in Delivery.objects.select_related(*PACKED).filter(pk__in=free)}
    return [claimed[key] for key in keys if key in claimed]


def _take(delivery: Delivery, gate: Gate) -> None:
    crash_at("after-claim")
    if delivery.expires_at <= clock.now():
        move(delivery, DeliveryState.CLAIMED, DeliveryState.EXPIRED, reason=Why.EXPIRED)
        return
    try:
        parcel = CHANNELS[delivery.channel].pack(delivery)
    except Withdrawn as nothing:
        move(delivery, DeliveryState.CLAIMED, DeliveryState.CANCELLED, reason=nothing.why)
    except Exception as error:
        logger.exception("Delivery %s could not be packed", delivery.pk)
        move(delivery, DeliveryState.CLAIMED, DeliveryState.FAILED, reason=str(error)[:SAID])
    else:
        _hand_over(delivery, parcel, gate)


def _hand_over(delivery: Delivery, parcel: Any, gate: Gate) -> None:
    carrier = CHANNELS[delivery.channel]
    door = carrier.door_of(delivery)
    delivery.known_by = carrier.evidence_of(parcel)
    delivery.attempts += 1
    columns = {"handed_at": clock.now(), "known_by": delivery.known_by, "attempts": delivery.attempts}
    if not move(delivery, DeliveryState.CLAIMED, DeliveryState.HANDOFF, **columns):
        return
    crash_at("after-handoff")
    try:
        carrier.send(parcel)
    except Undeliverable as refused:
        if refused.is_cut:
            gate.failed(door, str(refused)[:SAID], clock.now())
        else:
            gate.passed(door)
        _refused(delivery, refused)
        return
    except Exception as error:
        logger.exception("Delivery %s was interrupted", delivery.pk)
        doubts.begin(delivery, f"{type(error).__name__}: {error}", at=clock.now())
        return
    crash_at("after-250")
    move(delivery, DeliveryState.HANDOFF, DeliveryState.ACCEPTED, accepted_at=clock.now(), reason="")
    gate.passed(door)
    crash_at("after-accept")


def _refused(delivery: Delivery, refused: Undeliverable) -> None:
    """The other side said no before it took anything; or nobody knows what it took."""
    at, said = clock.now(), str(refused)[:SAID]
    if refused.uncertain:
        doubts.begin(delivery, said, at=at)
    elif refused.permanent:
        if move(delivery, DeliveryState.HANDOFF, DeliveryState.FAILED, reason=said):
            note(delivery, Verdict.REFUSED, said=said, at=at)
        if isinstance(refused, Gone) and delivery.subscription:
            subscriptions.lose(delivery.subscription, at=at)
    else:
        later = at + retry_after(delivery.attempts, refused.refusal, chance=random.random())  # noqa: S311 - no secret
        if move(delivery, DeliveryState.HANDOFF, DeliveryState.RETRY_WAIT, reason=said, next_at=later):
            note(delivery, Verdict.REFUSED, said=said, at=at)


def sweep(worker: str) -> int:
    """Looks after what dead workers held and what this one left behind when it fell, then delivers what is due."""
    with _alone:
        for holder in _holders():
            if holder == worker or not liveness.is_alive(holder):
                _inherit(holder, clock.now())
    pushing.settle(at=clock.now())
    receiving.hear(at=clock.now())
    routing.fall_back(at=clock.now())
    doubts.settle(at=clock.now())
    return work(worker)


def _holders() -> list[str]:
    held = Delivery.objects.filter(state__in=[DeliveryState.CLAIMED, DeliveryState.HANDOFF])
    return list(held.order_by().values_list("worker", flat=True).distinct())


def _inherit(holder: str, at: datetime) -> None:
    held = Delivery.objects.filter(worker=holder)
    untaken = models.Q(state=DeliveryState.CLAIMED) | models.Q(state=DeliveryState.HANDOFF, channel=Channel.PUSH)
    held.filter(untaken).update(state=DeliveryState.QUEUED, next_at=AT_ONCE, worker="")
    for delivery in held.filter(state=DeliveryState.HANDOFF).select_related("message"):
        doubts.begin(delivery, Why.WORKER_DIED, at=at)
