"""Addresses that are written to no more: said by who carries our mail, undone by a person."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from notifications.actions.moving import SAID, note
from notifications.enums import Bad, Channel, DeliveryState, Verdict
from notifications.models import Delivery, Suppression
from portal.accounts.models import User


@transaction.atomic
def come_back(*, delivery: Delivery, why: Bad, said: str, at: datetime) -> None:
    """A mail came back, or its reader called it unwanted: its address is written to no more, and the office sees it.

    Twice or in the wrong order is the same as once.
    """
    suppress(address=delivery.address, why=why, said=said, at=at)
    if why == Bad.BOUNCED:
        sent = Delivery.objects.filter(pk=delivery.pk, channel=Channel.EMAIL)
        may_come_back = (DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)
        if sent.filter(state__in=may_come_back).update(state=DeliveryState.BOUNCED, reason=said[:SAID]):
            note(delivery, Verdict.REFUSED, said=said, at=at)


def suppress(*, address: str, why: Bad, said: str, at: datetime) -> Suppression:
    """Writes nothing more to an address; once it is so, it stays as it was said first."""
    key: dict[str, Any] = {"address": address.lower(), "lifted_at": None}
    try:
        with transaction.atomic():
            made, _is_new = Suppression.objects.get_or_create(
                **key, defaults={"why": why, "said": said[:SAID], "at": at}
            )
    except IntegrityError:
        made = Suppression.objects.get(**key)
    return made


def lift(*, suppression: Suppression, by: User, at: datetime) -> bool:
    """The address is well again; answers whether it was not before."""
    return bool(Suppression.objects.filter(pk=suppression.pk, lifted_at=None).update(lifted_at=at, lifted_by=by))
