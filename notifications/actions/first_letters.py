"""What a wave would say, to whom and when: the very act is done, by the real policy, and taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from notifications.actions import messages
from notifications.channels import opening, stopping
from notifications.enums import Why
from notifications.models import Delivery, Message
from owners.actions import speaking
from owners.actions.speaking import CannotStart
from owners.models import Beginning, Wave
from owners.queries import people
from owners.queries.speaking import FIRST
from portal.accounts.models import User


@dataclass(frozen=True)
class Foreseen:
    """A letter that would be written: to whom, what it says, when it goes (None when it does not), and why so."""

    person: User
    about: str
    title: str
    text: str
    goes_at: datetime | None
    why: str


@dataclass(frozen=True)
class Foresight:
    """All letters of a wave, by reader, and the owners of whom nobody would read one."""

    letters: list[Foreseen]
    unread: list[str]

    @property
    def mails(self) -> int:
        """How many would leave."""
        return sum(1 for one in self.letters if one.goes_at)


@dataclass(frozen=True)
class _Told:
    owner: str
    readers: frozenset[UUID]
    messages: list[Message]


def foresee(*, wave: Wave, by: User, at: datetime) -> Foresight:
    """What would go out if the wave began at that moment; nothing of it stays. Empty for one that cannot begin."""
    with transaction.atomic():
        try:
            told = _begin(wave, by, at)
        except CannotStart:
            told = []
        letters = [_foreseen(one, message) for one in told for message in one.messages]
        transaction.set_rollback(True)
    reached = {message.person_id for one in told for message in one.messages if message.goes_at}
    letters.sort(key=lambda one: (one.person.name, one.about))
    return Foresight(letters, [one.owner for one in told if not reached & one.readers])


def _begin(wave: Wave, by: User, at: datetime) -> list[_Told]:
    speaking.take(wave, at=at)
    rows = list(wave.beginnings.filter(taken_at__isnull=False).select_related("owner").order_by("pk"))
    return [_tell(row, by, at) for row in rows]


def _tell(row: Beginning, by: User, at: datetime) -> _Told:
    entry = speaking.begin(row, by=by, at=at)
    readers = frozenset(told.person.pk for told in people.told_of_owner(row.owner_id, FIRST, at))
    return _Told(row.owner.name, readers, messages.tell(entry=entry, at=at) if entry else [])


def _foreseen(told: _Told, message: Message) -> Foreseen:
    person = message.person
    assert person is not None  # noqa: S101 - a first letter is a person's
    text = Delivery.objects.filter(message=message).values_list("text", flat=True).first() or ""
    for name in (stopping.signed(message), opening.name_of(message)):
        text = text.replace(name, "…")  # no such message is left, and nothing opens there
    return Foreseen(
        person=person,
        about=told.owner,
        title=message.title,
        text=text.strip(),
        goes_at=message.goes_at,
        why=Why.told(message.decision),
    )
