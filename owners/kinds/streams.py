"""What facts of an owner's stream have in common."""

from typing import Any
from uuid import UUID

from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind
from portal.ledger.models import Stream


def _owner_of(subject: Any) -> UUID:
    return UUID(str(subject.owner_id))


def of_owner(
    name: str,
    sentence: Any,
    facts: dict[str, Any],
    *,
    audience: Audience = Audience.BILLING,
    group: Group = Group.INVOICES,
    **more: Any,
) -> Kind:
    """A fact of an owner's stream; of money, unless another audience and group are named."""
    common: dict[str, Any] = {"version": 1, "stream": Stream.Of.OWNER, "stream_of": _owner_of}
    return Kind(name=name, sentence=sentence, facts=facts, audience=audience, group=group, **(common | more))
