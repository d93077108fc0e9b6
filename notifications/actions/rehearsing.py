"""How much a person would have heard with other wishes: the real policy on what really happened."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from notifications import catalogue
from notifications.actions import hearing, routing
from notifications.enums import Channel, Rhythm, Summary, Topic
from notifications.queries import lines, listeners
from notifications.queries.listeners import Wishes
from notifications.rules import digests, rhythms
from notifications.rules.policy import WEEK, OnPaper, PutInDigest, SendAt, SendNow, decide
from notifications.touchpoint import ALWAYS, DECIDE, Touchpoint
from owners.models import Mandate, Tenure
from owners.queries.people import Told
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry
from portal.lib import clock


@dataclass
class Rehearsal:
    """When mails of their own would have gone, which summaries (sort, and the day it was for), and how much would have
    been told on the telephone or on paper instead.
    """

    alone: list[datetime] = field(default_factory=list)
    summaries: set[tuple[str, date]] = field(default_factory=set)
    by_phone: int = 0
    letters: int = 0

    @property
    def mails(self) -> int:
        return len(self.alone) + len(self.summaries)


def rehearse(person: User, wishes: Wishes, *, since: datetime, until: datetime) -> Rehearsal:
    """What he would have been written between two moments, had we been there and spoken to his owners all along.

    What was imported counts as if it had been told when it happened.
    """
    played, waited, known = Rehearsal(), list[datetime](), lines.current()
    phones = set(routing.offered(person)) - {Channel.EMAIL}
    roles = _roles_by_stream(person, until)
    heard = listeners.heard_as(person, frozenset().union(*roles.values()), until) if roles else frozenset[Role]()
    for entry in _entries(roles, since, until):
        for touchpoint in catalogue.following(entry.kind):
            held = _heard(touchpoint, entry, person, roles[entry.stream_id], heard)
            if not held:
                continue
            now = entry.occurred_at
            told = Told(person, ALWAYS, held)
            news = replace(hearing.news(touchpoint, entry, told, wishes, known), origin=Origin.LIVE, holds=True)
            waits = [when for when in waited if when > now - WEEK]
            hears: dict[str, Any] = {"has_address": True, "lacks": "", "takes_letters": touchpoint.takes_letters}
            listener = replace(
                hearing.listener(told, replace(news, rhythm=Rhythm.DIGEST), wishes, now, **hears),
                told_this_week=len(waits),
            )
            decision = decide(news, listener, now)
            if isinstance(decision, PutInDigest):
                played.summaries.add((decision.which.kind, decision.which.for_on))
            elif isinstance(decision, OnPaper):
                played.letters += 1
            elif isinstance(decision, SendNow | SendAt):
                when = decision.when if isinstance(decision, SendAt) else now
                if routing.wanted(touchpoint, wishes) in phones:
                    played.by_phone += 1
                else:
                    played.alone.append(when)
                waited += [when] if news.can_wait else []
    if roles and not rhythms.is_off(Topic.LETTERS, wishes.style, wishes.choices):
        played.summaries |= _months(person, heard, since, until)
    return played


def _roles_by_stream(person: User, at: datetime) -> dict[UUID, frozenset[Role]]:
    """What he is to each owner and lift today: streams by key."""
    today = clock.day_in(companies.current().time_zone, at)
    owners: dict[UUID, set[Role]] = {}
    for owner, role in Mandate.objects.given_to(person, today).values_list("owner", "role"):
        owners.setdefault(owner, set()).add(Role(role))
    held = Tenure.objects.held_on(today).filter(owner__in=owners).values_list("lift", "owner")
    lifts = {lift: frozenset(owners[owner]) for lift, owner in held}
    return lifts | {owner: frozenset(roles) for owner, roles in owners.items()}


def _entries(roles: dict[UUID, frozenset[Role]], since: datetime, until: datetime) -> Iterable[Entry]:
    kinds = {kind for one in catalogue.ALL if one.letter and not one.concerns for kind in one.triggers}
    found = Entry.objects.filter(stream__in=list(roles), kind__in=kinds, occurred_at__gte=since, occurred_at__lt=until)
    return found.select_related("stream").order_by("occurred_at", "pk")


def _heard(
    touchpoint: Touchpoint, entry: Entry, person: User, held: frozenset[Role], heard: frozenset[Role]
) -> frozenset[Role]:
    """The roles he would hear it in; none when it is not told to him."""
    if not touchpoint.letter or touchpoint.concerns or not touchpoint.applies(entry):
        return frozenset()
    found = held & touchpoint.roles
    if touchpoint.finds:
        told = touchpoint.finds(entry, entry.recorded_at)
        found = next((one.roles for one in told if one.person == person), frozenset())
    few = Role.MANAGER in found and Role.MANAGER not in heard
    return found - {Role.MANAGER} | {Role.CHAIR} if few else found


def _months(person: User, heard: frozenset[Role], since: datetime, until: datetime) -> set[tuple[str, date]]:
    """The letters of the months that ended between."""
    if not heard & DECIDE:
        return set()
    found, at = set[tuple[str, date]](), since
    while True:
        day, at = digests.following(Summary.MONTHLY, at, person.time_zone, lambda _day: True)
        if at >= until:
            return found
        found.add((str(Summary.MONTHLY), day))
