"""Addresses that are written to no more: said by who carries our mail, undone by a person."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.actions import messages
from notifications.actions.moving import SAID, move, note
from notifications.enums import Bad, Channel, Class, DeliveryState, Verdict
from notifications.models import Delivery, Suppression
from owners.queries import people, scope
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


def _tell_the_office(person: User, address: str, why: Bad, said: str, at: datetime) -> None:
    """Nothing of ours reaches somebody any more: whom his owners know in the office hears of it, else all there."""
    office = [one for one in people.in_the_office(at) if one.email]
    if not person.is_active or person in office:
        return
    known = set(scope.speaks_for(person, at).values_list("contact", flat=True))
    told = [one for one in office if one.pk in known] or office
    for one in told:
        with translation.override(one.language):
            words = {"name": person.name, "address": address, "said": said or Bad(why).label}
            text = _("%(address)s: %(said)s\n\nNo le escribimos más a esa dirección hasta que se corrija.") % words
            place = settings.SITE_URL + reverse("notifications:person-messages", args=[person.pk])
            text += "\n" + _("Llame y pregunte por la buena: %(place)s") % {"place": place} + "\n"
            messages.post(
                touchpoint="in_the_dark",
                kind=Class.SERVICE,
                subject=_("A %(name)s ya no le llegan nuestros correos") % words,
                text=text,
                html="",
                address=one.email or "",
                at=at,
            )


def suppress(*, address: str, why: Bad, said: str, at: datetime) -> Suppression:
    """Writes nothing more to an address; once it is so, it stays as it was said first."""
    key: dict[str, Any] = {"address": address.lower(), "lifted_at": None}
    is_new = False
    try:
        with transaction.atomic():
            made, is_new = Suppression.objects.get_or_create(
                **key, defaults={"why": why, "said": said[:SAID], "at": at}
            )
    except IntegrityError:
        made = Suppression.objects.get(**key)
    person = User.objects.at_address(address).first() if is_new else None
    if person:
        _tell_the_office(person, address, why, made.said, at)
    return made


def lift(*, suppression: Suppression, by: User, at: datetime) -> bool:
    """The address is well again; answers whether it was not before."""
    return bool(Suppression.objects.filter(pk=suppression.pk, lifted_at=None).update(lifted_at=at, lifted_by=by))
