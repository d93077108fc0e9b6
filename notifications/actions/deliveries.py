"""Taking deliveries to their end (RELIABILITY §1).

`handoff` is committed before the byte that cannot be taken back. A worker lives while it holds its lock; what it held
when it died goes back to the queue if nothing was handed over, and is `uncertain` if something was: never sent again
by guess. Only a push is: a telephone shows one, however many come. What nobody sends any more keeps no secret: a mail
of the house (a code, an invitation) loses its words in the same stroke, except in the demo, whose mailbox is read.
"""

import logging
from datetime import datetime
from itertools import takewhile
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from notifications import liveness
from notifications.actions import pushing, subscriptions
from notifications.catalogue import label_of
from notifications.channels import Gone, Undeliverable, Withdrawn, email, push
from notifications.enums import UNDERWAY, Channel, Class, DeliveryState
from notifications.models import Delivery, Message
from notifications.rules.policy import retry_after
from portal.lib import clock, heartbeat

BATCH = 100
TURN = 10.0  # seconds; a worker told to stop ends the task it is in, and a slow mail server may hold each delivery up
PACKED = ("message__entry__stream", "message__person", "attachment", "subscription__person")
CHANNELS: dict[str, Any] = {Channel.EMAIL: email, Channel.PUSH: push}
URGENT_FIRST = models.Case(models.When(message__kind=Class.SAFETY, then=0), default=1)
logger = logging.getLogger(__name__)
_alone = Lock()  # a process delivers one at a time, so whatever else its name holds was left behind


def work(worker: str) -> int:
    """Delivers what is due, safety first, then the oldest; begins none after its TURN; answers how many were taken."""
    end, taken = monotonic() + TURN, 0
    due = Delivery.objects.due(clock.now()).order_by(URGENT_FIRST, "next_at", "pk").values_list("pk", flat=True)[:BATCH]
    with _alone:
        for delivery_id in takewhile(lambda _key: monotonic() < end, list(due)):
            taken += deliver(delivery_id, worker)
            heartbeat.beat()
    return taken


def deliver(delivery_id: UUID, worker: str) -> bool:
    """Takes one delivery as far as it goes now; answers whether it was this worker that took it."""
    at = clock.now()
    due = Delivery.objects.due(at).filter(pk=delivery_id)
    if late := due.filter(expires_at__lte=at).select_related("message").first():
        return _move(late, late.state, DeliveryState.EXPIRED, reason="expired")
    if not due.update(state=DeliveryState.CLAIMED, worker=worker, attempts=models.F("attempts") + 1):
        return False
    delivery = Delivery.objects.select_related(*PACKED).get(pk=delivery_id)
    try:
        parcel = CHANNELS[delivery.channel].pack(delivery)
    except Withdrawn as nothing:
        _move(delivery, DeliveryState.CLAIMED, DeliveryState.CANCELLED, reason=nothing.why)
        return True
    except Exception as error:
        logger.exception("Delivery %s could not be packed", delivery_id)
        _move(delivery, DeliveryState.CLAIMED, DeliveryState.FAILED, reason=str(error)[:240])
        return True
    _hand_over(delivery, parcel)
    return True


def _hand_over(delivery: Delivery, parcel: Any) -> None:
    if not _move(delivery, DeliveryState.CLAIMED, DeliveryState.HANDOFF, handed_at=clock.now()):
        return
    try:
        CHANNELS[delivery.channel].send(parcel)
    except Undeliverable as refused:
        _refused(delivery, refused)
        return
    except Exception as error:
        logger.exception("Delivery %s was interrupted", delivery.pk)
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.UNCERTAIN, reason=f"{type(error).__name__}: {error}"[:240])
        return
    _move(delivery, DeliveryState.HANDOFF, DeliveryState.ACCEPTED, accepted_at=clock.now(), reason="")


def _refused(delivery: Delivery, refused: Undeliverable) -> None:
    """The other side said no before it took anything; or nobody knows what it took."""
    if refused.uncertain:
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.UNCERTAIN, reason=str(refused)[:240])
    elif refused.permanent:
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.FAILED, reason=str(refused)[:240])
        if isinstance(refused, Gone) and delivery.subscription:
            subscriptions.lose(delivery.subscription, at=clock.now())
    else:
        later = clock.now() + retry_after(delivery.attempts)
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.RETRY_WAIT, reason=str(refused)[:240], next_at=later)


def sweep(worker: str) -> int:
    """Looks after what dead workers held and what this one left behind when it fell, then delivers what is due."""
    with _alone:
        for holder in _holders():
            if holder == worker or not liveness.is_alive(holder):
                _inherit(holder, clock.now())
    pushing.settle(at=clock.now())
    return work(worker)


def _holders() -> list[str]:
    held = Delivery.objects.filter(state__in=[DeliveryState.CLAIMED, DeliveryState.HANDOFF])
    return list(held.order_by().values_list("worker", flat=True).distinct())


def _inherit(holder: str, at: datetime) -> None:
    held = Delivery.objects.filter(worker=holder)
    untaken = models.Q(state=DeliveryState.CLAIMED) | models.Q(state=DeliveryState.HANDOFF, channel=Channel.PUSH)
    held.filter(untaken).update(state=DeliveryState.QUEUED, next_at=at, worker="")
    for delivery in held.filter(state=DeliveryState.HANDOFF).select_related("message"):
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.UNCERTAIN, reason="worker_died")


@transaction.atomic
def _move(delivery: Delivery, before: str, after: DeliveryState, **columns: object) -> bool:
    """Moves it on if it still stands where this worker left it; another may have taken it for dead."""
    is_forgotten = after not in UNDERWAY and delivery.message.may_hold_secrets and not settings.DEMO
    words = {"text": "", "html": ""} if is_forgotten else {}
    mine = Delivery.objects.filter(pk=delivery.pk, state=before, worker=delivery.worker)
    moved = bool(mine.update(state=after, **columns, **words))
    if moved and is_forgotten and delivery.message.entry_id is None:  # a fact's title tells no secret
        Message.objects.filter(pk=delivery.message_id).update(title=label_of(delivery.message.touchpoint))
    return moved
