"""What the policy asks of a person: what he wants to hear, what he was told this week, and when his summary is due."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, QuerySet

from maintenance.rules import workdays
from notifications.enums import Channel, Style
from notifications.models import Message, Preference
from notifications.queries import conversations
from notifications.rules import digests, quiet
from notifications.rules.policy import WEEK, Digest
from owners.queries import people
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock
from portal.web import words
from portal.web.words import gettext as _


@dataclass(frozen=True)
class Wishes:
    """What a person chose, or what somebody hears who chose nothing."""

    style: str = Style.MATTERS
    choices: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    quiet_from: time = quiet.NIGHT_BEGINS
    quiet_to: time = quiet.DAY_BEGINS
    paused_until: date | None = None
    is_wrong: bool = False
    channels: Mapping[str, str] = field(default_factory=dict)
    law_on_paper: bool = False
    summaries_on_paper: bool = False

    def are_paused_on(self, day: date) -> bool:
        """Whether he wanted nothing that day that could be left unsaid."""
        return self.paused_until is not None and day < self.paused_until


def wishes(person: User) -> Wishes:
    """The person's wishes as they are now."""
    found = Preference.objects.filter(person=person).prefetch_related("choices").first()
    if found is None:
        return Wishes()
    return Wishes(
        style=found.style,
        choices={choice.topic: choice.rhythm for choice in found.choices.all()},
        summary=found.summary,
        quiet_from=found.quiet_from,
        quiet_to=found.quiet_to,
        paused_until=found.paused_until,
        is_wrong=found.wrong_since is not None,
        channels={one.topic: one.channel for one in found.choices.all() if one.channel != Channel.EMAIL},
        law_on_paper=found.law_on_paper,
        summaries_on_paper=found.summaries_on_paper,
    )


def paper_noted(person: User, at: datetime) -> str:
    """Anotado por Carmen el 30 de noviembre: por teléfono. Empty while he has said nothing."""
    found = Preference.objects.filter(person=person).exclude(paper_said_at=None).select_related("paper_said_by").first()
    if found is None or found.paper_said_at is None or found.paper_said_by is None:
        return ""
    zone = companies.current().time_zone
    day = words.long(clock.day_in(zone, found.paper_said_at), clock.day_in(zone, at))
    if found.paper_said_by == person:
        return _("Lo eligió %(name)s el %(day)s.") % {"name": person.name, "day": day}
    said = {"name": found.paper_said_by.name, "day": day, "said": found.paper_said}
    return _("Lo anotó %(name)s el %(day)s: %(said)s") % said


def mistaken() -> QuerySet[Preference]:
    """People at whose address somebody else reads, the latest first: nobody writes there until it is put right."""
    return Preference.objects.exclude(wrong_since=None).select_related("person").order_by("-wrong_since", "-pk")


def told_this_week(person: User, at: datetime) -> int:
    """How much of what could have waited went to him in the last seven days, or is on its way; our calls too."""
    return counted_this_week([person.pk], at)[person.pk]


def counted_this_week(whom: Collection[UUID], at: datetime) -> Counter[UUID]:
    """The same of many, in two queries."""
    told: Counter[UUID] = Counter()
    for rows in (Message.objects.filter(could_wait=True, goes_at__gt=at - WEEK), conversations.heard(at)):
        his = rows.filter(person__in=whom).order_by().values_list("person")
        told.update(dict(his.annotate(n=Count("pk"))))
    return told


def heard_as(person: User, roles: Collection[Role], at: datetime) -> frozenset[Role]:
    """The roles he listens in: who manages a few lifts only is written to like their chair."""
    if Role.MANAGER in roles and people.lifts_of(person, at) < digests.MANY:
        return frozenset(roles) - {Role.MANAGER} | {Role.CHAIR}
    return frozenset(roles)


def next_summary(person: User, kind: str, at: datetime) -> Digest:
    """His next summary of that sort; working days are those of the company's region."""
    region = companies.current().region
    day, due_at = digests.following(kind, at, person.time_zone, lambda one: workdays.works(one, region))
    return Digest(kind, day, due_at)


def due_on(day: date, kind: str, zone: str) -> datetime:
    """When the summary of that day is due, in UTC."""
    return quiet.instant(day, digests.AT[kind], zone)
