"""What people wish of being called: the rules for who calls, in our office or for us, the same for one and for all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from notifications.enums import LASTING, Against, Outcome, Style
from notifications.models import Conversation, Preference
from notifications.queries import listeners
from notifications.rules import calling, quiet
from notifications.rules.calling import Callee
from owners.models import Mandate, Membership
from owners.queries import mandates, scope
from portal.accounts.models import User
from portal.web import words

PART = 500  # people asked about in one go


@dataclass(frozen=True)
class Ruled:
    """A person as who calls has to know him: what he is to whom, his hours, and what speaks against it now."""

    person: User
    is_what: str
    callee: Callee
    against: list[Against]

    @property
    def may_be_called(self) -> bool:
        return not self.against


def of(people: Sequence[User], at: datetime) -> dict[UUID, Callee]:
    """By person, in four queries however many."""
    keys = [one.pk for one in people]
    wishes = {one.person_id: one for one in Preference.objects.filter(person__in=keys)}
    lasting = Conversation.objects.filter(person=OuterRef("pk"), outcome__in=LASTING).order_by("-at", "-pk")
    said = dict(
        User.objects.filter(pk__in=keys)
        .annotate(said=Subquery(lasting.values("outcome")[:1]))
        .values_list("pk", "said")
    )
    told = listeners.counted_this_week(keys, at)
    return {one.pk: _callee(one, wishes.get(one.pk), said.get(one.pk) or "", told[one.pk]) for one in people}


def _callee(person: User, wishes: Preference | None, said: str, told: int) -> Callee:
    hours: dict[str, Any] = {"quiet_from": wishes.quiet_from, "quiet_to": wishes.quiet_to} if wishes else {}
    return Callee(
        is_active=person.is_active,
        is_wrong=said == Outcome.NOT_THEM or (wishes is not None and wishes.wrong_since is not None),
        wants_no_calls=said == Outcome.STOP,
        wants_law_only=wishes is not None and wishes.style == Style.LAW,
        paused_until=wishes.paused_until if wishes else None,
        zone=person.time_zone,
        told_this_week=told,
        **hours,
    )


def ruled(people: Sequence[User], at: datetime) -> list[Ruled]:
    """These people, with what speaks against a call that could wait."""
    callees, said = of(people, at), mandates.spoken_for_by([one.pk for one in people], scope.today(at))
    return [_ruled(one, callees[one.pk], said.get(one.pk, []), at) for one in people]


def _ruled(person: User, callee: Callee, said: Iterable[str], at: datetime) -> Ruled:
    return Ruled(person, ", ".join(said), callee, calling.against(callee, at, could_wait=True))


def everybody(at: datetime, *, after: UUID | None = None, most: int = PART) -> list[Ruled]:
    """Who speaks for an owner today and has a telephone, by key: the next ones, at `most` so many."""
    today = scope.today(at)
    held = Mandate.objects.held_on(today)
    members = Membership.objects.held_on(today).filter(agency__in=held.filter(agency__isnull=False).values("agency"))
    speak = Q(pk__in=held.filter(person__isnull=False).values("person")) | Q(pk__in=members.values("person"))
    found = User.objects.filter(speak).exclude(phone="").order_by("pk")
    return ruled(list((found.filter(pk__gt=after) if after else found)[:most]), at)


def said(reason: Against, one: Ruled, at: datetime) -> str:
    """What speaks against calling him, until when if that is known."""
    if reason is Against.QUIET_HOURS:
        return _("Está en sus horas de silencio: hasta las %(hour)s.") % {"hour": _open_again(one, at)}
    if reason is Against.PAUSED and one.callee.paused_until:
        return _("Pidió una pausa: hasta el %(day)s.") % {"day": words.figures(one.callee.paused_until)}
    return str(reason.label)


def _open_again(one: Ruled, at: datetime) -> str:
    """The hour at which his silence ends, on his own clock; empty outside it."""
    ends = quiet.ends(at, one.callee.zone, one.callee.quiet_from, one.callee.quiet_to)
    return words.hour(quiet.local(ends, one.callee.zone)) if ends else ""


def hours(one: Ruled) -> str:
    """De 08:00 a 22:00: when he may be called, on his own clock."""
    return _("de %(from)s a %(to)s") % {
        "from": f"{one.callee.quiet_to:%H:%M}",
        "to": f"{one.callee.quiet_from:%H:%M}",
    }


def columns() -> list[str]:
    """The heads of the table for who calls for us."""
    who = [_("Identificador"), _("Nombre"), _("Teléfono"), _("Qué es"), _("Idioma")]
    return [
        *who,
        _("Se le puede llamar"),
        _("Por qué no"),
        _("Horas"),
        _("Hasta cuándo la pausa"),
        _("Contado esta semana"),
    ]


def rows(at: datetime) -> Iterator[list[str]]:
    """Its lines: everybody, a part at a time."""
    found = everybody(at)
    while found:
        yield from (_row(one, at) for one in found)
        found = everybody(at, after=found[-1].person.pk)


def _row(one: Ruled, at: datetime) -> list[str]:
    person, callee = one.person, one.callee
    who = [str(person.pk), person.name, person.phone, one.is_what, person.language]
    may = _("sí") if one.may_be_called else _("ahora no")
    why_not = " ".join(said(reason, one, at) for reason in one.against)
    paused = callee.paused_until.isoformat() if callee.paused_until else ""
    return [*who, may, why_not, hours(one), paused, f"{callee.told_this_week}/{callee.cap}"]
