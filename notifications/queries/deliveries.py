"""Deliveries as the office and the demo's mailbox read them."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from notifications.enums import LOST, WAITING, Channel, DeliveryState, Why
from notifications.models import Delivery

NEEDS = LOST | {DeliveryState.UNCERTAIN}


def needing_attention() -> models.QuerySet[Delivery]:
    """What did not arrive, or nobody knows, newest first, until a person has looked after it. A push is an extra, and
    mail goes beside what must arrive.
    """
    needing = _mails().filter(state__in=NEEDS, handled_at=None)
    return needing.select_related("message__person").order_by("-created_at", "-pk")


def in_doubt() -> models.QuerySet[Delivery]:
    """Those of which nobody knows, the oldest first."""
    return _with_whom().filter(state=DeliveryState.UNCERTAIN).order_by("created_at", "pk")


def lost() -> models.QuerySet[Delivery]:
    """Those that did not arrive and that nobody has looked after, newest first."""
    return _with_whom().filter(state__in=LOST, handled_at=None).order_by("-created_at", "-pk")


def waiting(at: datetime) -> models.QuerySet[Delivery]:
    """What waits although its time had come, the oldest first: what is to go later does not wait."""
    came = Q(next_at__lte=at) | Q(state=DeliveryState.RETRY_WAIT)
    by_itself = _with_whom().exclude(channel=Channel.PAPER)
    return by_itself.filter(came, state__in=WAITING).order_by("created_at", "pk")


def one() -> models.QuerySet[Delivery]:
    """Any mail, with what its page shows."""
    return _with_whom().select_related("attachment").prefetch_related("steps__by")


def books() -> dict[DeliveryState, int]:
    """How many mails there are in each state; together they are all that were ever made."""
    counted = _mails().order_by().values_list("state").annotate(models.Count("pk"))
    return {DeliveryState(state): number for state, number in counted}


def why(mail: Delivery) -> str:
    """In words; what a server said stands as it said it."""
    if mail.reason in Why.values:
        return Why.told(mail.reason)
    said = {"said": mail.reason}
    if mail.state == DeliveryState.UNCERTAIN:
        return _("Se cortó mientras salía: no sabemos si llegó.")
    if mail.state == DeliveryState.RETRY_WAIT:
        return _("Todavía no lo han aceptado: %(said)s") % said
    if mail.reason:
        return _("No lo aceptaron: %(said)s") % said
    return ""


def _mails() -> models.QuerySet[Delivery]:
    return Delivery.objects.exclude(channel=Channel.PUSH)


def _with_whom() -> models.QuerySet[Delivery]:
    return _mails().select_related("message__person", "message__mailbox")


def newest(address: str = "") -> models.QuerySet[Delivery]:
    """All mails, newest first, perhaps of one address."""
    mails = Delivery.objects.exclude(channel=Channel.PAPER)
    found = mails.select_related("message__person", "attachment").order_by("-created_at", "-pk")
    return found.filter(address__icontains=address) if address else found


def addresses() -> list[str]:
    """Every address anything was sent to."""
    used = _mails().exclude(address="").order_by("address")
    return list(used.values_list("address", flat=True).distinct()[:200])
