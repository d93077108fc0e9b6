"""The facts of what we promised or owed and did not keep in time: written by us, before anybody asks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from maintenance.kinds.streams import of_its_lift, of_the_lift
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _of_news(name: str, sentence: Any, audience: Audience, shown: Shown) -> Kind:
    return Kind(
        name=f"breakdown.{name}",
        version=1,
        audience=audience,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=of_its_lift,
        facts={
            "number": lambda breakdown: breakdown.number,
            "technician": lambda breakdown: breakdown.technician_id,
            "next_update_by": lambda breakdown: breakdown.next_update_by,
        },
        group=Group.BREAKDOWNS,
        shown=shown,
    )


def _of_visit(name: str, sentence: Any) -> Kind:
    """About the lift; the facts say until which day its visit was due, and for which day it is planned."""
    return Kind(
        name=f"visit.{name}",
        version=1,
        audience=Audience.OWNER,
        stream=Stream.Of.LIFT,
        sentence=sentence,
        stream_of=of_the_lift,
        facts={},
        group=Group.VISITS,
        shown=Shown.FILTER,
    )


NEWS_DUE = _of_news("news_due", _("Llega la hora prometida sin noticia"), Audience.STAFF, Shown.STORY)
NEWS_UNKEPT = _of_news("news_unkept", _("Pasó la hora prometida sin noticia"), Audience.RESIDENTS, Shown.FILTER)
STOPPED_LONG = _of_news("stopped_long", _("Lleva más de cuatro horas parado"), Audience.RESIDENTS, Shown.FILTER)
VISIT_CLOSING = _of_visit("closing", _("Se acaba el plazo de la revisión y no tiene día"))
VISIT_OVERDUE = _of_visit("overdue", _("Pasa el plazo de la revisión sin hacerla"))

LAPSES = (NEWS_DUE, NEWS_UNKEPT, STOPPED_LONG, VISIT_CLOSING, VISIT_OVERDUE)
