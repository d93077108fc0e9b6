"""What phones leave in doubt: visits and photos that never came in, and what came in otherwise than planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.enums import VisitState
from maintenance.models import Photo, Visit
from maintenance.models.visit import TOLD
from maintenance.rules.visits import ONE_WITHIN, may_be_one
from portal.web import pages, words

SILENT_FOR = timedelta(hours=24)
SHOWN_FOR, PHOTOS_SHOWN_FOR = timedelta(days=7), timedelta(days=30)
DONE = (VisitState.STARTED, VisitState.COMPLETED)


@dataclass(frozen=True)
class Doubt:
    """One visit the office should look at: where, what about it, since when, whom to call, what to do.

    `is_lost` when something never came in.
    """

    url: str
    place: str
    text: str
    when: str
    is_lost: bool
    name: str = ""
    phone: str = ""
    do: str = ""
    do_url: str = ""


def doubtful(now: datetime) -> QuerySet[Visit]:
    """Visits in doubt, those that never came in first.

    A phone cannot tell that it has lost something; the plan and what was told before can: a visit that was begun with
    coverage and not received within a day, one that was planned and has no record a day later, and photos a record
    named and nobody has sent. Each reason is asked of its own index.
    """
    yesterday = timezone.localtime(now).date() - timedelta(days=1)
    since = now - SHOWN_FOR
    begun = Q(state=VisitState.STARTED, claimed_at__lt=now - SILENT_FOR)
    planned = Q(state=VisitState.PLANNED, planned_on__lt=yesterday)
    doubled = Q(claimed_at__gte=since) | Q(received_at__gte=since)
    doubled &= Q(beside__isnull=False, beside__state__in=DONE, state__in=DONE)
    cancelled = Q(cancelled_at__isnull=False, state__in=DONE, received_at__gte=since)
    wrong_clock = Q(state=VisitState.COMPLETED, received_at__gte=since) & ~Q(clock_skew_seconds=0)
    rows = Visit.objects.filter(lift__left_on=None)
    arms = [rows.filter(why) for why in (planned, doubled, cancelled, wrong_clock)]
    arms += [rows.filter(begun).exclude(_told_after_all()), rows.filter(_lacks_photos(now))]
    keys = arms[0].values("pk").union(*(arm.values("pk") for arm in arms[1:]))
    found: Any = Visit.objects.filter(pk__in=[row["pk"] for row in keys])
    found = found.annotate(lacks_photos=ExpressionWrapper(_lacks_photos(now), BooleanField()))
    found = found.select_related("lift__building", "technician__person", "beside")
    ordered: QuerySet[Visit] = found.order_by("-state", "-lacks_photos", "planned_on", "pk")
    return ordered


def _lacks_photos(now: datetime) -> Q:
    """Photos that a record named and nobody has sent a day after it."""
    missing = Photo.objects.missing()
    found = missing.filter(finding__isnull=False, finding__withdrawn_at=None)
    named = Q(pk__in=missing.filter(visit__isnull=False).values("visit")) | Q(pk__in=found.values("finding__visit"))
    return named & Q(state__in=TOLD, received_at__gte=now - PHOTOS_SHOWN_FOR, received_at__lt=now - SILENT_FOR)


def _told_after_all() -> Exists:
    """The same technician's visit of that day stands under another key: from paper, or from another phone."""
    return Exists(
        Visit.objects.told().filter(
            lift=OuterRef("lift"),
            technician=OuterRef("technician"),
            started_at__gte=OuterRef("started_at") - ONE_WITHIN,
            started_at__lte=OuterRef("started_at") + ONE_WITHIN,
        )
    )


def told(visit: Visit, now: datetime) -> Doubt:
    """A doubtful visit in words."""
    person = visit.technician.person if visit.technician else None
    do, do_url = _what_to_do(visit, now)
    is_lost = visit.state == VisitState.PLANNED or _is_silent(visit, now) or _waits_for_photos(visit)
    return Doubt(
        url=pages.address("maintenance:visit", visit.pk) if visit.state in TOLD else "",
        place=visit.lift.place,
        text=_text(visit, now),
        when=_when(visit, timezone.localtime(now), is_lost=is_lost),
        is_lost=is_lost,
        name=person.name if person else "",
        phone=person.phone if person else "",
        do=do,
        do_url=do_url,
    )


def _is_silent(visit: Visit, now: datetime) -> bool:
    return visit.state == VisitState.STARTED and visit.claimed_at is not None and visit.claimed_at < now - SILENT_FOR


def _waits_for_photos(visit: Visit) -> bool:
    return bool(getattr(visit, "lacks_photos", False))


def _text(visit: Visit, now: datetime) -> str:
    who = {"name": visit.technician.person.name if visit.technician else _("nadie")}
    if _is_silent(visit, now):
        return _("%(name)s la empezó y no ha llegado nada más: pregunte por su teléfono.") % who
    if visit.state == VisitState.PLANNED:
        return _("Estaba prevista para %(name)s y nadie la ha anotado.") % who
    if _waits_for_photos(visit):
        return _("%(name)s la mandó y faltan fotos: que abra la aplicación con cobertura.") % who
    if visit.beside_id:
        return _("%(name)s hizo una revisión que otro había empezado ya.") % who
    if visit.cancelled_at:
        return _("Se anuló, pero %(name)s la hizo.") % who
    return _("El reloj del teléfono de %(name)s iba mal: las horas están corregidas.") % who


def _what_to_do(visit: Visit, now: datetime) -> tuple[str, str]:
    """What the office can do about it here, and where."""
    if _is_silent(visit, now):
        return _("Anotarla del papel"), reverse("maintenance:visit-new", query={"lift": str(visit.lift_id)})
    if visit.state == VisitState.PLANNED:
        return _("Cambiarla de día"), pages.address("maintenance:planning-lift", visit.lift_id)
    first = visit.beside
    if first and visit.state == first.state == VisitState.COMPLETED and may_be_one(visit.started_at, first.started_at):
        return _("Compararlas y unirlas"), f"{pages.address('maintenance:visit-joining', visit.pk)}?with={first.pk}"
    return "", ""


def _when(visit: Visit, local: datetime, *, is_lost: bool) -> str:
    """When it was; of what never came in, since when it is missed."""
    at = visit.finished_at or visit.started_at
    if at is not None and is_lost:
        return words.since(timezone.localtime(at), local)
    if at is not None:
        return words.moment(timezone.localtime(at), local)
    return words.short(visit.planned_on, local.date()) if visit.planned_on else ""
