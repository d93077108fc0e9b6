"""What the page of a call that is written down offers: who may be calling for an owner, and what about."""

from datetime import datetime

from owners.enums.enquiries import About
from owners.models import Invoice, Owner, Tenure
from owners.queries import people, scope, topics
from owners.queries.topics import Topic
from portal.access.roles import OWNERS
from portal.accounts.models import User
from portal.lib import keys
from portal.web import words

LIFTS, INVOICES = 40, 6


def callers(owner: Owner, at: datetime) -> list[tuple[str, str]]:
    """Those who speak for the owner today, by name: «Pilar Ortega, presidente/a, 983 000 041»."""
    told = people.told_of_owner(owner.pk, OWNERS, at)
    said = [
        (
            str(one.person.pk),
            [one.person.name, *sorted(str(role.label).lower() for role in one.roles), one.person.phone],
        )
        for one in told
    ]
    return sorted(((key, ", ".join(part for part in parts if part)) for key, parts in said), key=lambda one: one[1])


def caller(owner: Owner, key: str, at: datetime) -> User:
    """Who speaks for the owner today under that key; raises StopIteration for anybody else, whom no form offers."""
    told = people.told_of_owner(owner.pk, OWNERS, at)
    return next(one.person for one in told if str(one.person.pk) == key)


def things(owner: Owner, at: datetime) -> list[tuple[str, str]]:
    """The owner's lifts and its last invoices."""
    held = Tenure.objects.held_on(scope.today(at)).filter(owner=owner).select_related("lift__building")
    lifts = [one.lift for one in held.order_by("lift__building__street", "lift__name", "pk")[:LIFTS]]
    named = [(f"{About.LIFT}:{one.pk}", f"{one.building.street}, {one.name}") for one in lifts]
    known = Invoice.objects.standing().announced().filter(owner=owner).order_by("-issued_on", "-pk")[:INVOICES]
    return named + [
        (f"{About.INVOICE}:{one.pk}", f"{one.number}, {words.money(one.total, one.currency)}") for one in known
    ]


def topic(caller: User, said: str, at: datetime) -> Topic | None:
    """The thing that was chosen, as far as the caller may ask about it."""
    about, _colon, key = said.partition(":")
    return topics.find(caller, at, about=about, key=keys.read(key))
