"""The works of a lift as its page lists them: those ahead, and the others by key; the next of them for the lift's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse

from maintenance.enums import WorkKind, WorkState
from maintenance.models import Lift, Work
from maintenance.models.work import WorkQuerySet
from owners.queries import costs, work_words
from owners.queries.costs import Cost
from owners.queries.scope import Reading
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.lib.text import timestamp
from portal.web import words
from portal.web.words import gettext as _

SIZE, AHEAD = 36, 50
SOON, FIRST = timedelta(days=60), 3
PAST = (WorkState.DONE, WorkState.CANCELLED)
TONES = {WorkState.PLANNED: "accent", WorkState.BEGUN: "warn", WorkState.DONE: "ok", WorkState.CANCELLED: ""}


@dataclass(frozen=True)
class Row:
    """A work as its page prints it. `told` is what was done, or why it will not be."""

    pk: UUID
    number: str
    words: str
    kind: str
    state: str
    tone: str
    when: str
    standing: str
    who: str
    told: str
    is_cancelled: bool
    cost: Cost | None


@dataclass(frozen=True)
class Page:
    """Those ahead, what comes first on top; the others, newest first; the key of the next page, empty on the last."""

    ahead: list[Row]
    past: list[Row]
    older: str


def page(reading: Reading, person: User, at: datetime, *, before: str) -> Page:
    """What this person reads of them: names as an owner does, and the money the person sees."""
    of_lift = Work.objects.filter(lift=reading.lift).select_related("technician__person", "stop")
    key = _read(before)
    ahead = [] if key else list(of_lift.ahead().order_by("from_at", "pk")[:AHEAD])
    past = of_lift.filter(state__in=PAST)
    if key:
        past = past.filter(from_at__lte=key[0]).filter(Q(from_at__lt=key[0]) | Q(pk__lt=key[1]))
    found = list(past.order_by("-from_at", "-pk")[: SIZE + 1])
    shown = found[:SIZE]
    charged = costs.of_works([*ahead, *shown], person, at)
    told = {work.pk: _row(work, reading, charged.get(work.pk), at) for work in [*ahead, *shown]}
    older = _key(shown[-1]) if len(found) > SIZE else ""
    return Page([told[one.pk] for one in ahead], [told[one.pk] for one in shown], older)


def _row(work: Work, reading: Reading, cost: Cost | None, at: datetime) -> Row:
    state = WorkState(work.state)
    who = work.technician.person.name if work.technician and Audience.OWNER in reading.audiences else ""
    return Row(
        pk=work.pk,
        number=work.number,
        words=work.words,
        kind=str(WorkKind(work.kind).label),
        state=str(state.label),
        tone=TONES[state],
        when=_when(work, at.astimezone(ZoneInfo(reading.lift.building.time_zone))),
        standing=work_words.standing(work),
        who=who,
        told=work.why_cancelled or work.end_words,
        is_cancelled=state is WorkState.CANCELLED,
        cost=cost,
    )


def _when(work: Work, now: datetime) -> str:
    begins, ends = work.from_at.astimezone(now.tzinfo), work.to_at.astimezone(now.tzinfo)
    began = work.begun_at.astimezone(now.tzinfo) if work.begun_at else None
    if began and work.ended_at:
        return words.span(began, work.ended_at.astimezone(now.tzinfo), now)
    if began:
        said = {"since": words.since(began, now), "last": words.moment(ends, now)}
        return _("%(since)s; se espera acabar %(last)s") % said
    told = work_words.when(begins, ends, now)
    return _("%(when)s; aún no ha empezado") % {"when": told} if _is_late(work, now) else told


def _is_late(work: Work, now: datetime) -> bool:
    return work.state == WorkState.PLANNED and work.to_at < now


def soon(lift: Lift, at: datetime) -> list[tuple[str, str, str, str]]:
    """The first of those ahead within sixty days: number, what, when, and whether the lift stands."""
    now = at.astimezone(ZoneInfo(lift.building.time_zone))
    found: WorkQuerySet = Work.objects.filter(lift=lift)
    return [
        (work.number, work.words, _when(work, now), work_words.standing(work))
        for work in found.before(at + SOON).order_by("from_at", "pk")[:FIRST]
    ]


def address(work: Work) -> str:
    """Where it stands among the works of its lift, on whichever page that is."""
    url = reverse("owners:works", args=[work.lift_id])
    others = Work.objects.filter(lift=work.lift_id, state__in=PAST, from_at__gte=work.from_at)
    newer = others.filter(Q(from_at__gt=work.from_at) | Q(pk__gt=work.pk)).order_by("from_at", "pk")[:SIZE]
    if work.state in PAST and len(newer) == SIZE:
        url = f"{url}?{urlencode({'before': _key(newer[0])})}"
    return f"{url}#{work.number}"


def _key(work: Work) -> str:
    return f"{timestamp(work.from_at)}_{work.pk}"


def _read(text: str) -> tuple[datetime, UUID] | None:
    moment, _mark, key = text.partition("_")
    try:
        begins, known = datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        return None
    return (begins, known) if begins.tzinfo else None
