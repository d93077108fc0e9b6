"""Contractors, and on which lifts the owners let them work."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import models

from maintenance.models import Contractor, ContractorAuthorisation, Lift, Technician
from portal.lib import clock


def every() -> models.QuerySet[Contractor]:
    """All contractors, those that work for us first, by name."""
    return Contractor.objects.order_by(models.F("ended_on").asc(nulls_first=True), "name", "pk")


def listed(today: date) -> models.QuerySet[Contractor]:
    """With how many people and how many lifts each has today."""
    running = models.Q(authorisations__to_on=None) | models.Q(authorisations__to_on__gt=today)
    return every().annotate(
        people=models.Count("technicians", distinct=True),
        lifts=models.Count(
            "authorisations__lift",
            distinct=True,
            filter=running & models.Q(authorisations__from_on__lte=today, authorisations__lift__left_on=None),
        ),
    )


def running(today: date) -> models.QuerySet[Contractor]:
    """Those that work for us on a day."""
    return every().filter(models.Q(ended_on=None) | models.Q(ended_on__gt=today), began_on__lte=today)


def people_of(contractor: Contractor) -> models.QuerySet[Technician]:
    """Its technicians, by name."""
    return Technician.objects.filter(contractor=contractor).select_related("person").order_by("person__name", "pk")


def our_own() -> models.QuerySet[Technician]:
    """Technicians of no contractor who may be given work, by name."""
    working = Technician.objects.filter(contractor=None, person__is_active=True)
    return working.select_related("person").order_by("person__name", "pk")


def authorisations() -> models.QuerySet[ContractorAuthorisation]:
    """All of them, the open ones first, then by street."""
    return ContractorAuthorisation.objects.select_related("contractor", "lift__building", "file").order_by(
        models.F("to_on").desc(nulls_first=True), "lift__building__street", "lift__name", "pk"
    )


def may_work(technician: Technician, lift: Lift, day: date) -> bool:
    """Whether the technician may be given work on a lift that day: our own always, a contractor's with the owner's
    written authorisation on file (ITC AEM 1, art. 7).
    """
    return lift.pk in allowed(technician, [lift.pk], day)


def may_work_now(technician: Technician, lift: Lift, at: datetime) -> bool:
    """The same, of the day it is at the lift's place."""
    if technician.contractor_id is None:
        return True
    return may_work(technician, lift, clock.day_in(lift.building.time_zone, at))


def allowed(technician: Technician, lifts: Collection[UUID], day: date) -> set[UUID]:
    """Of these lifts, those the technician may be given work on that day."""
    if technician.contractor_id is None:
        return set(lifts)
    held = ContractorAuthorisation.objects.holding_on(day).filter(contractor=technician.contractor_id, lift__in=lifts)
    return set(held.values_list("lift_id", flat=True))
