"""The facts of calls and of the breakdowns that come of them, up to what makes telephones ring."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from maintenance.kinds.streams import of_its_lift
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream

CALL_RECEIVED = Kind(
    name="call.received",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Aviso recibido"),
    stream_of=of_its_lift,
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
    stream_of=of_its_lift,
    facts={"number": lambda call: call.number},
    group=Group.BREAKDOWNS,
)

_BREAKDOWN: dict[str, Callable[[Any], Any]] = {
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
        stream_of=of_its_lift,
        facts=_BREAKDOWN | (more or {}),
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
# That a step's moment is told after the step: `step` and `moment`; it corrects the entry of the step.
BREAKDOWN_DATED = _step("dated", _("Se sabe cuándo fue un paso de la avería"), shown=Shown.FILTER)
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
        stream_of=of_its_lift,
        facts={
            "number": lambda breakdown: breakdown.number,
            "technician": lambda breakdown: breakdown.technician_id,
        },
        group=Group.BREAKDOWNS,
        shown=Shown.STORY,
    )


BREAKDOWN_RUNG = _ringing("rung", _("Suena por personas dentro"))
BREAKDOWN_TAKEN = _ringing("taken", _("Alguien va a por las personas de dentro"))

RINGING = (BREAKDOWN_RUNG, BREAKDOWN_TAKEN)
BREAKDOWNS = (
    CALL_RECEIVED,
    CALL_SETTLED,
    BREAKDOWN_CONFIRMED,
    BREAKDOWN_ASSIGNED,
    BREAKDOWN_ON_THE_WAY,
    BREAKDOWN_ARRIVED,
    BREAKDOWN_FREED,
    BREAKDOWN_FOUND,
    BREAKDOWN_DATED,
    BREAKDOWN_LEFT,
    BREAKDOWN_PROMISED,
    BREAKDOWN_RESTORED,
    *RINGING,
)
