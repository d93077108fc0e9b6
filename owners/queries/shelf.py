"""Lifts with the completeness of their papers: of one person's lifts, and of all for the office. Paged by key."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from maintenance.models import Lift
from maintenance.models.lift import LiftQuerySet
from owners.models import DocumentVersion, Tenure
from owners.queries import dossiers, scope
from owners.queries.dossiers import Dossier
from owners.rules import dossier as law
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.lib import keys
from portal.lib.text import fold
from portal.web import pages

SIZE = 50


@dataclass(frozen=True)
class Row:
    """A lift and its dossier."""

    url: str
    street: str
    name: str
    rae: str
    dossier: Dossier


@dataclass(frozen=True)
class Page:
    """A page of them; `after` begins the next, empty on the last."""

    rows: list[Row]
    after: str


def page(person: User, at: datetime, *, typed: str = "", lacking: bool = False, after: str = "") -> Page:
    """Lifts whose papers the person may read, by street; only those that lack something if asked."""
    lifts = scope.lifts_for(person, Audience.OWNER, at).filter(left_on=None)
    for word in fold(typed).split():
        lifts = lifts.filter(search__contains=word)
    if lacking:
        lifts = _lacking(lifts, at)
    ordered = _following(lifts, after).select_related("building", "card").order_by("building__street", "name", "pk")
    found = list(ordered[: SIZE + 1])
    known = dossiers.of(found[:SIZE], at)
    rows = [_row(lift, known[lift.pk]) for lift in found[:SIZE]]
    return Page(rows, str(found[SIZE - 1].pk) if len(found) > SIZE else "")


def _row(lift: Lift, dossier: Dossier) -> Row:
    return Row(pages.address("owners:lift-papers", lift.pk), lift.building.street, lift.name, lift.rae, dossier)


def only(person: User, at: datetime) -> UUID | None:
    """The person's lift, when there is one and no other."""
    found = list(scope.lifts(person, at).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _lacking(lifts: LiftQuerySet, at: datetime) -> LiftQuerySet:
    """Those of which some paper of the dossier is not here or has run out; the record is here after a first visit."""
    today = scope.today(at)
    owner = Tenure.objects.held_on(today).filter(lift=OuterRef(OuterRef("pk"))).values("owner")
    about = Q(document__lift=OuterRef("pk")) | Q(document__building=OuterRef("building"))
    held = DocumentVersion.objects.current().filter(
        about | Q(document__owner__in=owner),
        Q(valid_until=None) | Q(valid_until__gte=today),
        document__kind__in=law.KINDS - {"log"},
    )
    many = held.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("document__kind", distinct=True))
    asked = len([ground for ground in law.LEGAL if law.holds(ground, today) and ground.kind != "log"])
    counted = lifts.annotate(papers=Coalesce(Subquery(many.values("n")), 0))
    found: LiftQuerySet = counted.filter(Q(papers__lt=asked) | Q(card=None) | Q(card__last_visit_at=None))
    return found


def _following(lifts: LiftQuerySet, after: str) -> LiftQuerySet:
    last = Lift.objects.filter(pk=after).select_related("building").first() if keys.read(after) else None
    if last is None:
        return lifts
    street = last.building.street
    same = Q(building__street=street) & (Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    return lifts.filter(Q(building__street__gt=street) | same)
