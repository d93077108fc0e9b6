"""Who is told of what happens to a lift."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from owners.models import Mandate, Tenure
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock


def told(lift_id: UUID, roles: Collection[Role], at: datetime) -> list[tuple[User, datetime | None]]:
    """People who hold one of these roles for the lift's owner today, each with since when we write to that owner."""
    today = clock.day_in(companies.current().time_zone, at)
    tenure = Tenure.objects.held_on(today).select_related("owner").filter(lift=lift_id).first()
    if tenure is None:
        return []
    held = Mandate.objects.held_on(today).filter(owner=tenure.owner, role__in=list(roles))
    member = Q(memberships__agency__mandates__in=held, memberships__from_on__lte=today) & (
        Q(memberships__to_on=None) | Q(memberships__to_on__gt=today)
    )
    found = User.objects.filter(Q(mandates__in=held) | member).distinct().order_by("pk")
    return [(person, tenure.owner.speaking_since) for person in found]
