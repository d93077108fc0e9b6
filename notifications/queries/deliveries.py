"""Deliveries as the office and the demo's mailbox read them."""

from django.db import models

from notifications.enums import DeliveryState
from notifications.models import Delivery

NEEDS = (DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.BOUNCED, DeliveryState.EXPIRED)


def needing_attention() -> models.QuerySet[Delivery]:
    """What did not arrive, or nobody knows, newest first."""
    return Delivery.objects.filter(state__in=NEEDS).select_related("message__person").order_by("-created_at", "-pk")


def newest(address: str = "") -> models.QuerySet[Delivery]:
    """All mails, newest first, perhaps of one address."""
    found = Delivery.objects.select_related("message__person", "attachment").order_by("-created_at", "-pk")
    return found.filter(address__icontains=address) if address else found
