"""What a phone told with a visit, line by line for the office: times, clock, codes, photos, parts, findings."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Place, Unscanned
from maintenance.models import Finding, Part, Photo, Visit
from portal.web import words

Line = tuple[str, str]


def lines(visit: Visit, *, now: datetime) -> list[Line]:
    """Label and text of everything there is to say."""
    local = timezone.localtime(now)
    told = (_times, _clock, _scan, _photos, _parts, _findings, _planned, _corrected, _joined)
    return [line for tell in told for line in tell(visit, local)]


def _moment(at: datetime, local: datetime) -> str:
    return words.moment(timezone.localtime(at), local)


def _times(visit: Visit, local: datetime) -> Iterator[Line]:
    """Anotada a las 10:12, recibida a las 12:40."""
    if visit.recorded_at and visit.received_at:
        said = {"recorded": _moment(visit.recorded_at, local), "received": _moment(visit.received_at, local)}
        yield _("Anotada"), _("%(recorded)s; recibida %(received)s") % said
    if visit.on_the_way_at:
        yield _("En camino"), _moment(visit.on_the_way_at, local)


def _clock(visit: Visit, local: datetime) -> Iterator[Line]:
    """Both times stand: what the phone said, and what it was moved by."""
    skew = visit.clock_skew_seconds
    if not skew or visit.finished_at is None:
        return
    said = {
        "long": words.lasting(abs(skew)),
        "then": _moment(visit.finished_at - timedelta(seconds=skew), local),
    }
    late = _("atrasado %(long)s; en el teléfono, la salida fue %(then)s") % said
    yield _("Reloj del teléfono"), late if skew > 0 else _("adelantado %(long)s; en él, la salida fue %(then)s") % said


def _scan(visit: Visit, local: datetime) -> Iterator[Line]:
    if visit.why_not_scanned:
        yield _("Código leído"), _("ninguno: %(why)s") % {"why": Unscanned(visit.why_not_scanned).label.lower()}
    if not visit.scanned_at:
        return
    place = Place(visit.scan_place)
    said = {"place": place.label, "when": _moment(visit.scanned_at, local)}
    own = {Place.LANDING: visit.lift.code, Place.CABINET: visit.lift.cabinet_code}[place]
    if visit.scan_code.upper() == own:
        yield _("Código leído"), _("%(place)s, %(when)s") % said
    else:
        yield _("Código leído"), _("%(place)s, %(when)s; no es el de este ascensor") % said


def _photos(visit: Visit, _local: datetime) -> Iterator[Line]:
    photos = Photo.objects.of_visit(visit).values("sha256").distinct()
    many, missing = photos.count(), photos.filter(file=None).count()
    if many:
        left = ngettext("%(n)s sigue en el teléfono", "%(n)s siguen en el teléfono", missing) % {"n": missing}
        yield _("Fotos"), f"{many}; {left}" if missing else str(many)


def _parts(visit: Visit, _local: datetime) -> Iterator[Line]:
    parts = [f"{part.quantity} × {part.name}" for part in Part.objects.of_visit(visit).order_by("pk")]
    if parts:
        yield _("Piezas"), ", ".join(parts)


def _findings(visit: Visit, _local: datetime) -> Iterator[Line]:
    for one in Finding.objects.of_visit(visit).order_by("pk"):
        yield _("Visto"), f"{one.words} ({one.get_severity_display().lower()})"
    for one in Finding.objects.settled_on(visit).order_by("pk"):
        yield _("Resuelto"), one.words


def _planned(visit: Visit, local: datetime) -> Iterator[Line]:
    if visit.cancelled_at:
        yield _("Anulada"), _("%(when)s, y hecha de todos modos") % {"when": _moment(visit.cancelled_at, local)}
    if visit.beside_id:
        yield _("Doble"), _("otro técnico había empezado ya la prevista")


def _corrected(visit: Visit, local: datetime) -> Iterator[Line]:
    if visit.corrected_at:
        yield _("Corregida"), f"{_moment(visit.corrected_at, local)}: {visit.why_corrected}"


def _joined(visit: Visit, local: datetime) -> Iterator[Line]:
    """La misma revisión, anotada también por otro."""
    for one in visit.joined.select_related("technician__person").order_by("joined_at", "pk"):
        name = one.technician.person.name if one.technician else _("otra persona")
        when = _moment(one.joined_at, local) if one.joined_at else ""
        said = {"name": name, "when": when, "why": one.why_joined}
        yield _("También la anotó"), _("%(name)s; unida a esta %(when)s: %(why)s") % said
    if visit.joined_to and visit.joined_at:
        other = visit.joined_to.technician
        said = {"name": other.person.name if other else _("otra persona"), "when": _moment(visit.joined_at, local)}
        yield _("Unida"), _("a la de %(name)s, %(when)s: %(why)s") % (said | {"why": visit.why_joined})
