"""The facts owners write: receipts and papers in the lift's stream; ownership, mandates, consents, invoices,
contracts and enquiries in the owner's.

No money stands in a lift's stream.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from owners.kinds.enquiries import ENQUIRIES as ENQUIRIES
from owners.kinds.meetings import MEETINGS as MEETINGS
from owners.kinds.speaking import SPEAKING as SPEAKING
from owners.kinds.surveys import SURVEYS as SURVEYS
from portal.access.audiences import Audience
from portal.ledger.kinds import Group, Kind, Shown
from portal.ledger.models import Stream


def _owner_of(subject: Any) -> UUID:
    return UUID(str(subject.owner_id))


def _of_owner(
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

BULLETIN_UNOPENED = replace(
    BULLETIN_RECEIVED,
    name="bulletin.unopened",
    sentence=_("Se recuerda que un boletín está sin abrir"),
    stream_of=lambda bulletin: UUID(str(bulletin.visit.lift_id)),
    facts={"sha256": lambda bulletin: bulletin.file.sha256},
)

TENURE_BEGAN = _of_owner(
    "tenure.began",
    _("Empieza la titularidad del ascensor"),
    {"lift": lambda tenure: tenure.lift_id, "from_on": lambda tenure: tenure.from_on},
    **_OWNERSHIP,
)

TENURE_ENDED = _of_owner(
    "tenure.ended",
    _("Termina la titularidad del ascensor"),
    {"lift": lambda tenure: tenure.lift_id, "to_on": lambda tenure: tenure.to_on},
    **_OWNERSHIP,
)

MANDATE_GIVEN = _of_owner(
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

MANDATE_ENDED = _of_owner(
    "mandate.ended",
    _("Mandato terminado"),
    {"role": lambda mandate: mandate.role, "to_on": lambda mandate: mandate.to_on},
    **_OWNERSHIP,
)


_PAPER: dict[str, Any] = {
    "sha256": lambda invoice: invoice.file.sha256,
    "issued_on": lambda invoice: invoice.issued_on,
    "total": lambda invoice: invoice.total,
    "currency": lambda invoice: invoice.currency,
    "status": lambda invoice: invoice.status,
}

# Owners know of an invoice when it is announced; what the office does before that is the office's own.
INVOICE_PUBLISHED = _of_owner(
    "invoice.published",
    _("Factura publicada"),
    _PAPER | {"announce_after": lambda invoice: invoice.announce_after},
    audience=Audience.OFFICE,
)
_FILE: dict[str, Any] = {"sha256": lambda invoice: invoice.file.sha256}
INVOICE_UNDONE = _of_owner("invoice.undone", _("Publicación deshecha antes de avisar"), _FILE, audience=Audience.OFFICE)
INVOICE_ANNOUNCED = _of_owner("invoice.announced", _("Factura publicada y avisada"), _PAPER)
INVOICE_WITHDRAWN = _of_owner("invoice.withdrawn", _("Factura retirada"), _FILE)
INVOICE_MOVED = _of_owner(
    "invoice.moved",
    _("Cambia el estado de la factura"),
    {
        "status": lambda invoice: invoice.status,
        "charged_on": lambda invoice: invoice.charged_on,
        "returned_on": lambda invoice: invoice.returned_on,
        "next_charge_on": lambda invoice: invoice.next_charge_on,
        "paid_on": lambda invoice: invoice.paid_on,
    },
)

# What the office says by hand of the lines carries `lines`, how many stand then, and their `digest`. Until the invoice
# is announced it is the office's own.
INVOICE_EXPLAINED = _of_owner(
    "invoice.explained",
    _("La oficina explica las líneas de la factura"),
    _FILE,
    shown=Shown.FILTER,
)
INVOICE_PREPARED = _of_owner(
    "invoice.prepared",
    _("Líneas de la factura explicadas antes de avisar"),
    _FILE,
    audience=Audience.OFFICE,
)

_MOVED = dict(INVOICE_MOVED.facts)
INVOICE_RETURNED = _of_owner("invoice.returned", _("El banco devuelve el recibo"), _MOVED)
INVOICE_OVERDUE = _of_owner("invoice.overdue", _("La factura vence sin pagar"), _MOVED)
INVOICE_CLAIMED = _of_owner("invoice.claimed", _("Se reclama el pago de la factura"), _MOVED)
INVOICE_CHARGE_AHEAD = _of_owner(
    "invoice.charge_ahead",
    _("Se avisa de un cargo"),
    {
        "charge_on": lambda invoice: invoice.charge_told_for,
        "total": lambda invoice: invoice.total,
        "currency": lambda invoice: invoice.currency,
    },
    shown=Shown.FILTER,
)

CONTRACT_ENTERED = _of_owner(
    "contract.entered",
    _("Contrato anotado"),
    {
        "cover": lambda contract: contract.cover,
        "starts_on": lambda contract: contract.starts_on,
        "term_ends_on": lambda contract: contract.term_ends_on,
        "renews_months": lambda contract: contract.renews_months,
        "notice_days": lambda contract: contract.notice_days,
    },
)
CONTRACT_ENDED = _of_owner("contract.ended", _("Contrato terminado"), {"ended_on": lambda contract: contract.ended_on})
CONTRACT_RENEWING = _of_owner(
    "contract.renewing",
    _("Se avisa de que el contrato se renueva"),
    {"ends_on": lambda contract: contract.renewal_told_for, "notice_days": lambda contract: contract.notice_days},
    shown=Shown.FILTER,
)
PRICE_REVISED = _of_owner(
    "price.revised",
    _("Precio del contrato"),
    {
        "contract": lambda price: price.contract_id,
        "monthly": lambda price: price.monthly,
        "currency": lambda price: price.currency,
        "from_on": lambda price: price.from_on,
    },
    stream_of=lambda price: UUID(str(price.contract.owner_id)),
)

MONEY = (
    INVOICE_PUBLISHED, INVOICE_UNDONE, INVOICE_ANNOUNCED, INVOICE_WITHDRAWN, INVOICE_EXPLAINED, INVOICE_PREPARED,
    INVOICE_MOVED, INVOICE_RETURNED, INVOICE_OVERDUE, INVOICE_CLAIMED, INVOICE_CHARGE_AHEAD, CONTRACT_ENTERED,
    CONTRACT_ENDED, CONTRACT_RENEWING, PRICE_REVISED,
)  # fmt: skip


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
CONSENT_GIVEN = _of_owner(
    "consent.given",
    _("Consentimiento dado"),
    _CONSENT | {"evidence": lambda consent: consent.evidence.sha256 if consent.evidence else None},
    **_OWNERSHIP,
)

CONSENT_REVOKED = _of_owner("consent.revoked", _("Consentimiento retirado"), _CONSENT, **_OWNERSHIP)


def _of_quote(name: str, sentence: Any, **more: Callable[[Any], Any]) -> Kind:
    return _of_owner(
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
QUOTE_DECIDED = _of_owner(
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

PAPERS_POSTED = _of_owner(
    "papers.posted",
    _("Papeles enviados por correo postal"),
    {"posted_on": lambda posting: posting.posted_on, "run": lambda posting: posting.run_id},
    audience=Audience.OWNER,
    group=Group.PAPERS,
)

ALL = (
    BULLETIN_RECEIVED,
    BULLETIN_UNOPENED,
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
