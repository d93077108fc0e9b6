"""Invoices, contracts and prices, in their owner's stream."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from owners.kinds.streams import of_owner
from portal.access.audiences import Audience
from portal.ledger.kinds import Shown

_PAPER: dict[str, Any] = {
    "sha256": lambda invoice: invoice.file.sha256,
    "issued_on": lambda invoice: invoice.issued_on,
    "total": lambda invoice: invoice.total,
    "currency": lambda invoice: invoice.currency,
    "status": lambda invoice: invoice.status,
}

# Owners know of an invoice when it is announced; what the office does before that is the office's own.
INVOICE_PUBLISHED = of_owner(
    "invoice.published",
    _("Factura publicada"),
    _PAPER | {"announce_after": lambda invoice: invoice.announce_after},
    audience=Audience.OFFICE,
)
_FILE: dict[str, Any] = {"sha256": lambda invoice: invoice.file.sha256}
INVOICE_UNDONE = of_owner("invoice.undone", _("Publicación deshecha antes de avisar"), _FILE, audience=Audience.OFFICE)
INVOICE_ANNOUNCED = of_owner("invoice.announced", _("Factura publicada y avisada"), _PAPER)
INVOICE_WITHDRAWN = of_owner("invoice.withdrawn", _("Factura retirada"), _FILE)
INVOICE_MOVED = of_owner(
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
INVOICE_EXPLAINED = of_owner(
    "invoice.explained",
    _("La oficina explica las líneas de la factura"),
    _FILE,
    shown=Shown.FILTER,
)
INVOICE_PREPARED = of_owner(
    "invoice.prepared",
    _("Líneas de la factura explicadas antes de avisar"),
    _FILE,
    audience=Audience.OFFICE,
)

_MOVED = dict(INVOICE_MOVED.facts)
INVOICE_RETURNED = of_owner("invoice.returned", _("El banco devuelve el recibo"), _MOVED)
INVOICE_OVERDUE = of_owner("invoice.overdue", _("La factura vence sin pagar"), _MOVED)
INVOICE_CLAIMED = of_owner("invoice.claimed", _("Se reclama el pago de la factura"), _MOVED)
INVOICE_CHARGE_AHEAD = of_owner(
    "invoice.charge_ahead",
    _("Se avisa de un cargo"),
    {
        "charge_on": lambda invoice: invoice.charge_told_for,
        "total": lambda invoice: invoice.total,
        "currency": lambda invoice: invoice.currency,
    },
    shown=Shown.FILTER,
)

CONTRACT_ENTERED = of_owner(
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
CONTRACT_ENDED = of_owner("contract.ended", _("Contrato terminado"), {"ended_on": lambda contract: contract.ended_on})
CONTRACT_RENEWING = of_owner(
    "contract.renewing",
    _("Se avisa de que el contrato se renueva"),
    {"ends_on": lambda contract: contract.renewal_told_for, "notice_days": lambda contract: contract.notice_days},
    shown=Shown.FILTER,
)
PRICE_REVISED = of_owner(
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
