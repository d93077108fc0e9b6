"""What notifications do when something has happened: tell those it concerns."""

from datetime import datetime
from typing import Any

from notifications import catalogue
from notifications.actions import mailboxes, messages
from notifications.enums import Class
from portal.ledger.following import Follower
from portal.ledger.models import Entry
from portal.lib import clock


def _tell_crowd(entry: Entry) -> messages.Hearers:
    at = clock.now()
    told_to = messages.hearers(entry, at)
    messages.tell_crowd(entry=entry, told_to=told_to, at=at)
    return told_to


def _tell(entry: Entry, told_to: Any, at: datetime) -> None:
    messages.tell(entry=entry, at=at, told_to=told_to)
    mailboxes.tell(entry=entry, at=at)


MESSAGES = Follower(
    name="messages",
    kinds=frozenset(kind for touchpoint in catalogue.ALL for kind in touchpoint.triggers),
    prepare=_tell_crowd,
    finish=_tell,
    hurries=frozenset(
        kind for touchpoint in catalogue.ALL if touchpoint.kind == Class.SAFETY for kind in touchpoint.triggers
    ),
)
