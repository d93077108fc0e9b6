"""A person's lifts asked from the end that suits how many they are; which lifts these are, `scope` says.

Who has 74 of ten thousand is asked from his own lifts, else every card in the house is looked at (60 ms a query). Whose
firm has them all is asked from the cards, one after another until the page is full, else ten thousand keys are listed
before the first row (20 ms a query). SQLite does it as it is worded; PostgreSQL chooses, once it sees the firms' keys.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet

from maintenance.models import LiftCard
from owners.models import Mandate, Membership, Tenure
from owners.queries import scope
from portal.access import grants
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts.models import User

EVEN = 32  # lifts² / all lifts at which both ends are equally far
A_MINUTE = 60


class Reach(Enum):
    """From which end: the person's lifts, each card, or every card there is."""

    THEIRS = auto()
    EACH = auto()
    EVERY = auto()


@dataclass(frozen=True)
class Seen:
    """A person's lifts at a moment: how many, of how many owners, and how they are asked for.

    `day` is the company's, by which mandates begin and end; `today` the person's, by which days are told.
    """

    person: User
    firms: list[UUID]
    at: datetime
    day: date
    today: date
    owners: int
    lifts: int
    reach: Reach

    def cards(self) -> QuerySet[LiftCard]:
        """The cards of the lifts whose page the person may open."""
        if self.reach is Reach.EVERY:
            return LiftCard.objects.all()
        if self.reach is Reach.EACH:
            return LiftCard.objects.filter(self.is_held(scope.READERS, lift="lift"))
        return LiftCard.objects.filter(lift__in=self.held(scope.READERS).values("lift"))

    def held(self, roles: frozenset[Role]) -> QuerySet[Tenure]:
        """What owners hold for whom the person has one of these roles."""
        given = Mandate.objects.given_to(self.person, self.day, self.firms).filter(role__in=roles)
        return Tenure.objects.held_on(self.day).filter(owner__in=given.values("owner"))

    def is_held(self, roles: frozenset[Role], *, lift: str) -> Exists:
        """The same, asked of one row; `lift` is its way to the lift."""
        given = Mandate.objects.given_to(self.person, self.day, self.firms).filter(role__in=roles)
        mine = Tenure.objects.held_on(self.day).filter(Exists(given.filter(owner=OuterRef("owner"))))
        return Exists(mine.filter(lift=OuterRef(lift)))


def seen(person: User, at: datetime) -> Seen:
    """What a person sees. The totals are counted once a minute: all of ten thousand lifts is read for them."""
    day = scope.today(at)
    totals = cache.get_or_set(f"seen:{person.pk}:{day}", lambda: _totals(person, at), A_MINUTE)
    owners, lifts, everybodys = totals or (0, 0, 0)
    firms = Membership.objects.held_on(day).filter(person=person).order_by("agency").values_list("agency", flat=True)
    return Seen(
        person=person,
        firms=list(firms.distinct()),
        at=at,
        day=day,
        today=at.astimezone(ZoneInfo(person.time_zone)).date(),
        owners=owners,
        lifts=lifts,
        reach=_reach(person, lifts, everybodys),
    )


def _totals(person: User, at: datetime) -> tuple[int, int, int]:
    cards = LiftCard.objects.all()
    owners, theirs = scope.owners(person, at), cards.filter(lift__in=scope.lifts(person, at))
    return owners.count(), theirs.count(), cards.count()


def _reach(person: User, lifts: int, everybodys: int) -> Reach:
    """From the cards, a page looks at a hundred times all lifts / theirs; from theirs, each query lists all of them."""
    if grants.may(person, Permission.RUN_OFFICE):
        return Reach.EVERY
    return Reach.EACH if lifts * lifts > EVEN * everybodys else Reach.THEIRS
