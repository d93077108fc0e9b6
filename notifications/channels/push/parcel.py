"""A delivery sealed for one telephone: nobody between us and it can read what it says."""

import json
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from notifications import catalogue, notice
from notifications.channels import Withdrawn
from notifications.channels.push import keys
from notifications.enums import Class, Door, Why
from notifications.models import Delivery
from notifications.rules import endpoints
from portal.lib import clock


@dataclass(frozen=True)
class Parcel:
    """Where to, and what."""

    place: endpoints.Place
    headers: dict[str, str]
    content: bytes


def pack(delivery: Delivery) -> Parcel:
    """The push of a delivery; raises Withdrawn when there is nothing to tell any more, or nobody to tell it to."""
    to, message = delivery.subscription, delivery.message
    touchpoint = catalogue.named(message.touchpoint)
    if to is None or to.gone_at is not None:
        raise Withdrawn(Why.NO_PHONE)
    if not to.person.is_active:
        raise Withdrawn(Why.NOT_ACTIVE)
    if message.entry is None or not touchpoint.holds(message.entry):
        raise Withdrawn(Why.OVER)
    place = endpoints.place(to.endpoint, settings.PUSH_HOSTS)
    if place is None:
        raise ValueError("the telephone's push service is none we send to")
    return Parcel(place, _headers(delivery, place), _sealed(delivery))


def _headers(delivery: Delivery, place: endpoints.Place) -> dict[str, str]:
    left = int((delivery.expires_at - clock.now()).total_seconds())
    claims = {"aud": place.origin, "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"}
    said = notice.read(delivery.text)
    signed: dict[str, str] = keys.pair().sign(claims)
    return signed | {
        "TTL": str(max(left, 1)),
        "Urgency": "high" if delivery.message.kind == Class.SAFETY else "normal",
        "Topic": said.tag or delivery.pk.hex,
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
    }


def _sealed(delivery: Delivery) -> bytes:
    from pywebpush import WebPusher

    to = delivery.subscription
    assert to is not None  # noqa: S101 - `pack` has looked
    said = notice.read(delivery.text)
    told = {
        "title": said.title,
        "body": said.body,
        "place": said.place if to.door == Door.FIELD else said.url or "/messages/",
        "tag": said.tag or delivery.pk.hex,
        "rings": said.rings,
        "ends": said.ends,
        "language": to.person.language,
        "token": keys.token(delivery.pk),
    }
    known = {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}}
    sealed: bytes = WebPusher(known).encode(json.dumps(told, ensure_ascii=False).encode())["body"]
    return sealed
