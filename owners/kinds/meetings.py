"""The owners' meeting, and the year that is over. Who told us of a meeting stands in its row."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _of(name: str, sentence: Any, facts: dict[str, Callable[[Any], Any]], shown: Shown = Shown.TIMELINE) -> Kind:
    return Kind(
        name=name,
        version=1,
        audience=Audience.OWNER,
        stream=Stream.Of.OWNER,
        sentence=sentence,
        stream_of=lambda subject: UUID(str(subject.owner_id)),
        facts=facts,
        group=Group.OWNERSHIP,
        shown=shown,
    )


_DAY: dict[str, Callable[[Any], Any]] = {"on": lambda meeting: meeting.on, "kind": lambda meeting: meeting.kind}

RECORDED = _of("meeting.recorded", _("Junta convocada"), _DAY)
CHANGED = _of("meeting.changed", _("La junta cambia de día o de clase"), _DAY)
CALLED_OFF = _of("meeting.called_off", _("Junta desconvocada"), _DAY)
AHEAD = _of(
    "meeting.ahead",
    _("Se manda la hoja para la junta"),
    _DAY | {"sha256": lambda meeting: meeting.sheet.sha256},
    Shown.FILTER,
)
YEAR_ENDED = _of(
    "year.ended",
    _("Informe del año"),
    {"year": lambda report: report.year, "sha256": lambda report: report.file.sha256},
    Shown.FILTER,
)
MEETINGS = (RECORDED, CHANGED, CALLED_OFF, AHEAD, YEAR_ENDED)
