"""What a person was told, and what he could read though it was not sent: the portal's own inbox."""

from django.db import models

from notifications.enums import Channel, Why
from notifications.models import Delivery, Message
from portal.accounts.models import User

# Told, or kept from him by his own wish; what concerned nobody, or was no news, is not.
READ = (
    Why.NOW, Why.QUIET_HOURS, Why.IN_DIGEST, Why.OVER_CAP, Why.SWITCHED_OFF, Why.PAUSED, Why.NO_ADDRESS,
    Why.ON_PAPER,
)  # fmt: skip

MAILS = models.Prefetch(
    "deliveries", Delivery.objects.filter(channel=Channel.EMAIL).order_by("-round", "-pk"), to_attr="mails"
)

LETTERS = models.Prefetch(
    "deliveries",
    Delivery.objects.filter(channel=Channel.PAPER).select_related("paper__by").order_by("-round", "-pk"),
    to_attr="letters",
)


def about(person: User) -> models.QuerySet[Message]:
    """Everything the policy decided for him, newest first: what was sent, and what was not."""
    found = Message.objects.filter(person=person, entry__isnull=False).select_related("digest", "entry")
    return found.prefetch_related(MAILS, LETTERS).order_by("-created_at", "-pk")


def to(person: User) -> models.QuerySet[Message]:
    """His messages, newest first; his summaries are told by what is in them, and not again."""
    return about(person).filter(decision__in=READ)
