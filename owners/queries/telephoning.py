"""What the page of a call that is written down offers: who may be calling for an owner, and what about."""

from datetime import datetime

from owners.enums.enquiries import About, EnquiryState
from owners.models import Enquiry, Invoice, Owner, Tenure
from owners.queries import people, scope, topics
from owners.queries.topics import Topic
from portal.access.roles import OWNERS
from portal.accounts.models import User
from portal.lib import keys
from portal.web import words

LIFTS, INVOICES, ENQUIRIES, CALLERS = 40, 6, 12, 12


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
    named = [(f"{About.LIFT}:{one.pk}", one.place) for one in lifts]
    known = Invoice.objects.standing().announced().filter(owner=owner).order_by("-issued_on", "-pk")[:INVOICES]
    return named + [
        (f"{About.INVOICE}:{one.pk}", f"{one.number}, {words.money(one.total, one.currency)}") for one in known
    ]


def topic(caller: User, said: str, at: datetime) -> Topic | None:
    """The thing that was chosen, as far as the caller may ask about it."""
    about, _colon, key = said.partition(":")
    return topics.find(caller, at, about=about, key=keys.read(key))


def going_on(owner: Owner) -> list[tuple[str, str]]:
    """The owner's enquiries nobody has closed, the last spoken of first: «C-2026-0001, Pilar Ortega: ¿Y esto?»."""
    found = Enquiry.objects.filter(owner=owner).exclude(state=EnquiryState.CLOSED).select_related("asked_by")
    rows = found.order_by("-said_at", "-pk")[:ENQUIRIES]
    return [(str(one.pk), f"{one.number}, {one.asked_by.name}: {one.title}") for one in rows]


def enquiry(caller: User, key: str, at: datetime) -> Enquiry | None:
    """The one that was chosen, as far as the caller may read it."""
    chosen = keys.read(key)
    return scope.enquiries(caller, at).filter(pk=chosen).first() if chosen else None


def readers(one: Enquiry, at: datetime) -> list[tuple[str, str]]:
    """Those who may be calling about it: who speaks for its owner and may read it, who asked it first."""
    speak = [told.person for told in people.told_of_owner(one.owner_id, OWNERS, at)]
    order = sorted(speak, key=lambda person: (person.pk != one.asked_by_id, person.name))[:CALLERS]
    reads = [person for person in order if scope.enquiries(person, at).filter(pk=one.pk).exists()]
    return [(str(person.pk), person.name) for person in reads]
