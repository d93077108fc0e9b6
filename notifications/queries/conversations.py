"""Calls as they are read: those with a person, the last ones, and those that count in somebody's week."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.enums import REACHED, Against, Direction
from notifications.models import Conversation
from notifications.rules.policy import WEEK
from owners.models import Owner
from owners.queries import mandates
from portal.accounts.models import User
from portal.lib.text import fold
from portal.web import words

SHOWN = 50
ROWS = ("person", "owner", "lift__building", "by")


@dataclass(frozen=True)
class Line:
    """A call as lists print it."""

    title: str
    who: str
    owner: str
    how: str
    words: str
    when: str
    by: str
    against: list[str]


def heard(at: datetime) -> QuerySet[Conversation]:
    """Calls of ours of the last seven days that could have waited and took somebody's time."""
    ours = Conversation.objects.filter(direction=Direction.MADE, could_wait=True, outcome__in=REACHED)
    return ours.filter(at__gt=at - WEEK, at__lte=at)


def with_person(person: User) -> QuerySet[Conversation]:
    """All with him, the newest first."""
    return Conversation.objects.filter(person=person).select_related(*ROWS).order_by("-at", "-pk")


def with_owner(owner: Owner) -> QuerySet[Conversation]:
    """All for him, the newest first."""
    return Conversation.objects.filter(owner=owner).select_related(*ROWS).order_by("-at", "-pk")


def listed(wanted: str) -> list[Conversation]:
    """The last ones; of people, owners and telephones called so."""
    rows = Conversation.objects.select_related(*ROWS).order_by("-at", "-pk")
    if telephone := mandates.telephone_in(wanted):
        return list(rows.filter(phone__regex=telephone)[:SHOWN])
    for word in wanted.split():
        plain = fold(word)
        named = Q(person__search__contains=plain) | Q(owner__search__contains=plain)
        rows = rows.filter(named | Q(name__icontains=word) | Q(name__icontains=plain) | Q(phone__contains=plain))
    return list(rows[:SHOWN])


def line(one: Conversation, at: datetime) -> Line:
    """In words: «Le llamamos: hablamos», with what spoke against it then."""
    called = _("Le llamamos") if one.direction == Direction.MADE else _("Nos llamó")
    return Line(
        title=one.why,
        who=one.person.name if one.person else one.name,
        owner=one.owner.name if one.owner else "",
        how=f"{called}: {one.get_outcome_display().lower()}",
        words=one.words,
        when=words.moment(timezone.localtime(one.at), timezone.localtime(at)),
        by=one.for_us or one.by.name,
        against=[str(Against(reason).label) for reason in one.against],
    )
