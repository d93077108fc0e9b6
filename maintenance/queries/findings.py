"""Findings that wait: what a technician saw and nobody has seen to yet, the most serious first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maintenance.enums import Severity
from maintenance.models import Finding, Lift, Route, Visit
from maintenance.queries import photos, planning
from maintenance.queries.photos import Shown
from portal.lib import clock
from portal.web import pages, words

FIRST, MOST, LONG_DAYS = 30, 100, 30  # of each severity; of the one that is asked for
AGES = (30, 90)
ORDER = (Severity.SERIOUS, Severity.SOON, Severity.MINOR)
SHOWN = ("lift__building", "lift__route", "visit__technician__person", "visit__plan")
TONES = {Severity.SERIOUS: "stop", Severity.SOON: "warn", Severity.MINOR: ""}


@dataclass(frozen=True)
class Asked:
    """What the page is asked for: of one route, of one severity, older than so many days, after which finding."""

    route: Route | None = None
    severity: Severity | None = None
    days: int = 0
    after: str = ""

    def query(self, **other: object) -> str:
        """The address of the same with something changed, from the first page on."""
        asked = {"route": self.route and self.route.pk, "severity": self.severity, "days": self.days} | other
        return "?" + urlencode({name: str(value) for name, value in asked.items() if value})


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list."""

    label: str
    query: str
    is_chosen: bool


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
    url: str
    waited: str
    is_long: bool
    photos: list[Shown]


@dataclass(frozen=True)
class Group:
    """Findings equally serious: the first of them, and how many there are."""

    title: str
    tone: str
    total: int
    lines: list[Line]
    more: str

    @property
    def is_whole(self) -> bool:
        """Whether every one of them is shown."""
        return self.total == len(self.lines)


def read(asked: Mapping[str, str]) -> Asked:
    """What an address asks for; what it does not say well it does not say."""
    severity, days = asked.get("severity", ""), asked.get("days", "")
    return Asked(
        route=planning.route_of(asked.get("route", "")),
        severity=Severity(severity) if severity in Severity.values else None,
        days=int(days) if days in map(str, AGES) else 0,
        after=asked.get("after", ""),
    )


def routes(asked: Asked) -> list[Choice]:
    """All routes, or one."""
    every = [Choice(_("Todas las rutas"), asked.query(route=""), asked.route is None)]
    return every + [Choice(str(one), asked.query(route=one.pk), asked.route == one) for one in planning.routes()]


def severities(asked: Asked) -> list[Choice]:
    """However serious, or one of the three."""
    every = [Choice(_("Todos"), asked.query(severity=""), asked.severity is None)]
    return every + [Choice(str(one.label), asked.query(severity=one), asked.severity is one) for one in ORDER]


def ages(asked: Asked) -> list[Choice]:
    """However long they wait, or longer than so many days."""
    every = [Choice(_("Cualquier antigüedad"), asked.query(days=""), not asked.days)]
    said = _("más de %(n)s días")
    return every + [Choice(said % {"n": days}, asked.query(days=days), asked.days == days) for days in AGES]


def counts(asked: Asked, *, now: datetime) -> dict[str, int]:
    """How many wait, by how serious they are; in one query."""
    wanted = {severity.value: Count("pk", filter=Q(severity=severity)) for severity in Severity}
    found: dict[str, int] = _waiting(asked, now).aggregate(**wanted)
    return found


def groups(asked: Asked, counted: dict[str, int], *, now: datetime) -> list[Group]:
    """The most serious first; within a group what has waited longest. Of one severity they are paged by key."""
    return [_group(asked, one, counted[one], now) for one in ORDER if counted[one]]


def _group(asked: Asked, severity: Severity, total: int, now: datetime) -> Group:
    most = MOST if asked.severity else FIRST
    rows = _rows(asked, severity, now, most=most + 1)
    more = ""
    if len(rows) > most:
        last = rows[most - 1]
        more = asked.query(severity=severity, after=f"{last.found_at.isoformat()}_{last.pk}")
    walls = photos.of_findings(rows[:most], now=now)
    lines = [_line(row, walls.get(row.pk, []), now) for row in rows[:most]]
    return Group(str(severity.label), TONES[severity], total, lines, more)


def one(key: UUID) -> models.QuerySet[Finding]:
    """A finding with what its page says, whatever became of it."""
    rows = Finding.objects.select_related(*SHOWN, "settled_visit", "settled_by", "withdrawn_by")
    return rows.filter(pk=key)


def of_lift(lift: Lift, *, or_key: UUID | None = None) -> models.QuerySet[Finding]:
    """Those of a lift that wait, and one besides, whatever became of it; the last seen first."""
    waits = Q(settled_at=None, withdrawn_at=None) | Q(pk=or_key)
    return Finding.objects.filter(waits, lift=lift).order_by("-found_at", "-pk")


def line(finding: Finding, *, now: datetime) -> Line:
    """The same finding as the list says it."""
    return _line(finding, photos.of_findings([finding], now=now).get(finding.pk, []), now)


def ended(finding: Finding, *, now: datetime) -> str:
    """How it ended, in a sentence: by whom, when, how; nothing while it waits."""
    local = timezone.localtime(now)
    if finding.withdrawn_at:
        who, when, words_said = finding.withdrawn_by, finding.withdrawn_at, finding.why_withdrawn
        told = _("Retirado %(when)s")
    elif finding.settled_at:
        who, when, words_said = finding.settled_by, finding.settled_at, finding.how_settled
        told = _("Resuelto %(when)s")
    else:
        return ""
    said = told % {"when": words.moment(timezone.localtime(when), local)}
    return ". ".join(part for part in (said + (f" ({who.name})" if who else ""), words_said) if part)


def later_visits(finding: Finding) -> models.QuerySet[Visit]:
    """Visits of its lift on which it can have been seen to, the last first."""
    done = Visit.objects.completed().filter(lift=finding.lift_id, finished_at__gte=finding.found_at)
    return done.exclude(pk=finding.visit_id).select_related("technician__person").order_by("-finished_at", "-pk")


def _waiting(asked: Asked, now: datetime) -> models.QuerySet[Finding]:
    found = Finding.objects.waiting().filter(lift__left_on=None)
    found = found.filter(lift__route=asked.route) if asked.route else found
    found = found.filter(severity=asked.severity) if asked.severity else found
    return found.filter(found_at__lt=now - timedelta(days=asked.days)) if asked.days else found


def _rows(asked: Asked, severity: Severity, now: datetime, *, most: int) -> Sequence[Finding]:
    """The first of them, after the one the address names."""
    found = _waiting(asked, now).filter(severity=severity)
    if key := _after(asked.after):
        found = found.filter(Q(found_at__gt=key[0]) | Q(found_at=key[0], pk__gt=key[1]))
    return list(found.select_related(*SHOWN).order_by("found_at", "pk")[:most])


def _after(text: str) -> tuple[datetime, UUID] | None:
    moment, _joint, key = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(key)) if at.tzinfo else None
    except ValueError:
        return None


def _line(row: Finding, pictures: list[Shown], now: datetime) -> Line:
    zone = row.lift.building.time_zone
    today, seen = clock.day_in(zone, now), clock.day_in(zone, row.found_at)
    return Line(
        key=row.pk,
        lift_url=pages.address("maintenance:lift", row.lift_id),
        plan_url=pages.address("maintenance:planning-lift", row.lift_id),
        street=row.lift.place,
        words=row.words,
        under=_under(row),
        seen=_seen(row, seen, today),
        visit_url=pages.address("maintenance:visit", row.visit.joined_to_id or row.visit_id),
        url=pages.address("maintenance:finding", row.pk),
        waited=_waited((today - seen).days),
        is_long=(today - seen).days > LONG_DAYS,
        photos=pictures,
    )


def _waited(days: int) -> str:
    """hoy · 3 días."""
    return ngettext("%(n)s día", "%(n)s días", days) % {"n": days} if days else _("hoy")


def _seen(row: Finding, day: date, today: date) -> str:
    """12 nov., Marta Gil."""
    who = row.visit.technician.person.name if row.visit.technician else ""
    return ", ".join(part for part in (words.short(day, today), who) if part)


def _under(row: Finding) -> str:
    """ruta Centro · Puertas de cabina: protección."""
    parts = [
        _("ruta %(route)s") % {"route": row.lift.route} if row.lift.route else "",
        _item(row),
    ]
    return " · ".join(part for part in parts if part)


def _item(row: Finding) -> str:
    """The point of the checklist it was seen at, in the page's language."""
    lines = row.visit.plan.lines if row.visit.plan and row.item is not None else []
    language = (get_language() or "es")[:2]
    found = (line["text"] for line in lines if line["number"] == row.item)
    text: dict[str, str] = next(found, {})
    return text.get(language, text.get("es", ""))
