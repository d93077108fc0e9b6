"""Works as the office lists them: what is being done, what lies ahead, what was done lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.enums import WorkState
from maintenance.models import Finding, Lift, Work
from portal.lib import keys
from portal.web import pages, words

MOST, LATELY = 100, timedelta(days=30)
SHOWN = ("lift__building", "technician__person", "finding")


@dataclass(frozen=True)
class Line:
    """A work in a list: where, what, when, who, how far."""

    url: str
    street: str
    number: str
    kind: str
    words: str
    when: str
    who: str
    note: str
    tone: str


def every() -> models.QuerySet[Work]:
    """All works with what their pages say."""
    return Work.objects.select_related(*SHOWN)


def begun(now: datetime) -> list[Line]:
    """What is being done, the longest first."""
    return _lines(every().filter(state=WorkState.BEGUN).order_by("begun_at", "pk"), now)


def ahead(now: datetime) -> list[Line]:
    """What is planned, the nearest first; what should have begun stands before it."""
    return _lines(every().filter(state=WorkState.PLANNED).order_by("from_at", "pk"), now)


def lately(now: datetime) -> list[Line]:
    """What was done or called off within a month, the last first."""
    over = models.functions.Coalesce("ended_at", "cancelled_at")
    found = every().exclude(state__in=[WorkState.PLANNED, WorkState.BEGUN]).annotate(over_at=over)
    return _lines(found.filter(over_at__gt=now - LATELY).order_by("-over_at", "-pk"), now)


def of_lift(lift: Lift, now: datetime) -> list[Line]:
    """Those of one lift, whatever became of them, the last planned first."""
    return _lines(every().filter(lift=lift).order_by("-from_at", "-pk")[:10], now)


def facts(work: Work, now: datetime) -> list[tuple[str, Any]]:
    """What its page lists."""
    local = timezone.localtime(now)
    told = [
        (_("Previsto"), words.span(timezone.localtime(work.from_at), timezone.localtime(work.to_at), local)),
        (_("Quién va"), work.technician.person.name if work.technician else _("todavía no se sabe")),
        (_("El ascensor"), _("parado mientras dura") if work.stops_service else _("en servicio mientras dura")),
    ]
    if work.begun_at:
        told.append((_("Empezado"), words.moment(timezone.localtime(work.begun_at), local)))
    if work.ended_at:
        told.append((_("Terminado"), words.moment(timezone.localtime(work.ended_at), local)))
    if work.cancelled_at:
        told.append((_("Anulado"), words.moment(timezone.localtime(work.cancelled_at), local)))
    return told


def finding_of(key: str, lift: Lift) -> Finding | None:
    """The finding an address names, when it waits on this lift."""
    known = keys.read(key)
    return Finding.objects.waiting().filter(pk=known, lift=lift).first() if known else None


def _lines(rows: models.QuerySet[Work], now: datetime) -> list[Line]:
    return [_line(row, now) for row in rows[:MOST]]


def _line(row: Work, now: datetime) -> Line:
    zone = ZoneInfo(row.lift.building.time_zone)
    local = now.astimezone(zone)
    began, ended = (row.begun_at, row.ended_at) if row.begun_at and row.ended_at else (row.from_at, row.to_at)
    note, tone = _note(row, now)
    return Line(
        url=pages.address("maintenance:work", row.pk),
        street=row.lift.place,
        number=row.number,
        kind=str(row.get_kind_display()),
        words=row.words,
        when=words.span(began.astimezone(zone), ended.astimezone(zone), local),
        who=row.technician.person.name if row.technician else "",
        note=note,
        tone=tone,
    )


def _note(row: Work, now: datetime) -> tuple[str, str]:
    """sin empezar · sin nadie · en marcha · hecho; and how pressing it is."""
    if row.state == WorkState.PLANNED:
        if row.from_at < now:
            return _("sin empezar"), "warn"
        return ("", "") if row.technician_id else (_("sin nadie"), "warn")
    if row.state == WorkState.BEGUN and row.to_at < now:
        return _("más de lo previsto"), "warn"
    return str(row.get_state_display()).lower(), "" if row.state == WorkState.BEGUN else "soft"
