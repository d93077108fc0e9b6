"""Putting a message on its way to telephones, each of them; and what they answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import translation

from notifications.actions import subscriptions
from notifications.channels.push import keys
from notifications.enums import Channel, DeliveryState, Why
from notifications.models import Delivery, Message, Subscription
from notifications.notice import Notice
from notifications.queries import subscriptions as telephones_of
from notifications.touchpoint import Touchpoint
from portal.lib import nudge

PATIENCE = timedelta(minutes=1)  # after a notice is no news any more, for the telephone to say that it was shown
MOST_UNSHOWN = 5  # in a row; whoever shows none of them is gone, whatever its service says
ANSWERABLE = (
    DeliveryState.CLAIMED, DeliveryState.HANDOFF, DeliveryState.RETRY_WAIT, DeliveryState.UNCERTAIN,
    DeliveryState.ACCEPTED,
)  # fmt: skip


def send(
    message: Message, touchpoint: Touchpoint, telephones: Iterable[Subscription], notice: Notice, *, at: datetime
) -> None:
    """Queues it for each telephone, or lets it go with one that waits there already."""
    for telephone in telephones:
        columns = _columns(message, notice, at) | {"subscription": telephone, "address": str(telephone.pk)}
        columns["next_at"] = at + touchpoint.gathers
        first = _waiting(message, touchpoint, telephone) if touchpoint.gathers else None
        if first is not None:
            columns |= {"within": first, "state": DeliveryState.CANCELLED, "reason": Why.BUNDLED}
        Delivery.objects.create(expires_at=_news_until(message, touchpoint, at), **columns)
        if first is not None:
            _gather(first, message, touchpoint)
    nudge.on_commit("notifications.deliver")


def drop(message: Message, reason: str, notice: Notice, *, at: datetime) -> None:
    """Keeps that nothing was shown, and why."""
    columns = _columns(message, notice, at) | {"state": DeliveryState.CANCELLED, "reason": reason}
    Delivery.objects.create(next_at=at, expires_at=at, **columns)


def _columns(message: Message, notice: Notice, at: datetime) -> dict[str, Any]:
    return {"message": message, "channel": Channel.PUSH, "text": notice.written(), "created_at": at}


def _news_until(message: Message, touchpoint: Touchpoint, at: datetime) -> datetime:
    happened = message.entry.occurred_at if message.entry else at
    return happened + touchpoint.stale_after + touchpoint.gathers


def _waiting(message: Message, touchpoint: Touchpoint, telephone: Subscription) -> Delivery | None:
    """The notice of the same sort that waits for this telephone, held until the transaction ends.

    The telephone's row is held first: of two facts followed at once the second finds what the first has queued.
    """
    Subscription.objects.filter(pk=telephone.pk).update(made_at=models.F("made_at"))
    queued = Delivery.objects.filter(state=DeliveryState.QUEUED, subscription=telephone, within=None)
    queued = queued.filter(message__touchpoint=touchpoint.key).exclude(message=message)
    first = queued.order_by("created_at", "pk").first()
    if first is None or not Delivery.objects.filter(pk=first.pk, state=DeliveryState.QUEUED).update(
        next_at=models.F("next_at")
    ):
        return None
    return first


def _gather(first: Delivery, message: Message, touchpoint: Touchpoint) -> None:
    """Words the waiting notice anew, with all that goes with it."""
    person, own = message.person, models.Q(deliveries=first) | models.Q(deliveries__within=first)
    gathered = Message.objects.filter(own, entry__isnull=False).select_related("entry").order_by("created_at", "pk")
    entries = [one.entry for one in gathered.distinct() if one.entry]
    if touchpoint.notice is None or person is None:
        return
    with translation.override(person.language):
        notice = touchpoint.notice(entries, person)
    Delivery.objects.filter(pk=first.pk, state=DeliveryState.QUEUED).update(text=notice.written())


@transaction.atomic
def acknowledge(*, token: str, at: datetime) -> bool:
    """The telephone has shown it: only now is it delivered. Answers whether there was such a push."""
    key = keys.delivery_of(token)
    found = Delivery.objects.filter(pk=key, channel=Channel.PUSH) if key else Delivery.objects.none()
    telephone = found.values_list("subscription", flat=True).first()
    if telephone is None:
        return False
    found.filter(state__in=ANSWERABLE).update(state=DeliveryState.DELIVERED, accepted_at=at, reason="")
    Subscription.objects.filter(pk=telephone).update(last_acked_at=at)
    return True


def settle(*, at: datetime) -> int:
    """Ends what no telephone has shown while it was news; those that show nothing any more are told nothing more."""
    silent = Delivery.objects.filter(
        channel=Channel.PUSH,
        state__in=[DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN],
        expires_at__lt=at - PATIENCE,
    )
    deaf = list(Subscription.objects.live().filter(deliveries__in=silent).distinct())
    ended = silent.update(state=DeliveryState.EXPIRED, reason=Why.NOT_SHOWN)
    for telephone in deaf:
        if telephones_of.unshown(telephone) >= MOST_UNSHOWN:
            subscriptions.silence(telephone, at=at)
    return ended
