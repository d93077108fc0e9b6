"""Finding people, their invitations and their sessions."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q

from portal.accounts.models import Closure, Invitation, SignIn, User
from portal.lib.text import fold

STATES: dict[str, Q] = {
    "came-in": Q(came_in_at__isnull=False),
    "invited": Q(came_in_at=None, invited_until__isnull=False),
    "never": Q(came_in_at=None, invited_until=None, email__isnull=False),
    "no-email": Q(email=None),
    "closed": Q(is_active=False),
}


def with_email(email: str) -> User | None:
    """The active person with that address."""
    return User.objects.at_address(email).filter(is_active=True).first()


def with_emails(emails: Collection[str]) -> dict[str, User]:
    """Active people by their address."""
    return {str(person.email): person for person in User.objects.filter(email__in=emails, is_active=True)}


def open_sign_ins(person: User, at: datetime) -> models.QuerySet[SignIn]:
    """Sessions neither ended nor run out, newest first."""
    return SignIn.objects.filter(person=person, ended_at=None, expires_at__gt=at).order_by("-began_at", "-pk")


def closures(person: User) -> models.QuerySet[Closure]:
    """When the account was closed and opened again, and by whom, newest first."""
    told = Closure.objects.filter(person=person).select_related("closed_by", "reopened_by")
    return told.order_by("-closed_at", "-pk")


def everybody(at: datetime) -> models.QuerySet[User]:
    """All people with when they last came in and until when an invitation is open, by name.

    The order is of the folded text: Álvaro stands among the A.
    """
    open_invitation = Invitation.objects.filter(
        person=models.OuterRef("pk"), used_at=None, voided_at=None, expires_at__gt=at
    )
    last = SignIn.objects.filter(person=models.OuterRef("pk")).order_by("-began_at", "-pk")
    return User.objects.annotate(
        came_in_at=models.Subquery(last.values("began_at")[:1], output_field=models.DateTimeField()),
        invited_until=models.Subquery(open_invitation.values("expires_at")[:1], output_field=models.DateTimeField()),
    ).order_by("search", "pk")


def called(people: models.QuerySet[User], wanted: str) -> models.QuerySet[User]:
    """Those whose name or address has every word in it; accents and capitals do not count."""
    for word in fold(wanted).split():
        people = people.filter(search__contains=word)
    return people


def following(people: models.QuerySet[User], last: User | None) -> models.QuerySet[User]:
    """The people after one, in the order of the list: a page begins where the one before ended."""
    if last is None:
        return people
    return people.filter(Q(search__gt=last.search) | Q(search=last.search, pk__gt=last.pk))


def counts(at: datetime) -> dict[str, int]:
    """How many people are in each state, and in all."""
    return (
        everybody(at)
        .order_by()
        .aggregate(all=models.Count("pk"), **{key: models.Count("pk", filter=state) for key, state in STATES.items()})
    )
