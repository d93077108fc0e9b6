"""Who is told of what happens to a lift, or to its owner."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from owners.models import Mandate, Owner, Tenure
from portal.access.models import Post, PostQuerySet
from portal.access.roles import RUN_COMPANY, Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock


def told(lift_id: UUID, roles: Collection[Role], at: datetime) -> list[tuple[User, datetime | None]]:
    """People who hold one of these roles for the lift's owner today, each with since when we write to that owner."""
    tenure = Tenure.objects.held_on(_today(at)).select_related("owner").filter(lift=lift_id).first()
    return _speakers(tenure.owner, roles, at) if tenure else []


def told_of_owner(owner_id: UUID, roles: Collection[Role], at: datetime) -> list[tuple[User, datetime | None]]:
    """The same of an owner's own facts: invoices, the contract."""
    owner = Owner.objects.filter(pk=owner_id).first()
    return _speakers(owner, roles, at) if owner else []


def contact_of(lift_id: UUID, at: datetime) -> User | None:
    """Whom the lift's owner knows in the office today, if he still works there."""
    held = Tenure.objects.held_on(_today(at)).filter(lift=lift_id)
    known = User.objects.filter(pk__in=held.values("owner__contact"), is_active=True)
    return known.filter(pk__in=_posts(at).values("person")).order_by("pk").first()


def in_the_office(at: datetime) -> list[User]:
    """Everybody who runs the office today."""
    return list(User.objects.filter(pk__in=_posts(at).values("person"), is_active=True).order_by("pk"))


def _posts(at: datetime) -> PostQuerySet:
    return Post.objects.held_on(_today(at)).filter(role__in=RUN_COMPANY)


def _speakers(owner: Owner, roles: Collection[Role], at: datetime) -> list[tuple[User, datetime | None]]:
    today = _today(at)
    held = Mandate.objects.held_on(today).filter(owner=owner, role__in=list(roles))
    member = Q(memberships__agency__mandates__in=held, memberships__from_on__lte=today) & (
        Q(memberships__to_on=None) | Q(memberships__to_on__gt=today)
    )
    found = User.objects.filter(Q(mandates__in=held) | member).distinct().order_by("pk")
    return [(person, owner.speaking_since) for person in found]


def _today(at: datetime) -> date:
    return clock.day_in(companies.current().time_zone, at)
