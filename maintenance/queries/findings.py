"""Findings that wait: what a technician saw and nobody has seen to yet, the most serious first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maintenance.enums import Severity
from maintenance.models import Finding, Route
from portal.lib import clock
from portal.web import pages, words

MOST, LONG_DAYS = 100, 30
TONES = {Severity.SERIOUS: "stop", Severity.SOON: "warn", Severity.MINOR: ""}


@dataclass(frozen=True)
class Line:
    """A finding: where, what, seen when and by whom, how long it has waited."""

    key: UUID
    lift_url: str
    plan_url: str
    street: str
    words: str
    under: str
    seen: str
    visit_url: str
    waited: str
    is_long: bool


@dataclass(frozen=True)
class Group:
    """Findings equally serious: the first of them, and how many there are."""

    title: str
    tone: str
    total: int
    lines: list[Line]


def counts(route: Route | None) -> dict[str, int]:
    """How many wait, by how serious they are; in one query."""
    asked = {severity.value: Count("pk", filter=Q(severity=severity)) for severity in Severity}
    found: dict[str, int] = _waiting(route).aggregate(**asked)
    return found


def groups(route: Route | None, counted: dict[str, int], *, now: datetime) -> list[Group]:
    """The most serious first; within a group what has waited longest."""
    shown = [severity for severity in (Severity.SERIOUS, Severity.SOON, Severity.MINOR) if counted[severity]]
    return [
        Group(str(one.label), TONES[one], counted[one], [_line(row, now) for row in _rows(route, one)]) for one in shown
    ]


def _waiting(route: Route | None) -> models.QuerySet[Finding]:
    found = Finding.objects.waiting().filter(lift__left_on=None)
    return found.filter(lift__route=route) if route else found


def _rows(route: Route | None, severity: Severity) -> Sequence[Finding]:
    found = _waiting(route).filter(severity=severity).annotate(pictures=Count("photos"))
    found = found.select_related("lift__building", "lift__route", "visit__technician__person", "visit__plan")
    return list(found.order_by("found_at", "pk")[:MOST])


def _line(row: Finding, now: datetime) -> Line:
    zone = row.lift.building.time_zone
    today, seen = clock.day_in(zone, now), clock.day_in(zone, row.found_at)
    return Line(
        key=row.pk,
        lift_url=pages.address("maintenance:lift", row.lift_id),
        plan_url=pages.address("maintenance:planning-lift", row.lift_id),
        street=f"{row.lift.building.street}, {row.lift.name}",
        words=row.words,
        under=_under(row),
        seen=_seen(row, seen, today),
        visit_url=pages.address("maintenance:visit", row.visit_id),
        waited=_waited((today - seen).days),
        is_long=(today - seen).days > LONG_DAYS,
    )


def _waited(days: int) -> str:
    """hoy · 3 días."""
    return ngettext("%(n)s día", "%(n)s días", days) % {"n": days} if days else _("hoy")


def _seen(row: Finding, day: date, today: date) -> str:
    """12 nov., Marta Gil."""
    who = row.visit.technician.person.name if row.visit.technician else ""
    return ", ".join(part for part in (words.short(day, today), who) if part)


def _under(row: Finding) -> str:
    """ruta Centro · Puertas de cabina: protección · 2 fotos."""
    pictures: int = row.pictures  # type: ignore[attr-defined]
    parts = [
        _("ruta %(route)s") % {"route": row.lift.route} if row.lift.route else "",
        _item(row),
        ngettext("%(n)s foto", "%(n)s fotos", pictures) % {"n": pictures} if pictures else "",
    ]
    return " · ".join(part for part in parts if part)


def _item(row: Finding) -> str:
    """The point of the checklist it was seen at, in the page's language."""
    lines = row.visit.plan.lines if row.visit.plan and row.item is not None else []
    language = (get_language() or "es")[:2]
    found = (line["text"] for line in lines if line["number"] == row.item)
    text: dict[str, str] = next(found, {})
    return text.get(language, text.get("es", ""))
