"""The facts owners write: receipts and papers in the lift's stream; ownership, mandates, consents, quotes in the
owner's. Invoices and contracts, enquiries, meetings, surveys and our speaking have files of their own.

No money stands in a lift's stream.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from owners.kinds.enquiries import ENQUIRIES as ENQUIRIES
from owners.kinds.meetings import MEETINGS as MEETINGS
from owners.kinds.money import MONEY as MONEY
from owners.kinds.speaking import SPEAKING as SPEAKING
from owners.kinds.streams import of_owner
from owners.kinds.surveys import SURVEYS as SURVEYS
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream

_OWNERSHIP: dict[str, Any] = {"audience": Audience.OWNER, "group": Group.OWNERSHIP}

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

TENURE_BEGAN = of_owner(
    "tenure.began",
    _("Empieza la titularidad del ascensor"),
    {"lift": lambda tenure: tenure.lift_id, "from_on": lambda tenure: tenure.from_on},
    **_OWNERSHIP,
)

TENURE_ENDED = of_owner(
    "tenure.ended",
    _("Termina la titularidad del ascensor"),
    {"lift": lambda tenure: tenure.lift_id, "to_on": lambda tenure: tenure.to_on},
    **_OWNERSHIP,
)

MANDATE_GIVEN = of_owner(
    "mandate.given",
    _("Mandato dado"),
    {
        "role": lambda mandate: mandate.role,
        "person": lambda mandate: mandate.person_id,
        "agency": lambda mandate: mandate.agency_id,
        "from_on": lambda mandate: mandate.from_on,
        "evidence": lambda mandate: mandate.evidence_file.sha256 if mandate.evidence_file else None,
    },
    **_OWNERSHIP,
)

MANDATE_ENDED = of_owner(
    "mandate.ended",
    _("Mandato terminado"),
    {"role": lambda mandate: mandate.role, "to_on": lambda mandate: mandate.to_on},
    **_OWNERSHIP,
)


def _of_document(name: str, sentence: Any, **more: Callable[[Any], Any]) -> tuple[Kind, Kind]:
    """A fact about a version of a document: in the lift's stream, and as it stands in the owner's.

    What is for residents is told to owners too; what has money in it is an owner's, and no lift's stream has it.
    """
    common: dict[str, Any] = {
        "version": 1,
        "audience": Audience.OWNER,
        "sentence": sentence,
        "facts": {
            "document": lambda version: version.document_id,
            "version": lambda version: version.pk,
            "kind": lambda version: version.document.kind,
            "sha256": lambda version: version.file.sha256,
        }
        | more,
        "group": Group.PAPERS,
    }
    return (
        Kind(name=f"document.{name}", stream=Stream.Of.LIFT, stream_of=_lift_of, **common),
        Kind(name=f"owner_document.{name}", stream=Stream.Of.OWNER, stream_of=_owner_of_document, **common),
    )


def _lift_of(version: Any) -> UUID:
    """The lift of its document. Of a building's, the action says whose streams it goes to."""
    return UUID(str(version.document.lift_id or UUID(int=0)))


def _owner_of_document(version: Any) -> UUID:
    return UUID(str(version.document.owner_id))


_HOLDS: dict[str, Callable[[Any], Any]] = {
    "valid_from": lambda version: version.valid_from,
    "valid_until": lambda version: version.valid_until,
}
DOCUMENT_PUBLISHED, OWNER_DOCUMENT_PUBLISHED = _of_document("published", _("Documento publicado"), **_HOLDS)
DOCUMENT_SUPERSEDED, OWNER_DOCUMENT_SUPERSEDED = _of_document(
    "superseded",
    _("Documento sustituido por otro más nuevo"),
    **_HOLDS,
    replaced=lambda version: version.supersedes.file.sha256,
)
DOCUMENT_WITHDRAWN, OWNER_DOCUMENT_WITHDRAWN = _of_document("withdrawn", _("Documento retirado"))
DOCUMENT_RECEIVED, OWNER_DOCUMENT_RECEIVED = (
    replace(kind, shown=Shown.FILTER) for kind in _of_document("received", _("Documento abierto"))
)
DOCUMENTS = (
    DOCUMENT_PUBLISHED,
    OWNER_DOCUMENT_PUBLISHED,
    DOCUMENT_SUPERSEDED,
    OWNER_DOCUMENT_SUPERSEDED,
    DOCUMENT_WITHDRAWN,
    OWNER_DOCUMENT_WITHDRAWN,
    DOCUMENT_RECEIVED,
    OWNER_DOCUMENT_RECEIVED,
)

_CONSENT: dict[str, Callable[[Any], Any]] = {
    "to": lambda consent: consent.to,
    "wording": lambda consent: consent.wording,
    "language": lambda consent: consent.language,
    "sha256": lambda consent: consent.sha256,
}
CONSENT_GIVEN = of_owner(
    "consent.given",
    _("Consentimiento dado"),
    _CONSENT | {"evidence": lambda consent: consent.evidence.sha256 if consent.evidence else None},
    **_OWNERSHIP,
)

CONSENT_REVOKED = of_owner("consent.revoked", _("Consentimiento retirado"), _CONSENT, **_OWNERSHIP)


def _of_quote(name: str, sentence: Any, **more: Callable[[Any], Any]) -> Kind:
    return of_owner(
        f"quote.{name}",
        sentence,
        {
            "sha256": lambda quote: quote.file.sha256,
            "total": lambda quote: quote.total,
            "currency": lambda quote: quote.currency,
            "valid_until": lambda quote: quote.valid_until,
        }
        | more,
    )


QUOTE_PUBLISHED = _of_quote(
    "published",
    _("Presupuesto publicado"),
    lift=lambda quote: quote.lift_id,
    finding=lambda quote: quote.finding_id,
)
QUOTE_EXPIRING = replace(_of_quote("expiring", _("Se recuerda que un presupuesto deja de valer")), shown=Shown.FILTER)
QUOTE_WITHDRAWN = _of_quote("withdrawn", _("Presupuesto retirado"))
QUOTE_DECIDED = of_owner(
    "quote.decided",
    _("El titular decide sobre un presupuesto"),
    {
        "quote": lambda decision: decision.quote_id,
        "state": lambda decision: decision.state,
        "meeting_on": lambda decision: decision.meeting_on,
        "sha256": lambda decision: decision.sha256,
        "total": lambda decision: decision.quote.total,
        "confirmed": lambda decision: decision.confirmed,
    },
    stream_of=lambda decision: UUID(str(decision.quote.owner_id)),
)
QUOTES = (QUOTE_PUBLISHED, QUOTE_EXPIRING, QUOTE_WITHDRAWN, QUOTE_DECIDED)

PAPERS_POSTED = of_owner(
    "papers.posted",
    _("Papeles enviados por correo postal"),
    {"posted_on": lambda posting: posting.posted_on, "run": lambda posting: posting.run_id},
    audience=Audience.OWNER,
    group=Group.PAPERS,
)

ALL = (
    BULLETIN_RECEIVED,
    TENURE_BEGAN,
    TENURE_ENDED,
    MANDATE_GIVEN,
    MANDATE_ENDED,
    CONSENT_GIVEN,
    CONSENT_REVOKED,
    PAPERS_POSTED,
    *DOCUMENTS,
    *MONEY,
    *QUOTES,
    *ENQUIRIES,
    *SPEAKING,
    *SURVEYS,
    *MEETINGS,
)
