"""What may be said of a lift now, in sentences: never more than we know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from maintenance.enums import Cause, Leaving, Status
from maintenance.models import Breakdown, LiftCard
from maintenance.rules import promises
from maintenance.rules.status import believed
from portal.ledger.models import Pending
from portal.web import words
from portal.web.words import gettext as _

BEHIND = timedelta(minutes=5)  # work this old that nobody has done: what we show may be old too


@dataclass(frozen=True)
class State:
    """The head of a lift's page. `promise` is by when there will be news, `spent` the percent of that time gone by."""

    code: Status
    label: str
    sentence: str
    under: str
    promise: str = ""
    promise_note: str = ""
    spent: int = 0
    story: Any = None


def status_now(card: LiftCard, now: datetime, *, behind: bool = False) -> Status:
    """The card's status, or unknown when it is too old to be believed."""
    known = believed(Status(card.status), card.stale_at, now)
    return Status.UNKNOWN if known == Status.NO_FAULT and behind else known


def is_behind(lift_id: Any, now: datetime) -> bool:
    """Whether facts of this lift wait to be worked on for too long."""
    return Pending.objects.filter(stream=lift_id, set_aside_at=None, next_at__lt=now - BEHIND).exists()


def state(
    card: LiftCard,
    story: Breakdown | None,
    *,
    zone: ZoneInfo,
    now: datetime,
    names: bool = True,
    behind: bool = False,
) -> State:
    """The state of a lift with its sentences; `names` says whether the reader may be told who worked on it.

    `story` is its open breakdown, from `open_stories`.
    """
    local = now.astimezone(zone)
    code = status_now(card, now, behind=behind)
    since = card.since.astimezone(zone) if card.since else None
    if code == Status.OUT_OF_ORDER:
        return _stopped(story, since, local, names)
    if code == Status.REPORTED:
        return _reported(story, since, local)
    if code == Status.UNKNOWN:
        return State(
            code, str(code.label), _unknown(card, zone, local, behind), visits_sentence(card, zone, local, names)
        )
    sentence = _("Sin fallos %(since)s") % {"since": words.since(since, local)} if since else str(code.label)
    return State(code, str(code.label), sentence, visits_sentence(card, zone, local, names))


def open_stories(cards: Sequence[LiftCard]) -> dict[UUID, Breakdown]:
    """The open breakdowns of these lifts, asked at once, by lift."""
    with_one = [card.lift_id for card in cards if card.open_breakdowns]
    if not with_one:
        return {}
    open_ones = Breakdown.objects.open().filter(lift__in=with_one).select_related("technician__person")
    return {story.lift_id: story for story in open_ones.order_by("reported_at", "pk")}


def of_story(story: Breakdown, local: datetime, *, names: bool) -> State:
    """The state as one open breakdown tells it."""
    since = story.reported_at.astimezone(local.tzinfo)
    if story.stops_service:
        return _stopped(story, since, local, names)
    told = _reported(story, since, local)
    return replace(told, under=doing(story, local, names))


def over(sentence: str, under: str) -> State:
    """The state of a breakdown that is no more."""
    return State(Status.NO_FAULT, _("Resuelta"), sentence, under)


def _stopped(story: Breakdown | None, since: datetime | None, local: datetime, names: bool) -> State:
    head = _("Parado %(since)s") % {"since": words.since(since, local)} if since else _("Parado")
    why = cause(story) if story else ""
    return State(
        code=Status.OUT_OF_ORDER,
        label=str(Status.OUT_OF_ORDER.label),
        sentence=f"{head}: {_lowered(why)}" if why else head,
        under=doing(story, local, names) if story else "",
        story=story,
        **promised(story, local),
    )


def _lowered(cause_words: str) -> str:
    """As it stands after a colon; an abbreviation keeps its capitals."""
    begins, goes_on = cause_words[:1], cause_words[1:]
    return cause_words if goes_on[:1].isupper() else begins.lower() + goes_on


def _reported(story: Breakdown | None, since: datetime | None, local: datetime) -> State:
    when = words.moment(since, local) if since else ""
    return State(
        code=Status.REPORTED,
        label=str(Status.REPORTED.label),
        sentence=_("Nos avisaron %(when)s") % {"when": when},
        under=_("Todavía no lo hemos confirmado: puede que funcione."),
        story=story,
        **promised(story, local),
    )


def promised(story: Breakdown | None, local: datetime) -> dict[str, Any]:
    """By when there will be news, and that we say so when we are late."""
    if story is None or story.next_update_by is None:
        return {}
    by = story.next_update_by.astimezone(local.tzinfo)
    if by < local:
        late = _("Se nos ha pasado la hora. La oficina ya lo sabe y le debe una noticia.")
        return {"promise": _("era %(by)s") % {"by": words.before(by, local)}, "promise_note": late, "spent": 100}
    began = story.confirmed_at or story.reported_at
    return {
        "promise": words.before(by, local),
        "spent": promises.share_spent(began.timestamp(), by.timestamp(), local.timestamp()),
        "promise_note": _("Son las %(now)s. Si se nos pasa, se lo diremos.") % {"now": words.hour(local)},
    }


def cause(story: Breakdown) -> str:
    """The cause in few words, when we know it."""
    if story.cause_words:
        return story.cause_words.rstrip(".")
    return "" if story.cause == Cause.UNKNOWN else str(Cause(story.cause).label).lower()


def doing(story: Breakdown, local: datetime, names: bool) -> str:
    """Who is on it, whether somebody was inside, and when it is expected back."""
    return words.sentences(_who(story, local, names), _inside(story, local), _back(story, local))


def _who(story: Breakdown, local: datetime, names: bool) -> str:
    if not story.who:
        return _("Buscamos quién vaya.")
    name = story.who if names else _("Un técnico")
    if story.there_since:
        since = words.since(story.there_since.astimezone(local.tzinfo), local)
        return _("%(name)s está en el edificio %(since)s.") % {"name": name, "since": since}
    if story.left_at:
        when = words.moment(story.left_at.astimezone(local.tzinfo), local)
        return _left(Leaving(story.left_because)) % {"name": name, "when": when}
    return _("La tiene %(name)s.") % {"name": name}


def _left(because: Leaving) -> str:
    return {
        Leaving.PART: _("%(name)s se fue %(when)s; volverá con la pieza."),
        Leaving.CONTINUES: _("%(name)s se fue %(when)s; el trabajo sigue otro día."),
        Leaving.ACCESS: _("%(name)s se fue %(when)s: no se pudo entrar."),
        Leaving.HELP: _("%(name)s se fue %(when)s; hace falta otra persona."),
        Leaving.UNKNOWN: _("%(name)s se fue %(when)s."),
    }[because]


def _inside(story: Breakdown, local: datetime) -> str:
    if not story.entrapment:
        return _("Nadie quedó dentro.")
    if story.freed_at is None:
        return _("Hay alguien dentro; lo primero es sacarlo.")
    return _("Quien estaba dentro salió %(when)s.") % {
        "when": words.moment(story.freed_at.astimezone(local.tzinfo), local)
    }


def _back(story: Breakdown, local: datetime) -> str:
    if story.expected_back_at is None:
        return ""
    when = words.moment(story.expected_back_at.astimezone(local.tzinfo), local)
    return _("Vuelve, según lo previsto, %(when)s.") % {"when": when}


def _unknown(card: LiftCard, zone: ZoneInfo, local: datetime, behind: bool) -> str:
    if behind:
        return _("Nuestro sistema va con retraso: ahora no podemos asegurar nada")
    if card.last_seen_at is None:
        return _("Todavía no hemos estado en este ascensor")
    seen = words.long(card.last_seen_at.astimezone(zone).date(), local.date())
    return _("Sin datos: la última vez que estuvimos fue el %(day)s") % {"day": seen}


def visits_sentence(card: LiftCard, zone: ZoneInfo, local: datetime, names: bool) -> str:
    """Última revisión: Marta Gil, el 12 de noviembre. Próxima: del 2 al 20 de diciembre."""
    return words.sentences(_last(card, zone, local, names), _next(card, local.date()))


def _last(card: LiftCard, zone: ZoneInfo, local: datetime, names: bool) -> str:
    if card.last_visit_at is None:
        return _("Aún sin revisiones anotadas.")
    day = words.long(card.last_visit_at.astimezone(zone).date(), local.date())
    if names and card.last_visit_by:
        return _("Última revisión: %(name)s, el %(day)s.") % {"name": card.last_visit_by, "day": day}
    return _("Última revisión: el %(day)s.") % {"day": day}


def _next(card: LiftCard, today: date) -> str:
    if card.window_closes_on is None:
        return ""
    if card.window_closes_on < today:
        late = (today - card.window_closes_on).days
        told = ngettext(
            "La siguiente va tarde: el límite fue hace %(n)s día.",
            "La siguiente va tarde: el límite fue hace %(n)s días.",
            late,
        )
        return told % {"n": late}
    return _("Próxima: %(days)s.") % {
        "days": words.between(card.window_opens_on or today, card.window_closes_on, today)
    }
