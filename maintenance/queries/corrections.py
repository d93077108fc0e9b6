"""What a corrected bulletin tells otherwise than the one it replaces, read off the ledger's facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from maintenance import kinds
from maintenance.enums import Condition, Frequency
from maintenance.models import Bulletin
from maintenance.queries import visits
from portal.ledger.models import Entry
from portal.web import words


@dataclass(frozen=True)
class Change:
    """One thing that was told otherwise before."""

    what: str
    before: str
    after: str


def changes(bulletin: Bulletin, *, now: datetime) -> list[Change]:
    """Scope, times, points and how the lift was left, where they differ; nothing of the first bulletin of a visit."""
    if bulletin.corrects is None:
        return []
    zone = ZoneInfo(bulletin.visit.lift.building.time_zone)
    earlier, later = (_told(_fact(one), zone, now) for one in (bulletin.corrects, bulletin))
    return [Change(what, earlier[what], told) for what, told in later.items() if earlier.get(what, told) != told]


def _fact(bulletin: Bulletin) -> Mapping[str, Any]:
    """What was known of the visit when the bulletin was issued."""
    stream = Entry.objects.of_stream(bulletin.visit.lift_id)
    issued = stream.get(subject_id=bulletin.pk, kind=kinds.BULLETIN_ISSUED.name)
    told = stream.filter(subject_id=bulletin.visit_id, kind__in=visits.TOLD, number__lt=issued.number)
    last = told.order_by("-number").first()
    return last.facts if last and last.body else {}


def _told(facts: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> dict[str, str]:
    if not facts:
        return {}
    began, ended = (datetime.fromisoformat(facts[name]).astimezone(zone) for name in ("started_at", "finished_at"))
    return {
        _("Alcance"): str(Frequency(facts["scope"]).label),
        _("Fecha y horas"): words.span(began, ended, now.astimezone(zone)),
        _("Puntos"): visits.counts(facts),
        _("Al salir"): str(Condition(facts["condition_on_departure"]).label),
    }
