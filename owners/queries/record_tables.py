"""The register of a lift as tables: a row a visit, a row a breakdown."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from maintenance.enums import Attribution, Cause, Condition, Frequency
from maintenance.models import Breakdown, Lift, Visit


def visits(lift: Lift) -> Iterator[list[str]]:
    """A row a visit, the first before the last, read piece by piece."""
    zone = ZoneInfo(lift.building.time_zone)
    done = Visit.objects.completed().filter(lift=lift).select_related("technician__person", "contractor")
    for one in done.order_by("finished_at", "pk").iterator(chunk_size=500):
        began, ended = _local(one.started_at, zone), _local(one.finished_at, zone)
        counts = (one.ok, one.adjusted, one.observed, one.pending, one.not_done)
        yield [
            _day(ended),
            f"{began:%H:%M}" if began else "",
            f"{ended:%H:%M}" if ended else "",
            one.who,
            str(Frequency(one.scope).label),
            *(str(count) for count in counts),
            str(Condition(one.condition_on_departure).label),
            one.bulletin_number,
            one.words_for_owner,
        ]


def visit_columns() -> list[str]:
    """The head of those rows."""
    return [
        _("día"), _("llegada"), _("salida"), _("quién"), _("alcance"), _("correctos"), _("ajustados"),
        _("observaciones"), _("pendientes"), _("no realizados"), _("estado al salir"), _("boletín"), _("para usted"),
    ]  # fmt: skip


def breakdowns(lift: Lift) -> Iterator[list[str]]:
    """A row a breakdown, the first before the last, read piece by piece."""
    zone = ZoneInfo(lift.building.time_zone)
    for one in Breakdown.objects.filter(lift=lift).order_by("reported_at", "pk").iterator(chunk_size=500):
        moments = (_local(moment, zone) for moment in (one.reported_at, one.arrived_at, one.restored_at))
        yield [
            one.number,
            *(f"{moment:%d/%m/%Y %H:%M}" if moment else "" for moment in moments),
            _("sí") if one.stops_service else _("no"),
            _("sí") if one.entrapment else _("no"),
            str(Cause(one.cause).label),
            one.cause_words,
            one.fix_words,
            str(Attribution(one.attribution).label),
        ]


def breakdown_columns() -> list[str]:
    """The head of those rows."""
    return [
        _("número"), _("avisada"), _("llegada"), _("resuelta"), _("paró el servicio"), _("alguien dentro"), _("causa"),
        _("causa, en palabras"), _("arreglo"), _("se debe a"),
    ]  # fmt: skip


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None


def _day(moment: datetime | None) -> str:
    return f"{moment:%d/%m/%Y}" if moment else ""
