"""How a delivery goes from one state to the next: by one conditional UPDATE, which one of several makes.

What nobody sends any more keeps no secret: a mail of the house (a code, an invitation) loses its words in the same
stroke, except in the demo, whose mailbox is read. One that is in doubt keeps them while somebody will say what became
of it, because it may have to go again.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction

from notifications.catalogue import label_of
from notifications.enums import UNDERWAY, WAITING, Channel, DeliveryState, Door, Verdict, Why
from notifications.models import Delivery, Message, Step
from portal.accounts.models import User

SAID = 240  # letters that are kept of an answer
AT_ONCE = models.F("created_at")  # as `next_at`: whatever the clock says by then


def move(delivery: Delivery, before: str, after: DeliveryState, **columns: Any) -> bool:
    """Moves it on if it still stands where this worker left it; another may have taken it for dead."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=before, worker=delivery.worker)
    if not _is_forgotten(delivery, after, columns.get("known_by", delivery.known_by)):
        return bool(mine.update(state=after, **columns))
    with transaction.atomic():
        moved = bool(mine.update(state=after, text="", html="", **columns))
        if moved and delivery.message.entry_id is None:  # a fact's title tells no secret
            Message.objects.filter(pk=delivery.message_id).update(title=label_of(delivery.message.touchpoint))
    return moved


def _is_forgotten(delivery: Delivery, after: DeliveryState, known_by: str) -> bool:
    waits = after in UNDERWAY or (after == DeliveryState.UNCERTAIN and bool(known_by))
    return delivery.message.may_hold_secrets and not waits and not settings.DEMO


def cancel(found: models.QuerySet[Delivery], why: Why) -> None:
    """Those of them that wait go no more; a technician's notice ends by itself within minutes."""
    for one in (
        found.exclude(channel=Channel.PUSH, subscription__door=Door.FIELD)
        .filter(state__in=WAITING)
        .select_related("message")
    ):
        move(one, one.state, DeliveryState.CANCELLED, reason=why)


def take_back(told: models.QuerySet[Message], why: Why) -> None:
    """What has not gone by mail goes no more, by itself or within a summary."""
    cancel(Delivery.objects.filter(message__in=told), why)
    told.filter(digest__composed_at=None, digest__isnull=False).update(digest=None, decision=why)


def note(delivery: Delivery, verdict: Verdict, *, at: datetime, said: str = "", by: User | None = None) -> None:
    """Writes a step down."""
    Step.objects.create(delivery=delivery, verdict=verdict, said=said[:SAID], by=by, at=at)
