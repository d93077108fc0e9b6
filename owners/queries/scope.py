"""Which rows a person may touch. Outside it a row does not exist: the same 404 as for one that never was."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models

from maintenance.models import Breakdown, Bulletin, Lift, Photo, Visit
from maintenance.models.breakdown import BreakdownQuerySet
from maintenance.models.lift import LiftQuerySet
from maintenance.models.photo import PhotoQuerySet
from maintenance.models.visit import VisitQuerySet
from maintenance.queries import workable
from owners.models import Mandate, Owner, Tenure
from portal.access import grants
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import AUDIENCES, PERMISSIONS, Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock

SHEET = ("building", "card", "route__technician__person")
EVERYTHING = frozenset({Role.OFFICE, Role.ADMIN})
PAPER_READERS = frozenset(role for role in Role if Audience.OWNER in AUDIENCES[role])
READERS = frozenset(role for role in Role if Permission.READ_OWN_LIFTS in PERMISSIONS[role])


@dataclass(frozen=True)
class Reading:
    """One lift as one person may read it: whose it is today, and which audiences the person belongs to."""

    lift: Lift
    owner: Owner | None
    audiences: frozenset[Audience]


def owners(person: User, at: datetime) -> models.QuerySet[Owner]:
    """Owners a person speaks for now, and may see the lifts of."""
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=READERS)
    return Owner.objects.filter(pk__in=held.values("owner"))


def lifts(person: User, at: datetime) -> LiftQuerySet:
    """Lifts of the owners a person speaks for. The office sees all, by its own permission."""
    everything: LiftQuerySet = Lift.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    held = Tenure.objects.held_on(today(at)).filter(owner__in=owners(person, at))
    return everything.filter(pk__in=held.values("lift"))


def visits(person: User, at: datetime) -> VisitQuerySet:
    """Visits to those lifts, for whom facts of the owner's audience are meant."""
    return Visit.objects.filter(lift__in=lifts_for(person, Audience.OWNER, at))


def breakdowns(person: User, at: datetime) -> BreakdownQuerySet:
    """Breakdowns of those lifts."""
    return Breakdown.objects.filter(lift__in=lifts(person, at))


def bulletins(person: User, at: datetime) -> models.QuerySet[Bulletin]:
    """Bulletins of those visits."""
    return Bulletin.objects.filter(visit__lift__in=lifts_for(person, Audience.OWNER, at))


def photos(person: User, at: datetime) -> PhotoQuerySet:
    """Photos of what the person reads as an owner does, or works on. What a correction took back is gone for all."""
    lifts = lifts_for(person, Audience.OWNER, at)
    if grants.may(person, Permission.WORK_ON_LIFTS):
        theirs = workable.lifts(person, at)
        lifts = Lift.objects.filter(models.Q(pk__in=lifts.values("pk")) | models.Q(pk__in=theirs.values("pk")))
    keys = lifts.values("pk")
    of_visit, of_breakdown = models.Q(visit__lift__in=keys), models.Q(breakdown__lift__in=keys)
    of_finding = models.Q(finding__lift__in=keys, finding__withdrawn_at=None)
    return Photo.objects.here().filter(of_visit | of_breakdown | of_finding)


def lifts_for(person: User, audience: Audience, at: datetime) -> LiftQuerySet:
    """Lifts of which the person may read facts of an audience."""
    everything: LiftQuerySet = Lift.objects.all()
    if grants.may(person, Permission.RUN_OFFICE):
        return everything
    roles = [role for role in Role if audience in AUDIENCES[role]]
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=roles)
    return everything.filter(
        pk__in=Tenure.objects.held_on(today(at)).filter(owner__in=held.values("owner")).values("lift")
    )


def reading(person: User, key: UUID, at: datetime) -> Reading | None:
    """The lift with its building, its card and who looks after it, in two queries; None outside the person's scope."""
    day = today(at)
    whole = Tenure.objects.select_related("owner__contact", *(f"lift__{part}" for part in SHEET))
    tenure = whole.held_on(day).filter(lift=key).order_by("owner").first()
    runs_office = grants.may(person, Permission.RUN_OFFICE)
    if tenure is None and not runs_office:
        return None
    roles = _roles_on(person, key, day)
    lift = tenure.lift if tenure else Lift.objects.filter(pk=key).select_related(*SHEET).first()
    if lift is None or not (runs_office or roles & READERS):
        return None
    return Reading(lift, tenure.owner if tenure else None, _audiences(roles))


def audiences_on(person: User, lift: Lift, at: datetime) -> frozenset[Audience]:
    """Audiences a person belongs to on one lift: by post, or by the mandates of its owner."""
    return _audiences(_roles_on(person, lift.pk, today(at)))


def _roles_on(person: User, lift: UUID, day: date) -> frozenset[Role]:
    owners_today = Tenure.objects.held_on(day).filter(lift=lift).values("owner")
    given = Mandate.objects.given_to(person, day).filter(owner__in=owners_today).values_list("role", flat=True)
    return (grants.of(person).roles & EVERYTHING) | {Role(role) for role in given}


def _audiences(roles: frozenset[Role]) -> frozenset[Audience]:
    return frozenset().union(*(AUDIENCES[role] for role in roles))


def owner_of(lift: Lift, at: datetime) -> Owner | None:
    """Whose lift it is now."""
    return Owner.objects.filter(pk__in=Tenure.objects.held_on(today(at)).filter(lift=lift).values("owner")).first()


def today(at: datetime) -> date:
    return clock.day_in(companies.current().time_zone, at)
