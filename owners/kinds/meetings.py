"""The owners' meeting, and the year that is over. Who told us of a meeting stands in its row."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from owners.kinds.streams import of_owner
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Shown

_OWNERSHIP: dict[str, Any] = {"audience": Audience.OWNER, "group": Group.OWNERSHIP}
_DAY: dict[str, Callable[[Any], Any]] = {"on": lambda meeting: meeting.on, "kind": lambda meeting: meeting.kind}

RECORDED = of_owner("meeting.recorded", _("Junta convocada"), _DAY, **_OWNERSHIP)
CHANGED = of_owner("meeting.changed", _("La junta cambia de día o de clase"), _DAY, **_OWNERSHIP)
CALLED_OFF = of_owner("meeting.called_off", _("Junta desconvocada"), _DAY, **_OWNERSHIP)
AHEAD = of_owner(
    "meeting.ahead",
    _("Se manda la hoja para la junta"),
    _DAY | {"sha256": lambda meeting: meeting.sheet.sha256},
    shown=Shown.FILTER,
    **_OWNERSHIP,
)
YEAR_ENDED = of_owner(
    "year.ended",
    _("Informe del año"),
    {"year": lambda report: report.year, "sha256": lambda report: report.file.sha256},
    shown=Shown.FILTER,
    **_OWNERSHIP,
)
MEETINGS = (RECORDED, CHANGED, CALLED_OFF, AHEAD, YEAR_ENDED)
