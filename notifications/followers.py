"""What notifications do when something has happened: tell those it concerns."""

from datetime import datetime
from typing import Any

from notifications import catalogue
from notifications.actions import mailboxes, messages
from notifications.enums import Class
from portal.ledger.following import Follower
from portal.ledger.models import Entry


def _tell(entry: Entry, _prepared: Any, at: datetime) -> None:
    messages.tell(entry=entry, at=at)
    mailboxes.tell(entry=entry, at=at)


MESSAGES = Follower(
    name="messages",
    kinds=frozenset(kind for touchpoint in catalogue.ALL for kind in touchpoint.triggers),
    finish=_tell,
    hurries=frozenset(
        kind for touchpoint in catalogue.ALL if touchpoint.kind == Class.SAFETY for kind in touchpoint.triggers
    ),
)
