"""Lines whose fact nobody writes yet. Each names the kinds it will follow and what brings them; once one of them is
there, a test asks for the letter.
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, Class, Topic
from notifications.touchpoint import DECIDE, Touchpoint
from portal.access.roles import Role

INSPECTIONS = "inspections"
SUMMARIES = "a fact of the day on which a window opens"


def _line(key: str, label: Any, kind: Class, topic: Topic, triggers: str, awaits: str, **more: Any) -> Touchpoint:
    common: dict[str, Any] = {"stale_after": timedelta(days=5), "roles": DECIDE, "channels": (Channel.EMAIL,)}
    names = frozenset(triggers.split())
    return Touchpoint(key=key, label=label, kind=kind, topic=topic, triggers=names, awaits=awaits, **(common | more))


LEGAL, SERVICE = Class.LEGAL, Class.SERVICE
LINES = (
    _line(
        "visit_window", _("Los días en que toca la revisión"), SERVICE, Topic.VISITS, "visit.window_opened", SUMMARIES
    ),
    _line(
        "visit_on_the_way",
        _("El técnico va a hacer la revisión"),
        SERVICE,
        Topic.VISITS,
        "visit.set_out",
        "a phone that tells of setting out before it arrives",
        stale_after=timedelta(minutes=20),
        roles=frozenset({Role.CHAIR, Role.CARETAKER}),
    ),
    _line(
        "incident_report", _("El informe de un accidente"), LEGAL, Topic.BREAKDOWNS, "incident.reported", "incidents"
    ),
    _line("inspection_due", _("Una inspección que toca"), LEGAL, Topic.PAPERS, "inspection.due", INSPECTIONS),
    _line(
        "inspection_result",
        _("El resultado de una inspección"),
        LEGAL,
        Topic.PAPERS,
        "inspection.recorded",
        INSPECTIONS,
    ),
    _line("defect_deadline", _("El plazo de un defecto"), LEGAL, Topic.PAPERS, "defect.due", INSPECTIONS),
)
