"""What a technician may work on: outside it nothing exists."""

from uuid import UUID

from django.db.models import Q, QuerySet

from maintenance.models import Breakdown, Lift, Visit
from portal.accounts.models import User


def lift(person: User, key: UUID, *, visit: UUID) -> Lift | None:
    """The lift, if it is one of the person's; also when only this visit was, before the office cancelled it."""
    given = Visit.objects.filter(pk=visit, technician__person=person).values("lift")
    rows = Lift.objects.select_related("building")
    return rows.filter(Q(pk__in=Lift.objects.workable_by(person).values("pk")) | Q(pk__in=given), pk=key).first()


def breakdowns(person: User) -> QuerySet[Breakdown]:
    """Open breakdowns of the person's lifts, and all that the person ever had."""
    lifts = Lift.objects.workable_by(person).values("pk")
    return Breakdown.objects.filter(Q(technician__person=person) | Q(restored_at=None, lift__in=lifts))
