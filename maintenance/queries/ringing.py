"""Who answers for people shut in a lift, whose telephone rang, and how that is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.enums import Answer, RungAs, Step
from maintenance.models import Breakdown, Ring, Technician
from maintenance.queries import contractors, duty
from maintenance.rules.ringing import Chain
from portal.access.models import Post
from portal.access.roles import RUN_COMPANY, Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock
from portal.lib.text import timestamp
from portal.web import words


@dataclass(frozen=True)
class Line:
    """Somebody whose telephone rang, why, and at which hours."""

    name: str
    why: str
    hours: str


@dataclass(frozen=True)
class Ringing:
    """An entrapment that rings or rang: in one sentence while it does, and who was rung when."""

    sentence: str
    lines: list[Line]


def since(breakdown: Breakdown) -> datetime:
    """Since when we know of those inside, or who were the last to be: the first call that says so after any before."""
    steps = breakdown.steps.filter(step=Step.FREED)
    earlier = steps.filter(at__lt=breakdown.freed_at) if breakdown.freed_at else steps
    freed = earlier.aggregate(last=models.Max("at"))["last"]
    calls = breakdown.calls.filter(anyone_inside=Answer.YES)
    calls = calls.filter(called_at__gt=freed) if freed else calls
    first: datetime | None = calls.aggregate(first=models.Min("called_at"))["first"]
    return first or freed or breakdown.reported_at


def rung(breakdown: Breakdown, since: datetime) -> models.QuerySet[Ring]:
    """Whose telephone rang for those inside now, in order."""
    return Ring.objects.filter(breakdown=breakdown, at__gte=since).select_related("person").order_by("turn", "pk")


def chain(breakdown: Breakdown, at: datetime) -> tuple[Chain[UUID], dict[UUID, RungAs]]:
    """The people to ask, in order, by their keys; and why each of them."""
    given = _given(breakdown, at)
    on_duty = [one.technician for one in duty.on_duty(at, breakdown.lift.route)]
    present = [one.person_id for one in on_duty if contractors.may_work_now(one, breakdown.lift, at)]
    in_charge = [person.pk for person in heads(at)]
    why = dict.fromkeys(in_charge, RungAs.HEAD) | dict.fromkeys(present, RungAs.DUTY)
    if given is not None:
        why[given] = RungAs.GIVEN
    return Chain(given, present, in_charge), why


def _given(breakdown: Breakdown, at: datetime) -> UUID | None:
    has_it: Technician | None = breakdown.technician
    return has_it.person_id if has_it and has_it.person.is_active else None


def heads(at: datetime) -> list[User]:
    """Who leads the office: those of the administration; the whole office where there is none."""
    today = clock.day_in(companies.current().time_zone, at)
    for role in RUN_COMPANY:
        if found := _holding(role, today):
            return found
    return []


def _holding(role: Role, today: Any) -> list[User]:
    posts = Post.objects.held_on(today).filter(role=role)
    return list(User.objects.filter(is_active=True, pk__in=posts.values("person")).order_by("name", "pk"))


def on(person: User) -> list[dict[str, str]]:
    """What rings on this person's telephone now, as the phone is told."""
    mine = Ring.objects.filter(person=person, breakdown__in=Breakdown.objects.ringing())
    rows = mine.select_related("breakdown__lift__building").order_by("breakdown__reported_at", "breakdown", "-turn")
    last: dict[UUID, Ring] = {}
    for row in rows:
        last.setdefault(row.breakdown_id, row)
    return [_told(row) for row in last.values() if row.at >= since(row.breakdown)]


def _told(row: Ring) -> dict[str, str]:
    found = row.breakdown
    return {
        "breakdown": str(found.pk),
        "number": found.number,
        "street": found.lift.place,
        "since": timestamp(since(found)),
        "rung_at": timestamp(row.at),
    }


def said(breakdown: Breakdown, *, now: datetime) -> Ringing:
    """Suena en el teléfono de Marta Gil desde las 10:02; nadie la ha cogido."""
    rows = list(Ring.objects.filter(breakdown=breakdown).select_related("person").order_by("turn", "pk"))
    by_person: dict[UUID, list[Ring]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    lines = [_line(theirs, now) for theirs in by_person.values()]
    rings = breakdown.entrapment and not (breakdown.freed_at or breakdown.taken_at or breakdown.restored_at)
    return Ringing(sentence(list(rung(breakdown, since(breakdown))), now=now) if rows and rings else "", lines)


def sentence(rows: Sequence[Ring], *, now: datetime) -> str:
    """Where it rings now and since when; nothing when it rang nowhere."""
    if not rows:
        return ""
    names = list(dict.fromkeys(row.person.name for row in rows))
    begun = words.since(timezone.localtime(min(row.at for row in rows)), timezone.localtime(now))
    if len(names) == 1:
        return _("Suena en el teléfono de %(name)s %(since)s; nadie la ha cogido.") % {"name": names[0], "since": begun}
    several = _(" y ").join([", ".join(names[:-1]), names[-1]])
    return _("Suena en los teléfonos de %(names)s %(since)s; nadie la ha cogido.") % {"names": several, "since": begun}


def _line(theirs: Sequence[Ring], now: datetime) -> Line:
    local = [timezone.localtime(one.at) for one in theirs]
    hours = words.moment(local[0], timezone.localtime(now))
    if more := len(local) - 1:
        said = ngettext(
            "%(first)s y otra vez a las %(last)s", "%(first)s y %(n)s veces más, la última a las %(last)s", more
        )
        hours = said % {"first": hours, "n": more, "last": words.hour(local[-1])}
    return Line(theirs[0].person.name, str(RungAs(theirs[-1].rung_as).label), hours)
