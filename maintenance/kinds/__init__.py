"""The facts of a lift's stream that maintenance writes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from maintenance.kinds.lapses import LAPSES as LAPSES
from maintenance.kinds.works import WORKS as WORKS
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _lift_itself(lift: Any) -> UUID:
    return UUID(str(lift.pk))


def _lift_of(subject: Any) -> UUID:
    return UUID(str(subject.lift_id))


LIFT_ENTERED = Kind(
    name="lift.entered",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("El ascensor entra en nuestra cartera"),
    stream_of=_lift_itself,
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
    stream_of=_lift_itself,
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
    stream_of=_lift_of,
    facts=_VISIT,
    group=Group.VISITS,
)

VISIT_CORRECTED = Kind(
    name="visit.corrected",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Revisión corregida"),
    stream_of=_lift_of,
    facts=_VISIT | {"corrected_at": lambda visit: visit.corrected_at},
    group=Group.VISITS,
)

VISIT_JOINED = Kind(
    name="visit.joined",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Dos anotaciones de la misma revisión, unidas en una"),
    stream_of=_lift_of,
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
        stream_of=_lift_of,
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

CALL_RECEIVED = Kind(
    name="call.received",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Aviso recibido"),
    stream_of=_lift_of,
    facts={
        "number": lambda call: call.number,
        "how": lambda call: call.how,
        "anyone_inside": lambda call: call.anyone_inside,
        "stopped": lambda call: call.stopped,
        "breakdown": lambda call: call.breakdown_id,
    },
    group=Group.BREAKDOWNS,
    shown=Shown.FILTER,
)

CALL_SETTLED = Kind(
    name="call.settled",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Aviso cerrado: el ascensor funcionaba"),
    stream_of=_lift_of,
    facts={"number": lambda call: call.number},
    group=Group.BREAKDOWNS,
)


def _breakdown_facts() -> dict[str, Any]:
    return {
        "number": lambda breakdown: breakdown.number,
        "reported_at": lambda breakdown: breakdown.reported_at,
        "technician": lambda breakdown: breakdown.technician_id,
        "entrapment": lambda breakdown: breakdown.entrapment,
        "stops_service": lambda breakdown: breakdown.stops_service,
        "next_update_by": lambda breakdown: breakdown.next_update_by,
    }


def _step(name: str, sentence: Any, *, shown: Shown = Shown.STORY, more: dict[str, Any] | None = None) -> Kind:
    return Kind(
        name=f"breakdown.{name}",
        version=1,
        audience=Audience.RESIDENTS,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=_lift_of,
        facts=_breakdown_facts() | (more or {}),
        group=Group.BREAKDOWNS,
        shown=shown,
    )


BREAKDOWN_CONFIRMED = _step("confirmed", _("Avería confirmada"), shown=Shown.TIMELINE)
BREAKDOWN_ASSIGNED = _step("assigned", _("Avería asignada"))
BREAKDOWN_ON_THE_WAY = _step("on_the_way", _("El técnico va en camino"))
BREAKDOWN_ARRIVED = _step("arrived", _("El técnico está en el edificio"))
BREAKDOWN_FREED = _step(
    "freed",
    _("Personas fuera de la cabina"),
    shown=Shown.FILTER,
    more={"freed_at": lambda breakdown: breakdown.freed_at},
)
BREAKDOWN_FOUND = _step("found", _("Motivo de la avería encontrado"), more={"cause": lambda breakdown: breakdown.cause})
BREAKDOWN_LEFT = _step(
    "left",
    _("El técnico se retira"),
    more={
        "left_at": lambda breakdown: breakdown.left_at,
        "because": lambda breakdown: breakdown.left_because,
    },
)
BREAKDOWN_PROMISED = _step("promised", _("Nueva hora prometida"))
BREAKDOWN_RESTORED = _step(
    "restored",
    _("Avería resuelta"),
    shown=Shown.TIMELINE,
    more={
        "restored_at": lambda breakdown: breakdown.restored_at,
        "cause": lambda breakdown: breakdown.cause,
        "attribution": lambda breakdown: breakdown.attribution,
        "repeats": lambda breakdown: breakdown.repeats_id,
    },
)


def _ringing(name: str, sentence: Any) -> Kind:
    """What an entrapment makes of the telephones: for those who work here, and for nobody's timeline."""
    return Kind(
        name=f"breakdown.{name}",
        version=1,
        audience=Audience.STAFF,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=_lift_of,
        facts={
            "number": lambda breakdown: breakdown.number,
            "technician": lambda breakdown: breakdown.technician_id,
        },
        group=Group.BREAKDOWNS,
        shown=Shown.STORY,
    )


BREAKDOWN_RUNG = _ringing("rung", _("Suena por personas dentro"))
BREAKDOWN_TAKEN = _ringing("taken", _("Alguien va a por las personas de dentro"))


def _authorisation(name: str, sentence: Any) -> Kind:
    """The owner's paper belongs to the lift's record (ITC AEM 1, art. 7)."""
    return Kind(
        name=f"contractor.{name}",
        version=1,
        audience=Audience.OWNER,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=_lift_of,
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
        stream_of=_lift_of,
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

RINGING = (BREAKDOWN_RUNG, BREAKDOWN_TAKEN)
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
    CALL_RECEIVED,
    CALL_SETTLED,
    BREAKDOWN_CONFIRMED,
    BREAKDOWN_ASSIGNED,
    BREAKDOWN_ON_THE_WAY,
    BREAKDOWN_ARRIVED,
    BREAKDOWN_FREED,
    BREAKDOWN_FOUND,
    BREAKDOWN_LEFT,
    BREAKDOWN_PROMISED,
    BREAKDOWN_RESTORED,
    *RINGING,
    *LAPSES,
)
