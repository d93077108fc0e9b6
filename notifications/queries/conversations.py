"""Calls as they are read: those with a person, the last ones, and those that count in somebody's week."""

from datetime import datetime

from django.db.models import Q, QuerySet

from notifications.enums import REACHED, Direction
from notifications.models import Conversation
from notifications.rules.policy import WEEK
from owners.models import Owner
from portal.accounts.models import User
from portal.lib.text import fold

SHOWN = 50
ROWS = ("person", "owner", "lift__building", "by")


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
    for word in fold(wanted).split():
        named = Q(person__search__contains=word) | Q(owner__search__contains=word)
        rows = rows.filter(named | Q(name__icontains=word) | Q(phone__contains=word))
    return list(rows[:SHOWN])
