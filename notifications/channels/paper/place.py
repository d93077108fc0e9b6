"""Where a letter to a person goes: we know streets of owners, and none of people or of their firms."""

from dataclasses import dataclass
from datetime import datetime

from notifications.models import Message
from owners.models import Mandate, Owner, Tenure
from owners.queries import mandates, postings, scope
from portal.accounts.models import User
from portal.ledger.models import Stream


@dataclass(frozen=True)
class Place:
    """To whom, for which owner, and where; without an address somebody carries it there."""

    name: str
    owner: Owner | None
    address: str


def of(message: Message, person: User, at: datetime) -> Place:
    """Where he is found today: at the owner's he speaks for himself, in this matter or in another."""
    owner = owner_of(message, at)
    day = scope.today(at)
    if owner and Mandate.objects.held_on(day).filter(owner=owner, person=person).exists():
        address = owner.address or postings.houses([owner.pk]).get(owner.pk, "")
    else:
        address = mandates.street_of(person, day)
    return Place(person.name, owner, address)


def owner_of(message: Message, at: datetime) -> Owner | None:
    """Whose matter it is; a summary is of nobody's alone."""
    if message.entry is None:
        return None
    stream = message.entry.stream
    if stream.of == Stream.Of.OWNER:
        return Owner.objects.filter(pk=stream.pk).first()
    held = Tenure.objects.held_on(scope.today(at)).filter(lift=stream.pk)
    return Owner.objects.filter(pk__in=held.values("owner")).first()
