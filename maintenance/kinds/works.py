"""The facts of a work: a repair, an upgrade or another that a lift may stand for."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from maintenance.kinds.streams import of_its_lift
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _of(name: str, sentence: Any, *, shown: Shown = Shown.TIMELINE) -> Kind:
    """What becomes of a work: residents learn when their lift will stand, and that it is over."""
    return Kind(
        name=f"work.{name}",
        version=1,
        audience=Audience.RESIDENTS,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=of_its_lift,
        facts={
            "number": lambda work: work.number,
            "kind": lambda work: work.kind,
            "technician": lambda work: work.technician_id,
            "finding": lambda work: work.finding_id,
            "from_at": lambda work: work.from_at,
            "to_at": lambda work: work.to_at,
            "stops_service": lambda work: work.stops_service,
            "begun_at": lambda work: work.begun_at,
            "ended_at": lambda work: work.ended_at,
        },
        group=Group.WORKS,
        shown=shown,
    )


PLANNED = _of("planned", _("Trabajo previsto"))
MOVED = _of("moved", _("Trabajo cambiado de día, de hora o de persona"), shown=Shown.FILTER)
BEGUN = _of("begun", _("Trabajo empezado"), shown=Shown.FILTER)
DONE = _of("done", _("Trabajo hecho"))
CANCELLED = _of("cancelled", _("Trabajo anulado"))

WORKS = (PLANNED, MOVED, BEGUN, DONE, CANCELLED)
