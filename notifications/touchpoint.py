"""What a line of the catalogue says: whom it tells, of which facts, how, and until when it is news."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.functional import Promise

from notifications.enums import Channel, Class, Rhythm, Topic
from notifications.letter import Letter
from notifications.notice import Notice
from owners.models import Mailbox
from portal.access.roles import Role
from portal.accounts.models import User
from portal.ledger.models import Entry


def _always(_entry: Entry, _person: User) -> bool:
    return True


@dataclass(frozen=True)
class Touchpoint:
    """A line of the catalogue. After `stale_after` a fact is shown, not announced; so is one that only `completes`
    what was told before.

    Who has chosen nothing hears of it in the `rhythm` of his role, at once where none is named. An `urgent` one of
    service waits for nothing; one that `replaces` others takes back what of them has not gone, of the same thing.

    It tells those of the owner who hold one of the `roles`, or those of ours whom `concerns` names. A `letter` is
    mailed to whom `mails` says; a `notice` is shown by telephones for as long as the fact `holds`, and when it
    `gathers`, those of so short a time go together in one. With a `mailbox` letter it tells programs, and no person.
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
    concerns: Callable[[Entry], list[User]] | None = None
    holds: Callable[[Entry], bool] = lambda _entry: True
    completes: Callable[[Entry], bool] = lambda _entry: False
    gathers: timedelta = timedelta(0)
    mailbox: Callable[[Entry, Mailbox], Letter] | None = None
    rhythm: Mapping[Role, Rhythm] = field(default_factory=dict)
    urgent: bool = False
    replaces: frozenset[str] = frozenset()
