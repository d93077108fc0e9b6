"""Deliveries as the office and the demo's mailbox read them."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from notifications.enums import Channel, DeliveryState
from notifications.models import Delivery

NEEDS = (DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.BOUNCED, DeliveryState.EXPIRED)


def needing_attention() -> models.QuerySet[Delivery]:
    """What did not arrive, or nobody knows, newest first. A push is an extra, and mail goes beside what must arrive."""
    needing = Delivery.objects.filter(state__in=NEEDS).exclude(channel=Channel.PUSH)
    return needing.select_related("message__person").order_by("-created_at", "-pk")


def newest(address: str = "") -> models.QuerySet[Delivery]:
    """All mails, newest first, perhaps of one address."""
    found = Delivery.objects.select_related("message__person", "attachment").order_by("-created_at", "-pk")
    return found.filter(address__icontains=address) if address else found


def before(found: models.QuerySet[Delivery], key: UUID | None) -> models.QuerySet[Delivery]:
    """Those older than one of them; all without a key."""
    last = Delivery.objects.filter(pk=key).first() if key else None
    if last is None:
        return found
    return found.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))


def addresses() -> list[str]:
    """Every address anything was sent to."""
    used = Delivery.objects.exclude(address="").exclude(channel=Channel.PUSH).order_by("address")
    return list(used.values_list("address", flat=True).distinct()[:200])
