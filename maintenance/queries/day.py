"""What waits at the lifts today: who is inside, what stands, what is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Answer, Status, Step
from maintenance.models import Breakdown, BreakdownStep, Call, LiftCard, Ring, Stop
from maintenance.queries import breakdowns as stories
from maintenance.queries import planning, ringing, weeks
from maintenance.queries.breakdowns import Promise
from maintenance.queries.lifts import left
from maintenance.rules.law import ATTENDANCE_WITHIN_HOURS
from portal.web import strips, words

SOON_DAYS = 7
MOST_OPEN = 100


@dataclass(frozen=True)
class Trouble:
    """A breakdown or a call that nobody has closed: where, what, who has it, what was promised."""

    url: str
    place: str
    text: str
    has_it: str
    status: Status
    label: str
    began: str
    promise: Promise | None
    is_call: bool = False
    rings: str = ""


@dataclass(frozen=True)
class Visit:
    """A visit that is late or soon will be."""

    url: str
    new_url: str
    street: str
    under: str
    gauge: SafeString
    figure: str
    word: str
    tone: str
    technician: str
    planned: str
    planned_who: str
    plan_url: str


@dataclass(frozen=True)
class Due:
    """Visits that are late or soon will be: the first of them, how many there are, how many are late."""

    visits: list[Visit]
    total: int
    late: int


def troubles(now: datetime) -> tuple[list[Trouble], list[Trouble]]:
    """Where somebody is inside, and what else is open, the nearest promise first."""
    found = [*_breakdowns(now), *_calls(now)]
    inside = [trouble for alarm, trouble in found if alarm]
    return inside, sorted((trouble for alarm, trouble in found if not alarm), key=_nearest)


def stopped() -> int:
    """How many lifts stand now."""
    return Stop.objects.open().filter(lift__left_on=None).count()


def due(today: date, *, most: int) -> Due:
    """Late visits and those due within a week, the latest first."""
    rows = LiftCard.objects.filter(lift__left_on=None, window_closes_on__lte=today + timedelta(days=SOON_DAYS))
    many = rows.aggregate(all=Count("pk"), late=Count("pk", filter=Q(window_closes_on__lt=today)))
    first = rows.select_related("lift__building", "lift__route__technician__person").order_by("window_closes_on", "pk")
    first = first.prefetch_related(Prefetch("lift__visits", planning.waiting(), to_attr="planned"))
    return Due([_visit(card, today) for card in first[:most]], many["all"], many["late"])


def _nearest(trouble: Trouble) -> float:
    return trouble.promise.until_at.timestamp() if trouble.promise else float("inf")


def _breakdowns(now: datetime) -> list[tuple[bool, Trouble]]:
    steps = BreakdownStep.objects.filter(breakdown=OuterRef("pk")).order_by("-at", "-pk").values("at")
    rows = (
        Breakdown.objects.open()
        .select_related("lift__building", "technician__person")
        .prefetch_related(Prefetch("calls", Call.objects.order_by("called_at", "pk")))
        .prefetch_related(Prefetch("rings", Ring.objects.select_related("person").order_by("turn", "pk")))
        .annotate(last_at=Subquery(steps[:1]), freed_before=Subquery(steps.filter(step=Step.FREED)[:1]))
        .order_by(F("next_update_by").asc(nulls_last=True), "pk")[:MOST_OPEN]
    )
    return [_breakdown(row, now) for row in rows]


def _breakdown(row: Any, now: datetime) -> tuple[bool, Trouble]:
    calls = list(row.calls.all())
    first = calls[0] if calls else None
    alarm = row.entrapment and row.freed_at is None
    status = Status.OUT_OF_ORDER if row.stops_service else Status.REPORTED
    return alarm, Trouble(
        url=reverse("maintenance:breakdown", args=[row.pk]),
        place=row.lift.place,
        text=_told(first) if alarm else stories.cause(row).rstrip(".") or _words(first) or row.number,
        has_it=row.who,
        status=status,
        label=str(status.label) if row.stops_service else _("Funciona, con avería"),
        began=_since(row.reported_at, now),
        promise=stories.promise(row.next_update_by, began=row.last_at or row.reported_at, now=now),
        rings=_ringing(row, calls, now) if alarm and row.taken_at is None else "",
    )


def _ringing(row: Any, calls: list[Call], now: datetime) -> str:
    """On whose telephones it rings for those inside now."""
    inside = [call.called_at for call in calls if call.anyone_inside == Answer.YES]
    since = min((at for at in inside if not row.freed_before or at > row.freed_before), default=row.reported_at)
    return ringing.sentence([ring for ring in row.rings.all() if ring.at >= since], now=now)


def _calls(now: datetime) -> list[tuple[bool, Trouble]]:
    rows = Call.objects.unconfirmed().select_related("lift__building").order_by("called_at", "pk")[:MOST_OPEN]
    return [_call(row, now) for row in rows]


def _call(row: Call, now: datetime) -> tuple[bool, Trouble]:
    alarm = row.anyone_inside == Answer.YES
    attended_by = row.called_at + timedelta(hours=ATTENDANCE_WITHIN_HOURS)
    return alarm, Trouble(
        url=reverse("maintenance:call", args=[row.pk]),
        place=row.lift.place,
        text=(_told(row) if alarm else _words(row)) or _("Aviso %(number)s") % {"number": row.number},
        has_it="",
        status=Status.REPORTED,
        label=str(Status.REPORTED.label),
        began=_since(row.called_at, now),
        promise=stories.promise(attended_by, began=row.called_at, now=now),
        is_call=True,
    )


def _told(call: Call | None) -> str:
    """Entre la 2.ª y la 3.ª. Aviso 1842, Luis Herrero."""
    if call is None:
        return ""
    number = _("Aviso %(number)s") % {"number": call.number}
    who = f"{number}, {call.caller_name}" if call.caller_name else number
    said = [part.rstrip(".") for part in (call.where, call.words, who) if part]
    return ". ".join(said) + "."


def _words(call: Call | None) -> str:
    return (call.words or call.where).rstrip(".") if call else ""


def _since(moment: datetime, now: datetime) -> str:
    """2 min, desde las 10:24."""
    since = words.since(timezone.localtime(moment), timezone.localtime(now))
    return f"{words.lasting((now - moment).total_seconds())}, {since}"


def _visit(card: LiftCard, today: date) -> Visit:
    lift: Any = card.lift
    planned = next(iter(lift.planned), None)
    closes = card.window_closes_on or today
    days = (closes - today).days
    tone = "stop" if days < 0 else "warn"
    technician = lift.route.technician if lift.route else None
    word = ngettext("queda", "quedan", days) if days >= 0 else _("tarde")
    return Visit(
        url=reverse("maintenance:lift", args=[lift.pk]),
        new_url=reverse("maintenance:visit-new", query={"lift": str(lift.pk)}),
        street=lift.place,
        under=" · ".join(part for part in (f"RAE {lift.rae}" if lift.rae else "", _route(lift)) if part),
        gauge=strips.gauge(strips.LATEST - days, tone, left(days)),
        figure=ngettext("%(n)s día", "%(n)s días", abs(days)) % {"n": abs(days)},
        word=word,
        tone=tone,
        technician=technician.person.name if technician else "",
        planned=weeks.short(planned.planned_on, today) if planned and planned.planned_on else "",
        planned_who=planned.technician.person.name if planned and planned.technician else "",
        plan_url=reverse("maintenance:planning-lift", args=[lift.pk]),
    )


def _route(lift: Any) -> str:
    return _("ruta %(route)s") % {"route": lift.route} if lift.route else ""
