"""Who answers: now, and hour by hour through a week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maintenance.models import Duty, Route
from maintenance.models.duty import DutyQuerySet
from maintenance.queries.weeks import Day, Week, weekday
from maintenance.rules import gaps
from maintenance.rules.gaps import Span
from maintenance.rules.spoken import counted
from portal.lib import clock
from portal.web import pages, strips, words

DAY = 86_400


@dataclass(frozen=True)
class Now:
    """Somebody on duty at this moment."""

    duty: Duty
    name: str
    initials: str
    phone: str
    where: str
    until: str


@dataclass(frozen=True)
class Lane:
    """The week of one route, drawn."""

    name: str
    drawing: SafeString


@dataclass(frozen=True)
class Hours:
    """One duty as far as it falls on one day."""

    url: str
    hours: str
    name: str
    where: str
    is_over: bool
    is_now: bool


@dataclass(frozen=True)
class Listed:
    """A day with its hours."""

    day: Day
    hours: list[Hours]

    @property
    def who(self) -> str:
        """Everybody of the day by first name."""
        return ", ".join(dict.fromkeys(one.name.partition(" ")[0] for one in self.hours))


@dataclass(frozen=True)
class Rota:
    """A week: drawn, listed, and where nobody answers."""

    lanes: list[Lane]
    days: list[Listed]
    gaps: list[str]

    @property
    def is_empty(self) -> bool:
        return not any(one.hours for one in self.days)


def every() -> DutyQuerySet:
    """Duties that stand, in order."""
    return Duty.objects.standing().select_related("technician__person", "route").order_by("from_at", "pk")


def on_duty(at: datetime, route: Route | None) -> list[Duty]:
    """Who answers at a moment for a route, or for all: those of the route first, then those of every route."""
    found = _holding(at).filter(Q(route=None) | Q(route=route))
    return list(found.order_by(F("route").asc(nulls_last=True), "from_at", "technician__person__name", "pk"))


def _holding(at: datetime) -> DutyQuerySet:
    """Duties of this moment, of those who may still sign in."""
    return every().filter(from_at__lte=at, to_at__gt=at, technician__person__is_active=True)


def now(at: datetime, zone: ZoneInfo) -> list[Now]:
    """Everybody on duty at this moment: who answers for all first, then route by route."""
    local = at.astimezone(zone)
    rows = _holding(at).order_by(F("route__name").asc(nulls_first=True), "from_at", "pk")
    return [
        Now(
            duty=duty,
            name=duty.technician.person.name,
            initials=duty.technician.person.initials,
            phone=duty.technician.person.phone,
            where=_where(duty),
            until=until(duty, local),
        )
        for duty in rows
    ]


def head(present: Sequence[Now], language: str) -> str:
    """Marta Gil está de guardia hasta las 22:00 · Cuatro técnicos de guardia, cada uno en su ruta."""
    if not present:
        return _("Ahora mismo no hay nadie de guardia")
    first = present[0]
    if first.duty.route_id is None or len(present) == 1:
        return _("%(name)s está de guardia %(until)s") % {"name": first.name, "until": first.until}
    many = counted(len(present), language)
    return _("%(many)s técnicos de guardia, cada uno en su ruta") % {"many": many.capitalize()}


def until(duty: Duty, local: datetime) -> str:
    """hasta las 22:00 · hasta mañana, 8:00 · hasta el 30 de noviembre, 8:00."""
    ends = duty.to_at.astimezone(local.tzinfo)
    days = (ends.date() - local.date()).days
    if days == 0:
        return _("hasta las %(hour)s") % {"hour": words.hour(ends)}
    if days == 1:
        return _("hasta mañana, %(hour)s") % {"hour": words.hour(ends)}
    return _("hasta el %(day)s, %(hour)s") % {"day": words.long(ends.date(), local.date()), "hour": words.hour(ends)}


def rota(week: Week, days: Sequence[Day], routes: Sequence[Route], *, at: datetime, zone: ZoneInfo) -> Rota:
    """A week of duties. What is already over has no gaps: nobody can answer it any more."""
    first, last = clock.midnight(week.monday, str(zone)), clock.midnight(week.after.monday, str(zone))
    duties = list(every().filter(from_at__lt=last, to_at__gt=first))
    return Rota(
        lanes=_lanes(duties, days, routes, at, zone),
        days=[Listed(day, _listed(day, duties, at, zone)) for day in days],
        gaps=_gaps(duties, routes, max(first, at), last, zone) if last > at else [],
    )


def _lanes(
    duties: Sequence[Duty], days: Sequence[Day], routes: Sequence[Route], at: datetime, zone: ZoneInfo
) -> list[Lane]:
    """The lane of all routes, then those of the routes that have duties of their own."""
    people = list(dict.fromkeys(duty.technician_id for duty in sorted(duties, key=lambda one: str(one.technician))))
    lanes = []
    for route in (None, *routes):
        own = [duty for duty in duties if duty.route_id == (route.pk if route else None)]
        if own or route is None:
            lanes.append(_lane(route, own, people, days, at, zone))
    return lanes


def _lane(
    route: Route | None,
    own: Sequence[Duty],
    people: Sequence[object],
    days: Sequence[Day],
    at: datetime,
    zone: ZoneInfo,
) -> Lane:
    bars = []
    for duty in own:
        begins, ends = _place(duty.from_at, days, zone), _place(duty.to_at, days, zone)
        person = duty.technician.person
        bars.append((begins, ends - begins, people.index(duty.technician_id), person.name, person.initials))
    name = str(route) if route else _("Todas las rutas")
    said = "; ".join(f"{one.technician}, {_span((one.from_at, one.to_at), zone)}" for one in own)
    present = _place(at, days, zone)
    return Lane(name, strips.rota(bars, len(days), present if 0 < present < 100 else None, said or _("nadie")))


def _place(moment: datetime, days: Sequence[Day], zone: ZoneInfo) -> float:
    """Where a moment stands on the week, in hundredths; by the clock on the wall, so every day is as wide."""
    local = moment.astimezone(zone)
    seconds = local.hour * 3600 + local.minute * 60
    place = ((local.date() - days[0].on).days + seconds / DAY) * 100 / len(days)
    return min(100.0, max(0.0, place))


def _listed(day: Day, duties: Sequence[Duty], at: datetime, zone: ZoneInfo) -> list[Hours]:
    first, last = clock.bounds(day.on, str(zone))
    return [
        Hours(
            url=pages.address("maintenance:duty-one", duty.pk),
            hours=_hours(max(duty.from_at, first), min(duty.to_at, last), last, zone),
            name=duty.technician.person.name,
            where=_where(duty),
            is_over=duty.to_at <= at,
            is_now=duty.from_at <= at < duty.to_at,
        )
        for duty in duties
        if duty.from_at < last and duty.to_at > first
    ]


def _hours(begins: datetime, ends: datetime, midnight: datetime, zone: ZoneInfo) -> str:
    """8:00–18:00; a day ends at 24:00."""
    last = "24:00" if ends == midnight else words.hour(ends.astimezone(zone))
    return f"{words.hour(begins.astimezone(zone))}–{last}"


def _where(duty: Duty) -> str:
    return _("ruta %(route)s") % {"route": duty.route} if duty.route else _("todas las rutas")


def _gaps(
    duties: Sequence[Duty], routes: Sequence[Route], first: datetime, last: datetime, zone: ZoneInfo
) -> list[str]:
    """Where nobody answers: for any route once, then route by route what is left."""
    by_route = {route: gaps.uncovered(_spans(duties, route), first, last) for route in routes}
    common = gaps.uncovered(_spans(duties, None), first, last)
    for found in by_route.values():
        common = gaps.shared(common, found)
    said = [_("Nadie de guardia %(span)s.") % {"span": _span(span, zone)} for span in common]
    for route, found in by_route.items():
        alone = gaps.without(found, common)
        said += [
            _("Ruta %(route)s: nadie de guardia %(span)s.") % {"route": route, "span": _span(span, zone)}
            for span in alone
        ]
    return said


def _spans(duties: Iterable[Duty], route: Route | None) -> list[Span]:
    """When somebody answers for a route: its own duties and those of all."""
    wanted = {None, route.pk if route else None}
    return [(duty.from_at, duty.to_at) for duty in duties if duty.route_id in wanted]


def _span(span: Span, zone: ZoneInfo) -> str:
    """el sábado 28, de 2:00 a 8:00 · del sábado 28, 20:00, al lunes 30, 8:00."""
    begins, ends = (moment.astimezone(zone) for moment in span)
    is_midnight = (ends.hour, ends.minute) == (0, 0) and (ends.date() - begins.date()).days == 1
    if begins.date() == ends.date() or is_midnight:
        last = "24:00" if is_midnight else words.hour(ends)
        return _("el %(day)s, de %(first)s a %(last)s") % {
            "day": _weekday(begins),
            "first": words.hour(begins),
            "last": last,
        }
    return _("del %(day)s, %(first)s, al %(other)s, %(last)s") % {
        "day": _weekday(begins),
        "first": words.hour(begins),
        "other": _weekday(ends),
        "last": words.hour(ends),
    }


def _weekday(moment: datetime) -> str:
    """sábado 28."""
    return f"{weekday(moment.date(), 'l')} {moment.day}"


def saying(duty: Duty, now: datetime) -> str:
    """Marta Gil, de guardia hasta las 22:00."""
    told = until(duty, timezone.localtime(now))
    return _("%(name)s, de guardia %(until)s") % {"name": duty.technician.person.name, "until": told}
