"""Breakdowns as the office reads them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.enums import Cause, Leaving, Status, Step
from maintenance.models import Breakdown, BreakdownStep, Lift
from maintenance.rules import promises
from maintenance.rules.steps import Story
from portal.web import words

REPEATS_WITHIN = timedelta(days=30)  # DOMAIN §2.2: same cause within 30 days


@dataclass(frozen=True)
class Floor:
    """One landing of the story; `took` is how long it took to climb here."""

    number: int
    title: str
    when: str
    text: str = ""
    took: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Promise:
    """By when there is news: the words, what is left, and the percent of the time that is spent."""

    until_at: datetime
    until: str
    left: str
    spent: int
    tone: str


@dataclass(frozen=True)
class Head:
    """The state a breakdown's page opens with."""

    status: Status
    label: str
    sentence: str
    under: str
    promise: Promise | None = None


def every() -> models.QuerySet[Breakdown]:
    """Breakdowns with what their page says."""
    return Breakdown.objects.select_related(
        "lift__building", "lift__route__technician__person", "technician__person", "repeats"
    )


def open_of(lift: Lift) -> Breakdown | None:
    """The open breakdown of a lift."""
    return every().filter(lift=lift, restored_at=None).order_by("-reported_at", "-pk").first()


def story(breakdown: Breakdown) -> Story:
    """What the rule of steps asks of a breakdown."""
    taken = breakdown.steps.order_by("at", "pk").values_list("step", "at")
    return Story(
        taken=[(Step(step), at) for step, at in taken],
        technician=breakdown.technician_id or breakdown.done_by or None,
        somebody_inside=breakdown.entrapment and breakdown.freed_at is None,
        was_entrapment=breakdown.entrapment,
        is_over=breakdown.restored_at is not None,
    )


def head(breakdown: Breakdown, story: Story, *, now: datetime) -> Head:
    """What is the matter now, or how long it lasted."""
    local, reported = timezone.localtime(now), timezone.localtime(breakdown.reported_at)
    since = words.since(reported, local)
    if breakdown.restored_at is not None:
        took = words.lasting((breakdown.restored_at - breakdown.reported_at).total_seconds())
        back = words.moment(timezone.localtime(breakdown.restored_at), local)
        return Head(Status.NO_FAULT, _("Resuelta"), _("Resuelta en %(took)s") % {"took": took}, back)
    news = promise(breakdown.next_update_by, began=story.last_at or breakdown.reported_at, now=now)
    if story.somebody_inside:
        inside = _("Alguien dentro %(since)s") % {"since": since}
        return Head(Status.OUT_OF_ORDER, _("Alguien dentro"), inside, "", news)
    why = cause(breakdown)
    if breakdown.stops_service:
        return Head(Status.OUT_OF_ORDER, _("Fuera de servicio"), _("Parado %(since)s") % {"since": since}, why, news)
    return Head(Status.REPORTED, _("Avería abierta"), _("Funciona con avería %(since)s") % {"since": since}, why, news)


def floors(breakdown: Breakdown, *, now: datetime) -> list[Floor]:
    """The story from the last step down, each with how long it took."""
    local = timezone.localtime(now)
    steps = list(breakdown.steps.select_related("technician__person").order_by("at", "pk"))
    told = [_floor(number, step, steps[number - 1].at if number else None, local) for number, step in enumerate(steps)]
    return told[::-1]


def _floor(number: int, step: BreakdownStep, earlier: datetime | None, local: datetime) -> Floor:
    at = timezone.localtime(step.at)
    same_day = at.date() == local.date()
    took = (step.at - earlier).total_seconds() if earlier else 0
    return Floor(
        number=number,
        title=_title(step),
        when=words.hour(at) if same_day else f"{words.short(at.date(), local.date())}, {words.hour(at)}",
        text=words.sentences(reason(step), step.words),
        took=words.lasting(took) if took >= 60 else "",
        tone="ok" if step.step in {Step.FREED, Step.RESTORED} else "",
    )


def reason(step: BreakdownStep) -> str:
    """Why the technician went, as a sentence; nothing for other steps, or when it was not said."""
    return "" if step.because in {"", Leaving.UNKNOWN} else f"{Leaving(step.because).label}."


def _title(step: BreakdownStep) -> str:
    who = step.who or _("El técnico")
    return {
        Step.REPORTED: _("Avisada"),
        Step.CONFIRMED: _("Confirmada"),
        Step.ASSIGNED: _("La tiene %(name)s") % {"name": who},
        Step.ON_THE_WAY: _("%(name)s, en camino") % {"name": who},
        Step.ARRIVED: _("%(name)s llegó al edificio") % {"name": who},
        Step.FREED: _("Quien estaba dentro, fuera"),
        Step.FOUND: _("Motivo encontrado"),
        Step.PROMISED: _("Nueva hora prometida"),
        Step.LEFT: _("%(name)s se fue del edificio") % {"name": who},
        Step.RESTORED: _("De nuevo en servicio"),
    }[Step(step.step)]


def promise(until: datetime | None, *, began: datetime, now: datetime) -> Promise | None:
    """A promise as it stands now; `began` is when the time for it began to run."""
    if until is None:
        return None
    local, left = timezone.localtime(now), (until - now).total_seconds()
    lasting = words.lasting(abs(left))
    return Promise(
        until_at=until,
        until=words.before(timezone.localtime(until), local),
        left=_("quedan %(time)s") % {"time": lasting} if left > 0 else _("pasó hace %(time)s") % {"time": lasting},
        spent=promises.share_spent(began.timestamp(), until.timestamp(), now.timestamp()),
        tone=promises.tone((until - began).total_seconds(), left),
    )


def cause(breakdown: Breakdown) -> str:
    """Why, when we know it."""
    if breakdown.cause_words:
        return breakdown.cause_words
    return "" if breakdown.cause == Cause.UNKNOWN else str(Cause(breakdown.cause).label)


def earlier(breakdown: Breakdown, cause: Cause) -> Breakdown | None:
    """The last breakdown of the same lift and cause within 30 days."""
    if cause in {Cause.UNKNOWN, Cause.POWER, Cause.NO_FAULT}:
        return None
    earlier = Breakdown.objects.filter(
        lift=breakdown.lift_id,
        cause=cause,
        reported_at__lt=breakdown.reported_at,
        restored_at__gte=breakdown.reported_at - REPEATS_WITHIN,
    )
    return earlier.order_by("-reported_at", "-pk").first()
