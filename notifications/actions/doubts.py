"""What was cut off while it left: nobody knows whether it arrived.

Who can know is asked (a copy in a mailbox of ours, the provider). Found, it is accepted; missing once it must have been
there, it goes again. Where nobody can know, safety goes once more with the same Message-ID, because late is worse than
twice; everything else waits for a person, who sees it at once in the office.
"""

import logging
from datetime import datetime
from time import monotonic

from django.db import models, transaction

from notifications.actions.moving import AT_ONCE, SAID, move, note
from notifications.channels.every import CHANNELS
from notifications.enums import Channel, Class, DeliveryState, Verdict
from notifications.models import Delivery
from notifications.rules.retrying import next_look

MOST, PATIENCE = 50, 10.0  # asked about in one sweep, and for so many seconds
UNCERTAIN = DeliveryState.UNCERTAIN
logger = logging.getLogger(__name__)


def begin(delivery: Delivery, said: str, *, at: datetime) -> bool:
    """It was cut off: from now on nobody knows."""
    began = {"doubtful_at": at, "looks": 0, "next_at": at + next_look(0), "reason": said[:SAID]}
    if not move(delivery, DeliveryState.HANDOFF, UNCERTAIN, **began):
        return False
    note(delivery, Verdict.DOUBTED, said=said, at=at)
    return True


def settle(*, at: datetime) -> int:
    """Asks about what may be known by now; answers how many are in doubt no more."""
    end = monotonic() + PATIENCE
    return sum(_settle(one, at) for one in _ripe(at) if monotonic() < end)


def _ripe(at: datetime) -> list[Delivery]:
    """Those it is time to ask about. What is in doubt since later than now was so before the clock was set back."""
    doubtful = Delivery.objects.filter(state=UNCERTAIN).exclude(channel=Channel.PUSH)
    doubtful.filter(doubtful_at__gt=at).update(doubtful_at=at, next_at=at)
    may_go_again = models.Q(message__kind=Class.SAFETY, resent_at=None)
    found = doubtful.filter(may_go_again | ~models.Q(known_by=""), next_at__lte=at).select_related("message")
    return list(found.order_by("next_at", "pk")[:MOST])


def _settle(delivery: Delivery, at: datetime) -> bool:
    mine = Delivery.objects.filter(pk=delivery.pk, state=UNCERTAIN, looks=delivery.looks)
    if not mine.update(looks=delivery.looks + 1, next_at=at + next_look(delivery.looks)):
        return False
    known = _look_up(delivery)
    if known:
        return _decide(delivery, DeliveryState.ACCEPTED, Verdict.FOUND, at=at, accepted_at=at, reason="")
    if delivery.message.kind == Class.SAFETY and delivery.resent_at is None:
        return _decide(delivery, DeliveryState.QUEUED, Verdict.RESENT, at=at, next_at=AT_ONCE, resent_at=at)
    since = delivery.doubtful_at or at
    if known is False and at - since >= CHANNELS[delivery.channel].settles_after(delivery.known_by):
        return _decide(delivery, DeliveryState.QUEUED, Verdict.ABSENT, at=at, next_at=AT_ONCE)
    if at >= delivery.expires_at:
        move(delivery, UNCERTAIN, UNCERTAIN, known_by="")
    return False


def _look_up(delivery: Delivery) -> bool | None:
    carrier = CHANNELS[delivery.channel]
    try:
        return carrier.look_up(delivery.known_by, carrier.name_of(delivery))
    except OSError:
        logger.warning("Nobody could be asked about delivery %s", delivery.pk, exc_info=True)
        return None


@transaction.atomic
def _decide(delivery: Delivery, after: DeliveryState, verdict: Verdict, *, at: datetime, **columns: object) -> bool:
    moved = move(delivery, UNCERTAIN, after, doubtful_at=None, **columns)
    if moved:
        note(delivery, verdict, at=at)
    return moved
