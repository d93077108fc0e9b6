"""Whether a message is still to be told when its turn comes, whichever channel takes it."""

from datetime import datetime

from notifications import catalogue
from notifications.models import Message
from notifications.queries import mailboxes


def is_wanted(message: Message, at: datetime) -> bool:
    """Whether what it tells still holds, and is still meant for whom it is addressed to."""
    if message.entry is None or message.person is None or message.touchpoint not in catalogue.KEYS:
        return mailboxes.still_gets(message, at)
    return catalogue.named(message.touchpoint).still_tells(message.entry, message.person, at)
