"""What the provider that carries our mail tells afterwards: it arrived, it came back, its reader called it unwanted.

Told twice, in the wrong order or before our own worker has written that it left, it is the same. Whose mail it was is
known by our own name of it, which travelled with the mail.
"""

import logging
from typing import Any
from uuid import UUID

from notifications.actions import arrivals, suppressions
from notifications.channels.email import provider
from notifications.enums import Bad, Channel
from notifications.models import Delivery
from portal.lib import clock

ENDS = frozenset({"bounced", "rejected", "failed"})
ILL = frozenset({"bounced", "invalid", "unsubscribed", "spam"})  # the address, and not that mail alone
logger = logging.getLogger(__name__)


def listen() -> None:
    """From now on what the provider's webhooks say is heard; said again, it changes nothing."""
    from anymail import signals

    signals.tracking.connect(_track, dispatch_uid="notifications.track")
    signals.inbound.connect(_receive, dispatch_uid="notifications.receive")


def track(event: Any) -> None:
    """What became of a mail."""
    delivery = _named((event.metadata or {}).get(provider.DELIVERY))
    if delivery is None:
        logger.warning("A provider tells of a mail that is none of ours")
        return
    at, said = clock.now(), " ".join(str(event.mta_response or event.description or "").split())
    if event.event_type == "delivered":
        suppressions.arrive(delivery=delivery, at=at)
    elif event.event_type == "complained":
        suppressions.come_back(delivery=delivery, why=Bad.COMPLAINED, said=said, at=at)
    elif event.event_type in ENDS:
        is_ill = event.reject_reason in ILL and not _is_soft(event)
        suppressions.come_back(delivery=delivery, why=Bad.BOUNCED, said=said, at=at, suppresses=is_ill)


def receive(event: Any) -> None:
    """A mail that came in by the provider."""
    mail = event.message
    told_to = [mail.envelope_recipient] if mail.envelope_recipient else []
    arrivals.take(mail.as_bytes(), at=clock.now(), told_to=told_to)


def _is_soft(event: Any) -> bool:
    """Whether the provider itself calls it passing."""
    told = event.esp_event if isinstance(event.esp_event, dict) else {}
    return str(told.get("Type", "")).lower() in {"softbounce", "transient", "dnserror"}


def _named(name: object) -> Delivery | None:
    try:
        key = UUID(str(name))
    except ValueError:
        return None
    return Delivery.objects.select_related("message").filter(pk=key, channel=Channel.EMAIL).first()


def _track(sender: Any, event: Any, **_more: Any) -> None:
    track(event)


def _receive(sender: Any, event: Any, **_more: Any) -> None:
    receive(event)
