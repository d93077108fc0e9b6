"""Who reads what a technician leaves for the owner: the chair, else who manages."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from maintenance.queries.readers import Reader
from owners.models import Mandate, Tenure
from portal.access.roles import Role
from portal.company import queries as companies
from portal.lib import clock

READERS = (Role.CHAIR, Role.MANAGER)


def of(lifts: Collection[UUID], at: datetime) -> Mapping[UUID, Reader]:
    """By lift, in two queries."""
    today = clock.day_in(companies.current().time_zone, at)
    held = Tenure.objects.held_on(today).filter(lift__in=lifts)
    owners = dict(held.values_list("lift_id", "owner_id"))
    mandates = Mandate.objects.held_on(today).filter(owner__in=set(owners.values()), role__in=list(READERS))
    found: dict[UUID, Reader] = {}
    for mandate in sorted(mandates.select_related("person", "agency").order_by("from_on", "pk"), key=_rank):
        found.setdefault(mandate.owner_id, _reader(mandate))
    return {lift: found[owner] for lift, owner in owners.items() if owner in found}


def _rank(mandate: Mandate) -> int:
    return READERS.index(Role(mandate.role))


def _reader(mandate: Mandate) -> Reader:
    who = mandate.person or mandate.agency
    return Reader(name=who.name if who else "", role=str(Role(mandate.role).label))
