"""Handing a parcel to a telephone's push service, and what its answers mean (RFC 8030).

A yes says only that the service has it: some say yes for telephones that are gone. Delivered is what the telephone says
it has shown. So nothing is ever in doubt here: what broke off is sent again, and one tag is shown once.
"""

import http.client
from collections.abc import Collection
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from notifications.channels import Gone, Undeliverable
from notifications.channels.push.parcel import Parcel
from notifications.models import Delivery
from notifications.rules import endpoints, retrying
from notifications.rules.endpoints import Place
from notifications.rules.retrying import Refusal

GONE = frozenset({404, 410})
LATER = frozenset({401, 403, 408, 425, 429})  # our key or our haste: mended by us, and no reason to give it up
MOST_SAID = 200


def send(parcel: Parcel) -> None:
    """Hands it over; raises Undeliverable, or Gone when there is no such telephone any more. It follows no redirect."""
    with closing(_connection(parcel.place)) as service:
        try:
            service.request("POST", parcel.place.path, parcel.content, parcel.headers)
            answer = service.getresponse()
            said = answer.read(MOST_SAID).decode(errors="replace")
        except (OSError, http.client.HTTPException) as lost:
            why = f"no answer of the push service: {type(lost).__name__}"
            raise Undeliverable(why, refusal=Refusal.DOWN) from lost
    if answer.status in {200, 201, 202, 204}:
        return
    if answer.status in GONE:
        raise Gone(f"{answer.status}: the push service knows no such telephone")
    permanent = answer.status not in LATER and answer.status < 500
    raise Undeliverable(f"{answer.status} {said}".strip(), permanent=permanent)


def kept() -> AbstractContextManager[None]:
    """A notice takes a connection of its own."""
    return nullcontext()


def door_of(delivery: Delivery) -> str:
    """The push service of its telephone: when nobody gets through there, others still do."""
    to = delivery.subscription
    place = endpoints.place(to.endpoint, settings.PUSH_HOSTS) if to else None
    return place.origin if place else ""


def behind(doors: Collection[str]) -> Q:
    """The notices for telephones of these services."""
    found = Q(pk__in=[])
    for door in doors:
        if "://" in door:
            found |= Q(subscription__endpoint__startswith=f"{door}/")
    return found


def evidence_of(_parcel: Parcel) -> str:
    """The telephone itself says what it has shown, so nobody else is asked."""
    return ""


def name_of(delivery: Delivery) -> str:
    return str(delivery.pk)


def look_up(_known_by: str, _name: str) -> bool | None:
    return None


def settles_after(_known_by: str) -> timedelta:
    return retrying.SETTLES


def _connection(place: Place) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    return kind(place.host, place.port, timeout=settings.PUSH_TIMEOUT)
