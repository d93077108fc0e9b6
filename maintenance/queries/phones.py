"""What phones leave in doubt: visits that began and never came in, and what came in otherwise than planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.enums import VisitState
from maintenance.models import Visit
from portal.web import pages, words

SILENT_FOR = timedelta(hours=24)
SHOWN_FOR = timedelta(days=7)
DONE = (VisitState.STARTED, VisitState.COMPLETED)


@dataclass(frozen=True)
class Doubt:
    """One visit the office should look at: where, what about it, since when; `is_lost` when it never came in."""

    url: str
    place: str
    text: str
    when: str
    is_lost: bool


def doubtful(now: datetime) -> QuerySet[Visit]:
    """Visits in doubt, those that never came in first.

    A phone cannot tell that it has lost something; the plan can: a visit that was begun with coverage and not received
    within a day, and one that was planned and has no record a day later. Each reason is asked of its own index.
    """
    yesterday = timezone.localtime(now).date() - timedelta(days=1)
    since = now - SHOWN_FOR
    begun = Q(state=VisitState.STARTED, claimed_at__lt=now - SILENT_FOR)
    planned = Q(state=VisitState.PLANNED, planned_on__lt=yesterday)
    doubled = Q(beside__isnull=False, claimed_at__gte=since) | Q(beside__isnull=False, received_at__gte=since)
    cancelled = Q(cancelled_at__isnull=False, state__in=DONE, received_at__gte=since)
    wrong_clock = Q(received_at__gte=since) & ~Q(clock_skew_seconds=0)
    arms = [Visit.objects.filter(why, lift__left_on=None).values("pk") for why in (begun, planned, doubled, cancelled)]
    keys = arms[0].union(*arms[1:], Visit.objects.filter(wrong_clock, lift__left_on=None).values("pk"))
    rows = Visit.objects.filter(pk__in=[row["pk"] for row in keys]).select_related(
        "lift__building", "technician__person"
    )
    return rows.order_by("-state", "planned_on", "pk")


def told(visit: Visit, now: datetime) -> Doubt:
    """A doubtful visit in words."""
    local = timezone.localtime(now)
    is_lost = visit.state == VisitState.PLANNED or _is_silent(visit, now)
    return Doubt(
        url=pages.address("maintenance:visit", visit.pk) if visit.state == VisitState.COMPLETED else "",
        place=f"{visit.lift.building.street}, {visit.lift.name}",
        text=_text(visit, now),
        when=_when(visit, local),
        is_lost=is_lost,
    )


def _is_silent(visit: Visit, now: datetime) -> bool:
    return visit.state == VisitState.STARTED and visit.claimed_at is not None and visit.claimed_at < now - SILENT_FOR


def _text(visit: Visit, now: datetime) -> str:
    who = {"name": visit.technician.person.name if visit.technician else _("nadie")}
    if _is_silent(visit, now):
        return _("%(name)s la empezó y no ha llegado nada más: pregunte por su teléfono.") % who
    if visit.state == VisitState.PLANNED:
        return _("Estaba prevista para %(name)s y nadie la ha anotado.") % who
    if visit.beside_id:
        return _("%(name)s hizo una revisión que otro había empezado ya.") % who
    if visit.cancelled_at:
        return _("Se anuló, pero %(name)s la hizo.") % who
    return _("El reloj del teléfono de %(name)s iba mal: las horas están corregidas.") % who


def _when(visit: Visit, local: datetime) -> str:
    at = visit.finished_at or visit.started_at
    if at is not None:
        return words.moment(timezone.localtime(at), local)
    return words.short(visit.planned_on, local.date()) if visit.planned_on else ""
