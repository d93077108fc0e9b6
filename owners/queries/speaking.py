"""Owners we do not write to yet, as the office chooses among them; and the waves in which it began."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from owners.models import Agency, Mandate, Owner, Tenure, Wave
from owners.queries import scope
from portal.access.roles import Role
from portal.lib.text import fold

SHOWN = 100
FIRST = (Role.CHAIR, Role.MANAGER)  # whom the first letter is for


@dataclass(frozen=True)
class Silent:
    """An owner we do not write to: how many lifts, and who would read the first letter."""

    key: UUID
    name: str
    address: str
    lifts: int
    readers: list[str]


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed: by words, and by the firm that speaks for them."""

    words: str = ""
    firm: UUID | None = None


def silent(asked: Asked, at: datetime) -> QuerySet[Owner]:
    """Owners we do not write to, with a lift of ours today, by name; those of a wave that has begun are none."""
    today = scope.today(at)
    held = Tenure.objects.held_on(today)
    rows = Owner.objects.filter(speaking_since=None, pk__in=held.values("owner"))
    rows = rows.exclude(beginnings__taken_at__isnull=False)
    for word in fold(asked.words).split():
        rows = rows.filter(search__contains=word)
    if asked.firm:
        rows = rows.filter(pk__in=Mandate.objects.held_on(today).filter(agency=asked.firm).values("owner"))
    return rows.order_by("name", "pk")


def told(owners: Collection[Owner], at: datetime) -> list[Silent]:
    """The same as the page prints them."""
    today, keys = scope.today(at), [owner.pk for owner in owners]
    held = Tenure.objects.held_on(today).filter(owner__in=keys).order_by().values("owner").annotate(n=Count("pk"))
    lifts = {row["owner"]: row["n"] for row in held}
    readers = _readers(keys, today)
    return [Silent(one.pk, one.name, one.address, lifts.get(one.pk, 0), readers[one.pk]) for one in owners]


def _readers(owners: Collection[UUID], today: date) -> dict[UUID, list[str]]:
    """Chairs and firms by owner."""
    found = defaultdict[UUID, list[str]](list)
    held = Mandate.objects.held_on(today).filter(owner__in=owners, role__in=FIRST)
    for mandate in held.select_related("person", "agency").order_by("role", "pk"):
        who = mandate.person or mandate.agency
        found[mandate.owner_id].append(who.name if who else "")
    return found


def firms(at: datetime) -> QuerySet[Agency]:
    """Firms that speak for somebody we do not write to."""
    quiet = Mandate.objects.held_on(scope.today(at)).filter(owner__in=silent(Asked(), at).order_by().values("pk"))
    return Agency.objects.filter(pk__in=quiet.values("agency")).order_by("name", "pk")


def every() -> QuerySet[Wave]:
    """Every wave, begun or not."""
    return Wave.objects.select_related("started_by", "job").order_by("-chosen_at", "-pk")


def waves() -> QuerySet[Wave]:
    """Those that began, the latest first, with how many owners."""
    begun = Count("beginnings", filter=Q(beginnings__taken_at__isnull=False))
    return (
        Wave.objects.exclude(started_at=None)
        .annotate(n=begun)
        .select_related("started_by")
        .order_by("-started_at", "-pk")
    )


def chosen() -> QuerySet[Wave]:
    """Those that were chosen and have begun nothing, the latest first, with how many owners still wait."""
    silent = Count("beginnings", filter=Q(beginnings__owner__speaking_since=None))
    found = Wave.objects.filter(started_at=None).annotate(n=silent).select_related("chosen_by")
    return found.order_by("-chosen_at", "-pk")
