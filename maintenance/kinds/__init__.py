"""The facts of a lift's stream that maintenance writes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from maintenance.kinds.breakdowns import BREAKDOWN_ARRIVED as BREAKDOWN_ARRIVED
from maintenance.kinds.breakdowns import BREAKDOWN_ASSIGNED as BREAKDOWN_ASSIGNED
from maintenance.kinds.breakdowns import BREAKDOWN_CONFIRMED as BREAKDOWN_CONFIRMED
from maintenance.kinds.breakdowns import BREAKDOWN_DATED as BREAKDOWN_DATED
from maintenance.kinds.breakdowns import BREAKDOWN_FOUND as BREAKDOWN_FOUND
from maintenance.kinds.breakdowns import BREAKDOWN_FREED as BREAKDOWN_FREED
from maintenance.kinds.breakdowns import BREAKDOWN_LEFT as BREAKDOWN_LEFT
from maintenance.kinds.breakdowns import BREAKDOWN_ON_THE_WAY as BREAKDOWN_ON_THE_WAY
from maintenance.kinds.breakdowns import BREAKDOWN_PROMISED as BREAKDOWN_PROMISED
from maintenance.kinds.breakdowns import BREAKDOWN_RESTORED as BREAKDOWN_RESTORED
from maintenance.kinds.breakdowns import BREAKDOWN_RUNG as BREAKDOWN_RUNG
from maintenance.kinds.breakdowns import BREAKDOWN_TAKEN as BREAKDOWN_TAKEN
from maintenance.kinds.breakdowns import BREAKDOWNS as BREAKDOWNS
from maintenance.kinds.breakdowns import CALL_RECEIVED as CALL_RECEIVED
from maintenance.kinds.breakdowns import CALL_SETTLED as CALL_SETTLED
from maintenance.kinds.breakdowns import RINGING as RINGING
from maintenance.kinds.lapses import LAPSES as LAPSES
from maintenance.kinds.streams import of_its_lift, of_the_lift
from maintenance.kinds.works import WORKS as WORKS
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream

LIFT_ENTERED = Kind(
    name="lift.entered",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("El ascensor entra en nuestra cartera"),
    stream_of=of_the_lift,
    facts={
        "entered_on": lambda lift: lift.entered_on,
        "rae": lambda lift: lift.rae,
        "region": lambda lift: lift.region,
    },
    group=Group.OWNERSHIP,
)

LIFT_HANDED = Kind(
    name="lift.handed",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Pasa a cuidarlo otra persona"),
    stream_of=of_the_lift,
    facts={
        "route": lambda lift: lift.route_id,
        "technician": lambda lift: lift.route.technician_id if lift.route else None,
    },
    group=Group.VISITS,
    shown=Shown.FILTER,
)

_VISIT: dict[str, Callable[[Any], Any]] = {
    "started_at": lambda visit: visit.started_at,
    "finished_at": lambda visit: visit.finished_at,
    "recorded_at": lambda visit: visit.recorded_at,
    "received_at": lambda visit: visit.received_at,
    "technician": lambda visit: visit.technician_id,
    "contractor": lambda visit: visit.contractor_id,
    "scope": lambda visit: visit.scope,
    "plan": lambda visit: visit.plan_id,
    "ok": lambda visit: visit.ok,
    "adjusted": lambda visit: visit.adjusted,
    "observed": lambda visit: visit.observed,
    "pending": lambda visit: visit.pending,
    "not_done": lambda visit: visit.not_done,
    "condition_on_departure": lambda visit: visit.condition_on_departure,
}

VISIT_COMPLETED = Kind(
    name="visit.completed",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Revisión hecha"),
    stream_of=of_its_lift,
    facts=_VISIT,
    group=Group.VISITS,
)

VISIT_CORRECTED = Kind(
    name="visit.corrected",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Revisión corregida"),
    stream_of=of_its_lift,
    facts=_VISIT | {"corrected_at": lambda visit: visit.corrected_at},
    group=Group.VISITS,
)

VISIT_JOINED = Kind(
    name="visit.joined",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Dos anotaciones de la misma revisión, unidas en una"),
    stream_of=of_its_lift,
    facts=_VISIT,
    group=Group.VISITS,
)


def _planned(name: str, sentence: Any) -> Kind:
    """What becomes of the plan for a lift's next visit: the technician's phone is told, the timeline is not."""
    return Kind(
        name=f"visit.{name}",
        version=1,
        audience=Audience.STAFF,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=of_its_lift,
        facts={
            "day": lambda visit: visit.planned_on,
            "technician": lambda visit: visit.technician_id,
        },
        group=Group.VISITS,
        shown=Shown.STORY,
    )


VISIT_PLANNED = _planned("planned", _("Revisión prevista"))
VISIT_MOVED = _planned("moved", _("Revisión cambiada de día o de persona"))
VISIT_CANCELLED = _planned("cancelled", _("Revisión prevista anulada"))

BULLETIN_ISSUED = Kind(
    name="bulletin.issued",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Boletín emitido"),
    stream_of=lambda bulletin: UUID(str(bulletin.visit.lift_id)),
    facts={
        "number": lambda bulletin: bulletin.number,
        "visit": lambda bulletin: bulletin.visit_id,
        "sha256": lambda bulletin: bulletin.file.sha256,
        "corrects": lambda bulletin: bulletin.corrects_id,
        "late_photos": lambda bulletin: bulletin.late_photos,
    },
    group=Group.PAPERS,
    shown=Shown.FILTER,
)


def _authorisation(name: str, sentence: Any) -> Kind:
    """The owner's paper belongs to the lift's record (ITC AEM 1, art. 7)."""
    return Kind(
        name=f"contractor.{name}",
        version=1,
        audience=Audience.OWNER,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=of_its_lift,
        facts={
            "contractor": lambda authorisation: authorisation.contractor_id,
            "from_on": lambda authorisation: authorisation.from_on,
            "to_on": lambda authorisation: authorisation.to_on,
            "sha256": lambda authorisation: authorisation.file.sha256,
        },
        group=Group.PAPERS,
        shown=Shown.FILTER,
    )


def _closed(name: str, sentence: Any) -> Kind:
    """What becomes of a finding when no visit of a phone's settles it."""
    return Kind(
        name=f"finding.{name}",
        version=1,
        audience=Audience.OWNER,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=of_its_lift,
        facts={
            "visit": lambda finding: finding.visit_id,
            "item": lambda finding: finding.item,
            "severity": lambda finding: finding.severity,
            "found_at": lambda finding: finding.found_at,
            "settled_visit": lambda finding: finding.settled_visit_id,
        },
        group=Group.VISITS,
        shown=Shown.FILTER,
    )


FINDING_SETTLED = _closed("settled", _("Hallazgo resuelto"))
FINDING_WITHDRAWN = _closed("withdrawn", _("Hallazgo retirado"))

CONTRACTOR_AUTHORISED = _authorisation("authorised", _("Autorización del titular a una contrata"))
CONTRACTOR_ENDED = _authorisation("ended", _("Termina la autorización a una contrata"))

PLANS = (VISIT_PLANNED, VISIT_MOVED, VISIT_CANCELLED)
ALL = (
    LIFT_ENTERED,
    LIFT_HANDED,
    VISIT_COMPLETED,
    VISIT_CORRECTED,
    VISIT_JOINED,
    *PLANS,
    *WORKS,
    FINDING_SETTLED,
    FINDING_WITHDRAWN,
    CONTRACTOR_AUTHORISED,
    CONTRACTOR_ENDED,
    BULLETIN_ISSUED,
    *BREAKDOWNS,
    *LAPSES,
)
