"""Who is told of what happens to a lift, or to its owner."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from owners.models import Mandate, Membership, Owner, Tenure
from portal.access.models import Post, PostQuerySet
from portal.access.roles import RUN_COMPANY, Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock


@dataclass(frozen=True)
class Told:
    """Somebody who is told: since when we write to the owner, and which of the roles asked for he holds there."""

    person: User
    speaks_since: datetime | None
    roles: frozenset[Role] = frozenset()


def told(lift_id: UUID, roles: Collection[Role], at: datetime, *, who: User | None = None) -> list[Told]:
    """People who hold one of these roles for the lift's owner today; of one person, only whether he does."""
    tenure = Tenure.objects.held_on(_today(at)).select_related("owner").filter(lift=lift_id).first()
    return _speakers(tenure.owner, roles, at, who) if tenure else []


def told_of_owner(owner_id: UUID, roles: Collection[Role], at: datetime, *, who: User | None = None) -> list[Told]:
    """The same of an owner's own facts: invoices, the contract."""
    owner = Owner.objects.filter(pk=owner_id).first()
    return _speakers(owner, roles, at, who) if owner else []


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


def lifts_of(person: User, at: datetime) -> int:
    """How many lifts those have for whom he speaks, himself or through his firm."""
    held = Mandate.objects.given_to(person, _today(at))
    return Tenure.objects.held_on(_today(at)).filter(owner__in=held.values("owner")).count()


def languages(owners: Collection[UUID], day: date) -> dict[UUID, str]:
    """What who presides speaks, else who manages it in person; a community has no language of its own."""
    speak = {"role__in": (Role.CHAIR, Role.MANAGER), "person__isnull": False}
    given = Mandate.objects.held_on(day).filter(owner__in=owners, **speak)
    return dict(given.order_by("-role", "from_on", "pk").values_list("owner", "person__language"))


def language_of(owner: Owner, at: datetime) -> str:
    """The language its papers are written in."""
    return languages([owner.pk], _today(at)).get(owner.pk, companies.current().language)


def _speakers(owner: Owner, roles: Collection[Role], at: datetime, who: User | None) -> list[Told]:
    today = _today(at)
    mandates, memberships = Mandate.objects.held_on(today), Membership.objects.held_on(today)
    if who is not None:
        mandates, memberships = Mandate.objects.given_to(who, today), memberships.filter(person=who)
    holding: dict[User, set[Role]] = {}
    firms: dict[UUID, set[Role]] = {}
    for held in mandates.select_related("person").filter(owner=owner, role__in=list(roles)):
        if held.person:
            holding.setdefault(held.person, set()).add(Role(held.role))
        elif held.agency_id:
            firms.setdefault(held.agency_id, set()).add(Role(held.role))
    members = memberships.select_related("person").filter(agency__in=firms)
    for member in members if firms else ():
        holding.setdefault(member.person, set()).update(firms[member.agency_id])
    told = sorted(holding.items(), key=lambda item: item[0].pk)
    return [Told(person, owner.speaking_since, frozenset(found)) for person, found in told]


def _today(at: datetime) -> date:
    return clock.day_in(companies.current().time_zone, at)
