"""The week at a glance: how many visits each technician has on each day, or which ones, when one route is asked for."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import VisitState
from maintenance.models import Visit
from maintenance.queries.planning import CLOSING, LATE, Asked, Counts, routes
from maintenance.queries.weeks import Day
from maintenance.rules.sharing import MOST_A_DAY
from maintenance.rules.spoken import counted
from portal.company import queries as companies
from portal.lib import clock
from portal.web import pages


@dataclass(frozen=True)
class Cell:
    """One technician's day: how many, how many done, how full from 0 to 4."""

    day: Day
    many: int
    done: int

    @property
    def load(self) -> int:
        return min(4, -(-self.many * 4 // (MOST_A_DAY + 1)))


@dataclass(frozen=True)
class Row:
    """One technician's week."""

    name: str
    under: str
    query: str
    cells: list[Cell]
    total: int


@dataclass(frozen=True)
class Entry:
    """One visit of a day."""

    url: str
    street: str
    name: str
    who: str
    is_done: bool
    is_missing: bool


@dataclass(frozen=True)
class Column:
    """A day with its visits."""

    day: Day
    entries: list[Entry]


@dataclass(frozen=True)
class Head:
    """The week in one sentence, and what is missing in it."""

    sentence: str
    under: str


def head(asked: Asked, found: Counts, language: str) -> Head:
    """Dos revisiones fuera de plazo y nueve que vencen esta semana."""
    if asked.week.is_past:
        return Head(_("Lo que se previó %(span)s") % {"span": asked.week.span}, "")
    late, closing = found.total[LATE], found.total[CLOSING]
    said = {
        "late": _visits(late, language),
        "closing": _visits(closing, language),
        "n": counted(closing, language, feminine=True),
        "when": _("esta semana") if asked.week.is_now else _("esa semana"),
    }
    sentence = _sentence(late, closing) % said
    return Head(sentence[:1].upper() + sentence[1:], _day(found, language))


def _sentence(late: int, closing: int) -> str:
    if late and closing:
        return ngettext(
            "%(late)s fuera de plazo y %(n)s que vence %(when)s.",
            "%(late)s fuera de plazo y %(n)s que vencen %(when)s.",
            closing,
        )
    if late:
        return _("%(late)s fuera de plazo.")
    if closing:
        return ngettext("%(closing)s vence %(when)s.", "%(closing)s vencen %(when)s.", closing)
    return _("Ninguna revisión vence %(when)s.")


def _visits(many: int, language: str) -> str:
    """Dos revisiones."""
    said = ngettext("%(n)s revisión", "%(n)s revisiones", many)
    return said % {"n": counted(many, language, feminine=True)}


def _day(found: Counts, language: str) -> str:
    """What is missing: visits without a day."""
    if not found.total[LATE] + found.total[CLOSING]:
        return ""
    missing = found.missing
    if not missing:
        return _("Todas tienen ya su día.")
    said = ngettext("%(n)s no tiene día todavía.", "%(n)s no tienen día todavía.", missing)
    return said % {"n": counted(missing, language, feminine=True).capitalize()}


def rows(asked: Asked, days: list[Day]) -> list[Row]:
    """Each technician's week, those with a route first."""
    planned: Counter[tuple[Any, Any]] = Counter()
    done: Counter[tuple[Any, Any]] = Counter()
    names: dict[Any, str] = {}
    for key, name, day, is_done, many in _counted(asked):
        planned[key, day] += many
        done[key, day] += many if is_done else 0
        names[key] = name or _("Sin técnico")
    found = []
    for route in routes():
        if route.technician_id:
            names.pop(route.technician_id, None)
        name = route.technician.person.name if route.technician else _("Sin técnico")
        found.append(_row(route.technician_id, name, str(route), f"route={route.pk}", days, planned, done))
    return found + [_row(key, name, "", "", days, planned, done) for key, name in sorted(names.items(), key=_name)]


def _name(pair: tuple[Any, str]) -> str:
    return pair[1]


def _row(
    key: Any,
    name: str,
    under: str,
    query: str,
    days: list[Day],
    planned: Counter[tuple[Any, Any]],
    done: Counter[tuple[Any, Any]],
) -> Row:
    cells = [Cell(day, planned[key, day.on], done[key, day.on]) for day in days]
    return Row(name, under, query, cells, sum(cell.many for cell in cells))


def _counted(asked: Asked) -> Iterator[tuple[Any, str | None, date, bool, int]]:
    """By technician and day: what was done on the day it was done, what waits on the day it is planned for."""
    for rows, is_done in ((_done(asked), True), (_waiting(asked), False)):
        by_day = rows.order_by().values_list("technician", "technician__person__name", "on")
        for key, name, day, many in by_day.annotate(many=models.Count("pk")):
            yield key, name, day, is_done, many


def _waiting(asked: Asked) -> Any:
    week = (asked.week.monday, asked.week.sunday)
    found = Visit.objects.filter(planned_on__range=week, state__in=[VisitState.PLANNED, VisitState.STARTED])
    return found.annotate(on=models.F("planned_on"))


def _done(asked: Asked) -> Any:
    zone = companies.current().time_zone
    first, last = clock.midnight(asked.week.monday, zone), clock.midnight(asked.week.after.monday, zone)
    found = Visit.objects.completed().filter(finished_at__gte=first, finished_at__lt=last)
    return found.annotate(on=TruncDate("finished_at", tzinfo=ZoneInfo(zone)))


def columns(asked: Asked, days: list[Day]) -> list[Column]:
    """Each day with the visits of the route; Saturdays and Sundays only with some."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for rows in (_done(asked), _waiting(asked)):
        found = rows.filter(lift__route=asked.route).select_related("lift__building", "technician__person")
        for visit in found.order_by("finished_at", "lift__building__street", "lift__name", "pk"):
            by_day[visit.on].append(_entry(visit, asked))
    return [Column(day, by_day[day.on]) for day in days if day.on.weekday() < 5 or by_day[day.on]]


def _entry(visit: Any, asked: Asked) -> Entry:
    is_done = visit.state == VisitState.COMPLETED
    plan = f"{pages.address('maintenance:planning-lift', visit.lift_id)}?{asked.query}"
    own = asked.route is not None and visit.technician_id == asked.route.technician_id
    return Entry(
        url=pages.address("maintenance:visit", visit.pk) if is_done else plan,
        street=visit.lift.building.street,
        name=visit.lift.name,
        who=visit.technician.person.name if visit.technician and not own else "",
        is_done=is_done,
        is_missing=not is_done and visit.on < asked.week.today,
    )
