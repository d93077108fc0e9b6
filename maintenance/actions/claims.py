"""Whose visit it is: the first who names a planned visit has it; a second technician's becomes one of its own."""

from dataclasses import dataclass
from uuid import UUID

from maintenance.actions.enclosures import Refused
from maintenance.enums import Objection, VisitState
from maintenance.models import Lift, Technician, Visit
from portal.lib.keys import new_key

UNCLAIMED = frozenset({VisitState.PLANNED, VisitState.CANCELLED})


@dataclass(frozen=True)
class Claim:
    """The row to go on with, or none and the key of the one to be made, beside which planned visit."""

    visit: Visit | None
    key: UUID
    beside: Visit | None = None


def claim(*, subject: UUID, lift: Lift, technician: Technician) -> Claim:
    """What a phone's words about a visit are to be written on; raises Refused when it is another lift's."""
    named = Visit.objects.filter(pk=subject).first()
    if named is None:
        return Claim(None, subject)
    if named.lift_id != lift.pk:
        raise Refused(Objection.OTHER_LIFT)
    if named.technician_id == technician.pk or VisitState(named.state) in UNCLAIMED:
        return Claim(named, named.pk)
    own = Visit.objects.filter(beside=named, technician=technician).order_by("-pk").first()
    return Claim(own, own.pk) if own else Claim(None, new_key(), beside=named)
