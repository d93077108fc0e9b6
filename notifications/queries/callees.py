"""What people wish of being called: the rules for who calls, in our office or for us, the same for one and for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from notifications.enums import LASTING, Against, Outcome, Style
from notifications.models import Conversation, Message, Preference
from notifications.queries import conversations
from notifications.rules import calling, quiet
from notifications.rules.calling import Callee
from notifications.rules.policy import CAP, WEEK
from owners.models import Mandate, Membership
from owners.queries import mandates, scope
from portal.accounts.models import User
from portal.web import words

WHENEVER = {"quiet_from": quiet.NIGHT_BEGINS, "quiet_to": quiet.DAY_BEGINS}  # who chose nothing
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
    week = Q(could_wait=True, goes_at__gt=at - WEEK)
    written = dict(
        Message.objects.filter(week, person__in=keys).order_by().values_list("person").annotate(n=Count("pk"))
    )
    called = dict(
        conversations.heard(at).filter(person__in=keys).order_by().values_list("person").annotate(n=Count("pk"))
    )
    told = {key: written.get(key, 0) + called.get(key, 0) for key in keys}
    return {one.pk: _callee(one, wishes.get(one.pk), said.get(one.pk) or "", told[one.pk]) for one in people}


def _callee(person: User, wishes: Preference | None, said: str, told: int) -> Callee:
    hours = {"quiet_from": wishes.quiet_from, "quiet_to": wishes.quiet_to} if wishes else WHENEVER
    return Callee(
        is_active=person.is_active,
        is_wrong=said == Outcome.NOT_THEM or (wishes is not None and wishes.wrong_since is not None),
        wants_no_calls=said == Outcome.STOP,
        wants_law_only=wishes is not None and wishes.style == Style.LAW,
        paused_until=wishes.paused_until if wishes else None,
        zone=person.time_zone,
        told_this_week=told,
        cap=CAP,
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
    rows = User.objects.filter(speak).exclude(phone="").order_by("pk")
    return ruled(list((rows.filter(pk__gt=after) if after else rows)[:most]), at)


def open_again(one: Ruled, at: datetime) -> str:
    """The hour at which his silence ends, on his own clock; empty outside it."""
    ends = quiet.ends(at, one.callee.zone, one.callee.quiet_from, one.callee.quiet_to)
    return words.hour(quiet.local(ends, one.callee.zone)) if ends else ""
