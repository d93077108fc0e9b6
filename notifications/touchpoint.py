"""What a touchpoint is: whom it tells, of which facts, how, and until when it is news."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.functional import Promise

from notifications.enums import Channel, Class, Rhythm, Topic
from notifications.letter import Letter
from notifications.notice import Notice
from notifications.queries import listeners
from owners.models import Mailbox
from owners.queries import people
from owners.queries.people import Told
from portal.access.roles import Role
from portal.accounts.models import User
from portal.ledger.kinds import Kind
from portal.ledger.models import Entry, Stream

DECIDE = frozenset({Role.CHAIR, Role.MANAGER})
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)  # for whom no day counts: our own people are spoken to from their first

# What people of a role hear when they have chosen nothing (docs/touchpoints.md): a chair hears of bulletins, money and
# days at once, who manages many lifts in his brief; other papers come to both with the next summary.
IN_SUMMARIES = {Role.CHAIR: Rhythm.DIGEST, Role.MANAGER: Rhythm.DIGEST}
IN_MANAGERS_BRIEF = {Role.MANAGER: Rhythm.DIGEST}


def _always(_entry: Entry, _person: User) -> bool:
    return True


def _nothing(_entry: Entry, _person: User) -> str:
    return ""


@dataclass(frozen=True)
class Touchpoint:
    """A line of the catalogue. After `stale_after` a fact is shown, not announced; so is one that only `completes`
    what was told before.

    Who has chosen nothing hears of it in the `rhythm` of his role, at once where none is named. An `urgent` one of
    service waits for nothing; one that `replaces` others takes back what of them has not gone, of the same thing.

    Of the facts that trigger it, it tells those to which it `applies`. One that `awaits` something tells nobody yet:
    no app writes the fact it would follow.

    It tells those of the owner who hold one of the `roles`, or whom of the owner's it `finds`, or those of ours whom
    `concerns` names. A `letter` is
    mailed to whom `mails` says; a `notice` is shown by telephones for as long as the fact `holds`, and when it
    `gathers`, those of so short a time go together in one. What it `texts` goes by SMS beside them, to whose mobile
    takes any. With a `mailbox` letter it tells programs, and no person. One that `reminds` of another is never put on
    paper: the other is.
    """

    key: str
    label: Promise | str
    kind: Class
    topic: Topic
    triggers: frozenset[str]
    stale_after: timedelta
    roles: frozenset[Role]
    channels: tuple[Channel, ...]
    letter: Callable[[Entry, User], Letter] | None = None
    mails: Callable[[Entry, User], bool] = _always
    notice: Callable[[Sequence[Entry], User], Notice] | None = None
    texts: Callable[[Entry, User], str] = _nothing
    concerns: Callable[[Entry], list[User]] | None = None
    finds: Callable[[Entry, datetime], list[Told]] | None = None
    holds: Callable[[Entry], bool] = lambda _entry: True
    completes: Callable[[Entry], bool] = lambda _entry: False
    gathers: timedelta = timedelta(0)
    mailbox: Callable[[Entry, Mailbox], Letter] | None = None
    rhythm: Mapping[Role, Rhythm] = field(default_factory=dict)
    urgent: bool = False
    replaces: frozenset[str] = frozenset()
    applies: Callable[[Entry], bool] = lambda _entry: True
    awaits: str = ""
    reminds: bool = False

    def told(self, entry: Entry, at: datetime) -> list[Told]:
        """Everybody it is said to: those of the owner with one of its roles, or those of ours it concerns."""
        if not self.applies(entry):
            return []
        if self.concerns is not None:
            return [Told(person, ALWAYS) for person in self.concerns(entry)]
        return [replace(told, roles=listeners.heard_as(told.person, told.roles, at)) for told in self._found(entry, at)]

    def _found(self, entry: Entry, at: datetime, who: User | None = None) -> list[Told]:
        if self.finds is not None:
            return self.finds(entry, at)
        find = people.told_of_owner if entry.stream.of == Stream.Of.OWNER else people.told
        return find(entry.stream_id, self.roles, at, who=who)

    @property
    def takes_letters(self) -> bool:
        """Whether it may be told on paper."""
        return self.letter is not None and self.concerns is None and not self.reminds

    def still_tells(self, entry: Entry, person: User, at: datetime) -> bool:
        """Whether the fact holds, and he is one of those it is said to; of a crowd only he is looked for."""
        if not (self.applies(entry) and self.holds(entry)):
            return False
        if self.concerns is not None:
            return person in self.concerns(entry)
        return any(told.person == person for told in self._found(entry, at, who=person))


def mailed(key: str, label: Promise | str, *facts: Kind, **more: Any) -> Touchpoint:
    """A line of service that goes by mail to those who decide for an owner, but for what `more` says otherwise."""
    common: dict[str, Any] = {"kind": Class.SERVICE, "roles": DECIDE, "channels": (Channel.EMAIL,)}
    return Touchpoint(key=key, label=label, triggers=frozenset(fact.name for fact in facts), **(common | more))
