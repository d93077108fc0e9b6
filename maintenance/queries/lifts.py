"""Lifts as the office finds and lists them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Status
from maintenance.models import Lift, LiftCard
from maintenance.models.card import NEVER
from maintenance.models.lift import LiftQuerySet
from maintenance.rules import law
from maintenance.rules.status import believed
from portal.lib import clock, keys
from portal.lib.text import fold
from portal.web import pages, strips, words

FOUND, LOOKED_THROUGH, PAGE = 8, 40, 100
NO_CARD = LiftCard.RANK[Status.UNKNOWN]


@dataclass(frozen=True)
class Found:
    """A lift as a search shows it."""

    key: UUID
    street: str
    name: str
    rae: str
    stops: int | None
    status: Status


@dataclass(frozen=True)
class Due:
    """When the last visit was and when the next is due. `days` are left, negative when late."""

    last: str
    by: str
    window: str
    days: int | None
    strip: SafeString | str

    @property
    def tone(self) -> str:
        """How pressing it is."""
        if self.days is None or self.days > 7:
            return ""
        return "warn" if self.days >= 0 else "stop"


@dataclass(frozen=True)
class Row:
    """A lift in the list."""

    key: UUID
    url: str
    street: str
    city: str
    name: str
    rae: str
    route: str
    status: Status
    due: Due


@dataclass(frozen=True)
class Page:
    """A page of the list; `after` begins the next one, empty on the last."""

    rows: list[Row]
    after: str
    total: int


def in_care() -> LiftQuerySet:
    """Lifts the company looks after, with what their pages say."""
    found: LiftQuerySet = _with_all(Lift.objects.in_care())
    return found


def every() -> models.QuerySet[Lift]:
    """All lifts there ever were, with what their sheet says."""
    found: models.QuerySet[Lift] = _with_all(Lift.objects.all())
    return found


def _with_all(lifts: Any) -> Any:
    return lifts.select_related("building", "route__technician__person", "card")


def find(typed: str, *, now: datetime, limit: int = FOUND) -> list[Found]:
    """Lifts that hold every word typed, the ones that hold them whole first."""
    wanted = fold(typed).split()
    if not wanted:
        return []
    rows = matching(typed).select_related("building", "card").order_by("building__street", "name", "pk")
    lifts = list(rows[:LOOKED_THROUGH])
    lifts.sort(key=lambda lift: -len(set(wanted) & set(lift.search.split())))
    return [
        Found(lift.pk, lift.building.street, lift.name, lift.rae, lift.stops, status_of(lift, now))
        for lift in lifts[:limit]
    ]


def page(*, typed: str = "", status: str = "", after: str = "", now: datetime) -> Page:
    """A page of the list: what stands first, then what is due soonest. By key: it costs the same however far down."""
    lifts = _ordered(matching(typed))
    if status in Status.values:
        lifts = lifts.filter(rank=LiftCard.RANK[Status(status)])
    total = lifts.count()
    rows = list(_with_all(_following(lifts, after)).order_by("rank", "due_on", "pk")[: PAGE + 1])
    more = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    return Page([_row(lift, now) for lift in rows[:PAGE]], more, total)


def counts() -> dict[str, int]:
    """How many lifts are in each state."""
    ranked = _ordered(Lift.objects.in_care()).values("rank").annotate(many=models.Count("pk")).order_by()
    found = {row["rank"]: row["many"] for row in ranked}
    return {status.value: found.get(rank, 0) for status, rank in LiftCard.RANK.items()}


def status_of(lift: Lift, now: datetime) -> Status:
    """What may be said of a lift now; a lift without its card yet is unknown."""
    card: LiftCard | None = getattr(lift, "card", None)
    return believed(Status(card.status), card.stale_at, now) if card else Status.UNKNOWN


def due_of(lift: Lift, now: datetime) -> Due:
    """The last visit and the window of the next."""
    card: LiftCard | None = getattr(lift, "card", None)
    if card is None or card.last_visit_at is None or card.window_closes_on is None or card.window_opens_on is None:
        return Due("", "", "", None, "")
    zone = lift.building.time_zone
    today, last = clock.day_in(zone, now), clock.day_in(zone, card.last_visit_at)
    opens, closes = card.window_opens_on, card.window_closes_on
    days = (closes - today).days
    return Due(
        last=words.short(last, today),
        by=card.last_visit_by,
        window=words.window(opens, closes, today),
        days=days,
        strip=strips.window((today - last).days, (opens - last).days, (closes - last).days, left(days)),
    )


def left(days: int) -> str:
    """3 días tarde · vence hoy · quedan 4 días."""
    if days == 0:
        return _("vence hoy")
    if days < 0:
        return ngettext("%(n)s día tarde", "%(n)s días tarde", -days) % {"n": -days}
    return ngettext("queda %(n)s día", "quedan %(n)s días", days) % {"n": days}


def interval_of(lift: Lift, now: datetime) -> law.Interval:
    """The law's interval for its visits."""
    today: date = clock.day_in(lift.building.time_zone, now)
    return law.interval(lift.facts, today)


def matching(typed: str) -> LiftQuerySet:
    """Those in our care that hold every word typed."""
    lifts = Lift.objects.in_care()
    for word in fold(typed).split():
        lifts = lifts.filter(models.Q(search__contains=word) | models.Q(code__istartswith=word))
    return lifts


def _ordered(lifts: models.QuerySet[Lift]) -> Any:
    """With what the list is ordered by; a lift without its card yet stands among the unknown."""
    return lifts.annotate(
        rank=Coalesce("card__rank", models.Value(NO_CARD)), due_on=Coalesce("card__due_on", models.Value(NEVER))
    )


def _following(lifts: Any, after: str) -> Any:
    """Lifts after the one named, in the order of the list."""
    last = _named(after)
    if last is None:
        return lifts
    same = models.Q(due_on__gt=last["due_on"]) | models.Q(due_on=last["due_on"], pk__gt=last["pk"])
    return lifts.filter(models.Q(rank__gt=last["rank"]) | models.Q(rank=last["rank"]) & same)


def _named(key: str) -> dict[str, Any] | None:
    wanted = keys.read(key)
    if wanted is None:
        return None
    named: dict[str, Any] | None = _ordered(Lift.objects.filter(pk=wanted)).values("pk", "rank", "due_on").first()
    return named


def _row(lift: Lift, now: datetime) -> Row:
    return Row(
        key=lift.pk,
        url=pages.url_for(lift),
        street=lift.building.street,
        city=lift.building.city,
        name=lift.name,
        rae=lift.rae,
        route=str(lift.route or ""),
        status=status_of(lift, now),
        due=due_of(lift, now),
    )
