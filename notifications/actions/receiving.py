"""What became of an SMS once its gateway took it: shown by a telephone, or never.

Whoever carries it is asked, now and then, for a day. What never arrived was lost, and its letter goes by mail after all
(`routing.fall_back`). A gateway that cannot say leaves it taken: that is what we know.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from notifications.actions.moving import SAID, move, note
from notifications.channels import sms
from notifications.enums import Channel, DeliveryState, Verdict
from notifications.models import Delivery

AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=2), timedelta(hours=8))
ASKED_FOR = timedelta(days=1)
MOST, PATIENCE = 50, 10.0  # in one sweep, and for so many seconds
TAKEN = DeliveryState.ACCEPTED
logger = logging.getLogger(__name__)


def hear(*, at: datetime) -> int:
    """Asks about those it is time for; answers how many have come to their end."""
    if not sms.tells_fates():
        return 0
    end = monotonic() + PATIENCE
    return sum(_hear(one, at) for one in _ripe(at) if monotonic() < end)


def _ripe(at: datetime) -> list[Delivery]:
    taken = Delivery.objects.filter(channel=Channel.SMS, state=TAKEN, next_at__lte=at)
    taken = taken.filter(accepted_at__lte=at - AFTER[0], accepted_at__gt=at - ASKED_FOR)
    return list(taken.select_related("message").order_by("next_at", "pk")[:MOST])


def _hear(delivery: Delivery, at: datetime) -> bool:
    again = AFTER[min(delivery.looks + 1, len(AFTER) - 1)]
    mine = Delivery.objects.filter(pk=delivery.pk, state=TAKEN, looks=delivery.looks)
    if not mine.update(looks=delivery.looks + 1, next_at=at + again):
        return False
    try:
        arrived, said = sms.fate_of(sms.name_of(delivery))
    except OSError:
        logger.warning("The gateway could not be asked about delivery %s", delivery.pk, exc_info=True)
        return False
    if arrived is None:
        return False
    if arrived:
        return move(delivery, TAKEN, DeliveryState.DELIVERED)
    lost = move(delivery, TAKEN, DeliveryState.BOUNCED, reason=said[:SAID])
    if lost:
        note(delivery, Verdict.REFUSED, said=said, at=at)
    return lost
