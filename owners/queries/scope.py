"""Which rows a person may touch. Outside it a row does not exist: the same 404 as for one that never was."""

from datetime import date, datetime

from django.db import models

from maintenance.models import Breakdown, Bulletin, Lift, Visit
from maintenance.models.breakdown import BreakdownQuerySet
from maintenance.models.lift import LiftQuerySet
from maintenance.models.visit import VisitQuerySet
from owners.models import Mandate, Owner, Tenure
from portal.access import grants
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import AUDIENCES, PERMISSIONS, Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock


def owners(person: User, at: datetime) -> models.QuerySet[Owner]:
    """Owners a person speaks for now, and may see the lifts of."""
    roles = [role for role in Role if Permission.READ_OWN_LIFTS in PERMISSIONS[role]]
    held = Mandate.objects.given_to(person, today(at)).filter(role__in=roles)
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


def audiences_on(person: User, lift: Lift, at: datetime) -> frozenset[Audience]:
    """Audiences a person belongs to on one lift: by post, or by the mandates of its owner."""
    posts = grants.of(person).roles & {Role.OFFICE, Role.ADMIN}
    owner = Tenure.objects.held_on(today(at)).filter(lift=lift).values("owner")
    roles = Mandate.objects.given_to(person, today(at)).filter(owner__in=owner).values_list("role", flat=True)
    held = [*posts, *(Role(role) for role in roles)]
    return frozenset().union(*(AUDIENCES[role] for role in held)) if held else frozenset()


def owner_of(lift: Lift, at: datetime) -> Owner | None:
    """Whose lift it is now."""
    return Owner.objects.filter(pk__in=Tenure.objects.held_on(today(at)).filter(lift=lift).values("owner")).first()


def today(at: datetime) -> date:
    return clock.day_in(companies.current().time_zone, at)
