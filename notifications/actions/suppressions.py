"""Addresses that are written to no more: said by who carries our mail, undone by a person."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from notifications.actions.moving import SAID, move, note
from notifications.enums import Bad, Channel, DeliveryState, Verdict
from notifications.models import Delivery, Suppression
from portal.accounts.models import User

LEFT = (DeliveryState.HANDOFF, DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)


@transaction.atomic
def come_back(*, delivery: Delivery, why: Bad, said: str, at: datetime, suppresses: bool = True) -> None:
    """A mail came back, or its reader called it unwanted: its address is written to no more, and the office sees it.

    Twice or in the wrong order is the same as once. A full mailbox `suppresses` nothing: only that mail came back.
    """
    if suppresses:
        suppress(address=delivery.address, why=why, said=said, at=at)
    if why == Bad.BOUNCED and _ends(delivery, DeliveryState.BOUNCED, said):
        note(delivery, Verdict.REFUSED, said=said, at=at)


@transaction.atomic
def arrive(*, delivery: Delivery, at: datetime) -> bool:
    """Who carries our mail says that it reached its reader's mailbox; answers whether that was new."""
    was_doubted = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.UNCERTAIN).exists()
    moved = _ends(delivery, DeliveryState.DELIVERED, "", accepted_at=delivery.accepted_at or at)
    if moved and was_doubted:
        note(delivery, Verdict.FOUND, at=at)
    return moved


def _ends(delivery: Delivery, end: DeliveryState, said: str, **columns: Any) -> bool:
    """Ends one that left; the word may come before its worker has written down that it did."""
    found = Delivery.objects.select_related("message").filter(pk=delivery.pk, channel=Channel.EMAIL, state__in=LEFT)
    return any(
        move(one, one.state, end, reason=said[:SAID], doubtful_at=None, **columns)
        for one in found.select_for_update(of=("self",))
    )


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
