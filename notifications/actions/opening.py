"""A message is opened once: the first time its reader comes by it."""

from datetime import datetime
from uuid import UUID

from notifications.models import Message
from portal.accounts.models import User


def opened(*, message: UUID, person: User, at: datetime) -> None:
    """Keeps the first time; nothing for a message that was not told to him."""
    Message.objects.filter(pk=message, person=person, opened_at=None).update(opened_at=at)
