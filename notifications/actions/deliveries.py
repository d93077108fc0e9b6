"""Taking deliveries to their end (RELIABILITY §1).

`handoff` is committed before the byte that cannot be taken back. A worker lives while it holds its lock; what it held
when it died goes back to the queue if nothing was handed over, and is `uncertain` if something was: never sent again
by guess.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import models

from notifications import liveness
from notifications.channels import Undeliverable, email
from notifications.enums import DeliveryState
from notifications.models import Delivery
from notifications.rules.policy import retry_after
from portal.lib import clock

BATCH = 100
logger = logging.getLogger(__name__)


def work(worker: str) -> int:
    """Delivers what is due, oldest first; answers how many were taken."""
    taken = 0
    for delivery_id in list(
        Delivery.objects.due(clock.now()).order_by("next_at", "pk").values_list("pk", flat=True)[:BATCH]
    ):
        taken += deliver(delivery_id, worker)
    return taken


def deliver(delivery_id: UUID, worker: str) -> bool:
    """Takes one delivery as far as it goes now; answers whether it was this worker that took it."""
    at = clock.now()
    due = Delivery.objects.due(at).filter(pk=delivery_id)
    if due.filter(expires_at__lte=at).update(state=DeliveryState.EXPIRED, reason="expired"):
        return True
    if not due.update(state=DeliveryState.CLAIMED, worker=worker, attempts=models.F("attempts") + 1):
        return False
    delivery = Delivery.objects.select_related("message", "attachment").get(pk=delivery_id)
    try:
        parcel = email.pack(delivery)
    except Exception as error:
        logger.exception("Delivery %s could not be packed", delivery_id)
        _move(delivery, DeliveryState.CLAIMED, DeliveryState.FAILED, reason=str(error)[:240])
        return True
    _hand_over(delivery, parcel)
    return True


def _hand_over(delivery: Delivery, parcel: email.Parcel) -> None:
    if not _move(delivery, DeliveryState.CLAIMED, DeliveryState.HANDOFF, handed_at=clock.now()):
        return
    try:
        email.send(parcel)
    except Undeliverable as refused:
        _refused(delivery, refused)
        return
    _move(delivery, DeliveryState.HANDOFF, DeliveryState.ACCEPTED, accepted_at=clock.now(), reason="")


def _refused(delivery: Delivery, refused: Undeliverable) -> None:
    """The other side said no before it took anything; or nobody knows what it took."""
    if refused.uncertain:
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.UNCERTAIN, reason=str(refused)[:240])
    elif refused.permanent:
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.FAILED, reason=str(refused)[:240])
    else:
        later = clock.now() + retry_after(delivery.attempts)
        _move(delivery, DeliveryState.HANDOFF, DeliveryState.RETRY_WAIT, reason=str(refused)[:240], next_at=later)


def sweep(worker: str) -> int:
    """Looks after what dead workers held, then delivers what is due."""
    for holder in _holders(worker):
        if not liveness.is_alive(holder):
            _inherit(holder, clock.now())
    return work(worker)


def _holders(worker: str) -> list[str]:
    held = Delivery.objects.filter(state__in=[DeliveryState.CLAIMED, DeliveryState.HANDOFF])
    return list(held.exclude(worker=worker).order_by().values_list("worker", flat=True).distinct())


def _inherit(holder: str, at: datetime) -> None:
    held = Delivery.objects.filter(worker=holder)
    held.filter(state=DeliveryState.CLAIMED).update(state=DeliveryState.QUEUED, next_at=at, worker="")
    held.filter(state=DeliveryState.HANDOFF).update(state=DeliveryState.UNCERTAIN, reason="worker_died")


def _move(delivery: Delivery, before: DeliveryState, after: DeliveryState, **columns: object) -> bool:
    return bool(Delivery.objects.filter(pk=delivery.pk, state=before).update(state=after, **columns))
