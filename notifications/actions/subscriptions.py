"""Telephones that take notices: made known at each start of the app, forgotten when they are gone."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from notifications.enums import Door, Ending
from notifications.models import Subscription
from notifications.queries import subscriptions
from notifications.rules import endpoints
from portal.accounts.models import User

MOST = 10  # telephones of one person; the one opened longest ago makes room


class NotAllowed(Exception):
    """The address is none of a push service we know."""


class TakenOff(Exception):
    """Its owner took it off, and has not asked for it since."""


@dataclass(frozen=True)
class Address:
    """What a browser gives: where to send, and the keys only it can open."""

    endpoint: str
    p256dh: str
    auth: str


@transaction.atomic
def keep(
    *, person: User, address: Address, at: datetime, door: Door = Door.FIELD, is_asked: bool = True
) -> tuple[Subscription, bool]:
    """The telephone is told from now on; answers whether it was not before. Raises NotAllowed.

    It is whose app is open on it: what another person left there ends. One that only makes itself known anew, and is
    not asked for by a tap, stays off when its owner took it off: raises TakenOff.
    """
    if endpoints.place(address.endpoint, settings.PUSH_HOSTS) is None:
        raise NotAllowed
    digest = endpoints.digest(address.endpoint)
    known = Subscription.objects.live().filter(digest=digest).first()
    if not known and not is_asked and _was_taken_off(person, digest):
        raise TakenOff
    if known and known.person_id == person.pk and (known.p256dh, known.auth) == (address.p256dh, address.auth):
        Subscription.objects.filter(pk=known.pk).update(synced_at=at)
        return known, False

    if known:
        _end(known, Ending.REPLACED if known.person_id == person.pk else Ending.MOVED, at)
    made = _new(person, digest, address, at, door)
    for other in subscriptions.of(person)[MOST:]:
        _end(other, Ending.TOO_MANY, at)
    return made, True


def _was_taken_off(person: User, digest: str) -> bool:
    last = Subscription.objects.filter(person=person, digest=digest).order_by("-made_at", "-pk").first()
    return last is not None and last.gone_because == Ending.LEFT


def _new(person: User, digest: str, address: Address, at: datetime, door: Door) -> Subscription:
    """Two starts of the app at once make one row."""
    columns = {"endpoint": address.endpoint, "p256dh": address.p256dh, "auth": address.auth, "door": door}
    try:
        with transaction.atomic():
            return Subscription.objects.create(person=person, digest=digest, made_at=at, synced_at=at, **columns)
    except IntegrityError:
        return Subscription.objects.live().get(digest=digest)


def leave(*, person: User, digest: str, at: datetime) -> None:
    """The telephone is told nothing more, because its owner says so; one that is none of his is left alone."""
    for known in subscriptions.of(person).filter(digest=digest):
        _end(known, Ending.LEFT, at)


def lose(telephone: Subscription, *, at: datetime) -> None:
    """Its push service knows it no more."""
    _end(telephone, Ending.GONE, at)


def silence(telephone: Subscription, *, at: datetime) -> None:
    """It takes everything and shows nothing; the app makes it known again when it is opened."""
    _end(telephone, Ending.SILENT, at)


def _end(telephone: Subscription, because: Ending, at: datetime) -> None:
    live = Subscription.objects.live().filter(pk=telephone.pk)
    live.update(gone_at=at, gone_because=because, endpoint="", p256dh="", auth="")
