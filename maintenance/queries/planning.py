"""What is due and what is planned, by week and route, the nearest promise first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import VisitState
from maintenance.models import Lift, LiftCard, Route, Visit
from maintenance.queries import weeks
from maintenance.queries.lifts import left
from maintenance.queries.weeks import Week
from maintenance.rules import law
from portal.lib import clock, keys
from portal.web import pages, strips

LATE, CLOSING, OPEN, NEVER = "late", "closing", "open", "never"
FEW, MANY, SOON_DAYS = 8, 100, 7


@dataclass(frozen=True)
class Planned:
    """Who is to come on which day; the tone says whether that is in time."""

    day: str
    who: str
    tone: str
    note: str


@dataclass(frozen=True)
class Line:
    """A lift whose visit is due, with its gauge and its plan."""

    key: UUID
    url: str
    plan_url: str
    street: str
    under: str
    drawing: SafeString | str
    figure: str
    word: str
    tone: str
    planned: Planned | None


@dataclass(frozen=True)
class Group:
    """Visits that are equally pressing: the first of them, how many there are, how many have their day."""

    code: str
    title: str
    tone: str
    total: int
    planned: int
    lines: list[Line]
    after: str = ""

    @property
    def unplanned(self) -> int:
        return self.total - self.planned

    @property
    def hidden(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Asked:
    """Which week of which route a page is about."""

    week: Week
    route: Route | None = None

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return urlencode({"week": self.week.code} | ({"route": str(self.route.pk)} if self.route else {}))

    @property
    def route_key(self) -> str:
        """The route's key as text; empty for all."""
        return str(self.route.pk) if self.route else ""

    @property
    def on(self) -> date:
        """The day from which the week is looked at: today, or its Monday when that is still to come."""
        return max(self.week.today, self.week.monday)


@dataclass(frozen=True)
class Counts:
    """How many are due, by group, and how many of them have no day yet."""

    total: dict[str, int] = field(default_factory=dict)
    planned: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """Due by the end of the week, and nobody knows when."""
        return sum(self.total[code] - self.planned[code] for code in (LATE, CLOSING))

    @property
    def free(self) -> int:
        """What could be given a day."""
        return sum(self.total.values()) - sum(self.planned.values())


def routes() -> models.QuerySet[Route]:
    """The routes, by name."""
    return Route.objects.select_related("technician__person").order_by("name", "pk")


def route_of(key: str) -> Route | None:
    """The route that an address names."""
    known = keys.read(key)
    return routes().filter(pk=known).first() if known else None


def counts(asked: Asked) -> Counts:
    """What is due, counted in one query."""
    planned = Visit.objects.filter(state=VisitState.PLANNED, lift=models.OuterRef("lift"))
    asks = {}
    for code, which in _groups(asked).items():
        asks[code] = Count("pk", filter=which)
        asks[f"{code}_planned"] = Count("pk", filter=which & Q(has_plan=True))
    found = _cards(asked).annotate(has_plan=models.Exists(planned)).aggregate(**asks)
    codes = list(_groups(asked))
    return Counts({code: found[code] for code in codes}, {code: found[f"{code}_planned"] for code in codes})


def groups(asked: Asked, counted: Counts) -> list[Group]:
    """Late, closing this week, may be done this week; the first few of each that has any."""
    return [group(code, asked, counted, most=FEW) for code in (LATE, CLOSING, OPEN, NEVER) if counted.total[code]]


def group(code: str, asked: Asked, counted: Counts, *, most: int = MANY, after: str = "") -> Group:
    """One of the groups, or a page of it: by key, so it costs the same however far down."""
    cards = _with_all(_following(_cards(asked).filter(_groups(asked)[code]), after))
    rows = list(cards.order_by("due_on", "pk")[: most + 1])
    more = f"{rows[most - 1].due_on:%Y-%m-%d}_{rows[most - 1].pk}" if len(rows) > most else ""
    lines = [_line(card, asked.week.today, asked.query) for card in rows[:most]]
    tone = {LATE: "stop", CLOSING: "warn"}.get(code, "")
    return Group(code, _titles(asked)[code], tone, counted.total[code], counted.planned[code], lines, more)


def line(lift: Lift, asked: Asked) -> Line:
    """One lift's line, as it is now."""
    return _line(_with_all(LiftCard.objects.filter(lift=lift)).get(), asked.week.today, asked.query)


def planned_of(lift: Lift) -> Visit | None:
    """The lift's planned visit."""
    return waiting().filter(lift=lift).first()


def waiting() -> models.QuerySet[Visit]:
    """Visits that wait for their day."""
    planned = Visit.objects.filter(state=VisitState.PLANNED)
    return planned.select_related("lift__building", "technician__person").order_by("planned_on", "pk")


def taken(first: date, last: date) -> dict[tuple[UUID, date], int]:
    """How many visits each technician has on each day that has some."""
    rows = Visit.objects.filter(planned_on__range=(first, last), technician__isnull=False)
    rows = rows.exclude(state__in=[VisitState.CANCELLED, VisitState.JOINED]).order_by()
    counted = rows.values_list("technician", "planned_on").annotate(many=Count("pk"))
    return {(technician, day): many for technician, day, many in counted}


def cards_due(asked: Asked) -> Iterable[LiftCard]:
    """What may be done in the week and has no day yet, the nearest promise first."""
    wanted = _groups(asked)
    which = wanted[LATE] | wanted[CLOSING] | wanted[OPEN] | wanted[NEVER]
    planned = Visit.objects.filter(state=VisitState.PLANNED, lift=models.OuterRef("lift"))
    return _with_all(_cards(asked).filter(which, ~models.Exists(planned))).order_by("due_on", "pk")


def _groups(asked: Asked) -> dict[str, Q]:
    """The lifts of each group, by their card."""
    first, last = asked.on, asked.week.sunday
    return {
        LATE: Q(window_closes_on__lt=first),
        CLOSING: Q(window_closes_on__range=(first, last)),
        OPEN: Q(window_opens_on__lte=last, window_closes_on__gt=last),
        NEVER: Q(window_closes_on=None),
    }


def _titles(asked: Asked) -> dict[str, str]:
    return {
        LATE: _("Tarde") if asked.week.is_now else _("Llegarían tarde"),
        CLOSING: _("Vencen esta semana") if asked.week.is_now else _("Vencen esa semana"),
        OPEN: _("Ya pueden hacerse"),
        NEVER: _("Sin ninguna revisión anotada"),
    }


def _cards(asked: Asked) -> models.QuerySet[LiftCard]:
    cards = LiftCard.objects.filter(lift__left_on=None)
    return cards.filter(lift__route=asked.route) if asked.route else cards


def _with_all(cards: models.QuerySet[LiftCard]) -> models.QuerySet[LiftCard]:
    planned = Visit.objects.filter(state=VisitState.PLANNED).select_related("technician__person")
    return cards.select_related("lift__building", "lift__route__technician__person").prefetch_related(
        Prefetch("lift__visits", planned, to_attr="planned")
    )


def _following(cards: models.QuerySet[LiftCard], after: str) -> models.QuerySet[LiftCard]:
    """Cards after the one named, in the order of the list."""
    day, _between, key = after.partition("_")
    try:
        due_on, pk = date.fromisoformat(day), UUID(key)
    except ValueError:
        return cards
    return cards.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))


def _line(card: LiftCard, today: date, query: str) -> Line:
    lift = card.lift
    days = (card.window_closes_on - today).days if card.window_closes_on else None
    tone = "" if days is None else "stop" if days < 0 else "warn" if days <= SOON_DAYS else "ok"
    return Line(
        key=lift.pk,
        url=pages.address("maintenance:lift", lift.pk),
        plan_url=f"{pages.address('maintenance:planning-lift', lift.pk)}?{query}",
        street=lift.place,
        under=_under(lift, today),
        drawing=_drawing(card, today, days, tone),
        figure="" if days is None else ngettext("%(n)s día", "%(n)s días", abs(days)) % {"n": abs(days)},
        word="" if days is None else _("tarde") if days < 0 else ngettext("queda", "quedan", days),
        tone=tone,
        planned=_planned(lift, card, today),
    )


def _under(lift: Lift, today: date) -> str:
    """RAE 47-001377 · ruta Delicias; how often, where that is not every month."""
    route = _("ruta %(route)s") % {"route": lift.route} if lift.route else _("sin ruta")
    seldom = "" if law.interval(lift.facts, today) == law.MONTHLY else _("cada 4 meses")
    return " · ".join(part for part in (f"RAE {lift.rae}" if lift.rae else "", route, seldom) if part)


def _drawing(card: LiftCard, today: date, days: int | None, tone: str) -> SafeString | str:
    """The gauge of days 20 to 45; for lifts seen every four months, the way to their last day."""
    if days is None or card.last_visit_at is None or card.window_opens_on is None or card.window_closes_on is None:
        return ""
    last = clock.day_in(card.lift.building.time_zone, card.last_visit_at)
    whole = (card.window_closes_on - last).days
    if whole == law.MONTHLY.latest:
        return strips.gauge((today - last).days, tone, left(days))
    return strips.window((today - last).days, (card.window_opens_on - last).days, whole, left(days))


def _planned(lift: Any, card: LiftCard, today: date) -> Planned | None:
    visit = next(iter(lift.planned), None)
    if visit is None or visit.planned_on is None:
        return None
    note, tone = "", ""
    if visit.planned_on < today:
        note, tone = _("sin anotar"), "stop"
    elif card.window_closes_on and today <= card.window_closes_on < visit.planned_on:
        note, tone = _("fuera de plazo"), "warn"
    who = visit.technician.person.name if visit.technician else _("sin técnico")
    return Planned(weeks.short(visit.planned_on, today), who, tone, note)
