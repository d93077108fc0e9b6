"""Telephones that take notices."""

from django.db import models

from notifications.enums import Channel, DeliveryState, Why
from notifications.models import Delivery, Subscription
from portal.accounts.models import User


def of(person: User) -> models.QuerySet[Subscription]:
    """The person's telephones that are still told, the one opened last first."""
    return Subscription.objects.live().filter(person=person).order_by("-synced_at", "-pk")


def unshown(telephone: Subscription) -> int:
    """How many notices it has not shown since the last one it did."""
    heard = telephone.last_acked_at or telephone.made_at
    missed = Delivery.objects.filter(channel=Channel.PUSH, subscription=telephone, created_at__gt=heard)
    return missed.filter(state=DeliveryState.EXPIRED, reason=Why.NOT_SHOWN).count()
