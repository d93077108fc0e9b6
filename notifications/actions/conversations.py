"""Calls written down: once each, with what spoke against those we made, in the owner's history too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from maintenance.models import Lift
from notifications.enums import Direction, Outcome
from notifications.models import Conversation
from notifications.queries import callees
from notifications.rules import calling
from owners.kinds import speaking as kinds
from owners.models import Owner
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.lib.keys import new_key


@dataclass(frozen=True)
class Held:
    """A call as it is told: with a person, or with who has a name and no account here.

    `key` tells a form sent twice from two calls that are alike; a program's call has its `source` and
    `external_id`, and says who called `for_us`.
    """

    direction: Direction
    why: str
    outcome: Outcome
    person: User | None = None
    name: str = ""
    phone: str = ""
    owner: Owner | None = None
    lift: Lift | None = None
    words: str = ""
    could_wait: bool = True
    key: UUID | None = None
    for_us: str = ""
    source: str = ""
    external_id: str = ""


@transaction.atomic
def note(*, held: Held, by: User, at: datetime, written_at: datetime | None = None) -> Conversation:
    """Writes it down as of `at`; a call is never refused: what spoke against it is kept beside it. Once by its key."""
    again = Conversation.objects.filter(pk=held.key, by=by).first() if held.key else None
    if again:
        return again
    columns: dict[str, Any] = {name: getattr(held, name) for name in held.__dataclass_fields__ if name != "key"}
    made = Conversation.objects.create(pk=held.key or new_key(), **columns, against=_against(held, at), by=by, at=at)
    if made.owner:
        ledger.append(kinds.TELEPHONED.of(made, occurred_at=at), by=by, at=written_at or at)
    return made


def _against(held: Held, at: datetime) -> list[str]:
    if held.person is None or held.direction == Direction.RECEIVED:
        return []
    callee = callees.of([held.person], at)[held.person.pk]
    return [str(one) for one in calling.against(callee, at, could_wait=held.could_wait)]
