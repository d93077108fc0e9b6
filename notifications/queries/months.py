"""What a month was for the lifts of somebody, in numbers; also when nothing happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from maintenance.models import Breakdown, Lift, Visit
from owners.models import Mandate, Membership, Tenure
from portal.access.roles import Role
from portal.accounts.models import User
from portal.lib import clock

TOLD = (Role.CHAIR, Role.MANAGER)


@dataclass(frozen=True)
class OfLift:
    """A lift's month: visits made, breakdowns that were reported, and whether one is still open."""

    lift: Lift
    visits: int
    breakdowns: int
    is_open: bool


def readers(first: date, today: date) -> models.QuerySet[User]:
    """Whom a month is told to: chairs and managers of today, of owners we wrote to before it began."""
    mandates = _mandates(first, today)
    members = Membership.objects.held_on(today).filter(agency__in=mandates.values("agency"))
    spoken = models.Q(pk__in=mandates.values("person")) | models.Q(pk__in=members.values("person"))
    reached = models.Q(email__isnull=False) | models.Q(preference__summaries_on_paper=True)
    return User.objects.filter(spoken, reached, is_active=True).order_by("pk")


def of(person: User, first: date, last: date, today: date, zone: str) -> list[OfLift]:
    """The month, from its first day to its last, of each lift he speaks for today; by street."""
    begins, ends = clock.midnight(first, zone), clock.bounds(last, zone)[1]
    owners = _mandates(first, today).given_to(person, today).values("owner")
    held = Tenure.objects.held_on(today).filter(owner__in=owners)
    lifts = list(
        Lift.objects.select_related("building").filter(pk__in=held.values("lift")).order_by("building__street", "pk")
    )
    keys = [lift.pk for lift in lifts]
    visits = _counted(Visit.objects.completed().filter(finished_at__gte=begins, finished_at__lt=ends), keys)
    reported = Breakdown.objects.counted().filter(reported_at__lt=ends)
    breakdowns = _counted(reported.filter(reported_at__gte=begins), keys)
    still_open = _counted(reported.filter(restored_at=None), keys)
    return [OfLift(lift, visits.get(lift.pk, 0), breakdowns.get(lift.pk, 0), lift.pk in still_open) for lift in lifts]


def _mandates(first: date, today: date) -> Any:
    begins = clock.midnight(first, "UTC")
    return Mandate.objects.held_on(today).filter(role__in=TOLD, owner__speaking_since__lt=begins)


def _counted(rows: models.QuerySet[Any], lifts: Sequence[UUID]) -> dict[UUID, int]:
    counted = rows.filter(lift__in=lifts).order_by().values("lift").annotate(number=models.Count("pk"))
    return {row["lift"]: row["number"] for row in counted}
