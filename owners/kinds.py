"""The facts owners write: receipts in the lift's stream, ownership and mandates in the owner's."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _owner_of(subject: Any) -> UUID:
    return UUID(str(subject.owner_id))


BULLETIN_RECEIVED = Kind(
    name="bulletin.received",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.LIFT,
    sentence=_("Boletín recibido"),
    stream_of=lambda receipt: UUID(str(receipt.bulletin.visit.lift_id)),
    facts={
        "bulletin": lambda receipt: receipt.bulletin_id,
        "sha256": lambda receipt: receipt.bulletin.file.sha256,
        "owner": lambda receipt: receipt.owner_id,
        "person": lambda receipt: receipt.person_id,
        "how": lambda receipt: receipt.how,
    },
    group=Group.PAPERS,
    shown=Shown.FILTER,
)

TENURE_BEGAN = Kind(
    name="tenure.began",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.OWNER,
    sentence=_("Empieza la titularidad del ascensor"),
    stream_of=_owner_of,
    facts={"lift": lambda tenure: tenure.lift_id, "from_on": lambda tenure: tenure.from_on},
    group=Group.OWNERSHIP,
)

TENURE_ENDED = Kind(
    name="tenure.ended",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.OWNER,
    sentence=_("Termina la titularidad del ascensor"),
    stream_of=_owner_of,
    facts={"lift": lambda tenure: tenure.lift_id, "to_on": lambda tenure: tenure.to_on},
    group=Group.OWNERSHIP,
)

MANDATE_GIVEN = Kind(
    name="mandate.given",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.OWNER,
    sentence=_("Mandato dado"),
    stream_of=_owner_of,
    facts={
        "role": lambda mandate: mandate.role,
        "person": lambda mandate: mandate.person_id,
        "agency": lambda mandate: mandate.agency_id,
        "from_on": lambda mandate: mandate.from_on,
        "evidence": lambda mandate: mandate.evidence_file.sha256 if mandate.evidence_file else None,
    },
    group=Group.OWNERSHIP,
)

MANDATE_ENDED = Kind(
    name="mandate.ended",
    version=1,
    audience=Audience.OWNER,
    stream=Stream.Of.OWNER,
    sentence=_("Mandato terminado"),
    stream_of=_owner_of,
    facts={"role": lambda mandate: mandate.role, "to_on": lambda mandate: mandate.to_on},
    group=Group.OWNERSHIP,
)

ALL = (BULLETIN_RECEIVED, TENURE_BEGAN, TENURE_ENDED, MANDATE_GIVEN, MANDATE_ENDED)
