"""The invoice a paper of a batch would be: what it says, what it charges, where it stands; nothing is stored."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from maintenance.models import Lift
from owners.actions import invoices
from owners.actions.invoices import Charge, LinkNotAllowed, Stated
from owners.enums import InvoiceKind, InvoiceStatus
from owners.enums.reading import PaperKind
from owners.models import BatchItem, Invoice
from owners.queries import billing
from owners.rules import charging, paying
from owners.rules.batches import Understood
from owners.rules.einvoices import reading
from owners.rules.einvoices.shapes import EInvoice, Line, NoEInvoice
from owners.rules.recognition.shapes import Fact
from owners.rules.standings import Standing
from portal.company import queries as companies

MOST_WORDS, MOST_NUMBER = 240, 40


class Unpublishable(Exception):
    """What it says fits no invoice; the text says why."""


@dataclass(frozen=True)
class Draft:
    """An invoice as a paper of a batch would publish it."""

    stated: Stated
    charges: tuple[Charge, ...]
    standing: Standing


def draft(item: BatchItem, told: Understood) -> Draft:
    """What the paper says, as the action of publishing wants it; the house's own NIF where no source says another."""
    day, base, tax, total = told.day(Fact.ISSUED_ON), *(told.amount(one) for one in (Fact.BASE, Fact.TAX, Fact.TOTAL))
    if len(told.number) > MOST_NUMBER:
        raise Unpublishable(_("El número es demasiado largo. Ábrala y corríjalo."))
    if day is None or base is None or tax is None or total is None or not told.number:
        raise Unpublishable(_("Le falta algún dato. Ábrala y complétela."))
    due, corrective = told.day(Fact.DUE_ON), told.kind is PaperKind.CORRECTIVE
    einvoice = _einvoice(item)
    stated = Stated(
        number=told.number,
        issuer_nif=told.text(Fact.ISSUER)[:20] or companies.current().nif,
        issued_on=day,
        base=base,
        tax=tax,
        total=total,
        series=told.text(Fact.SERIES)[:20],
        kind=InvoiceKind.CORRECTIVE if corrective else InvoiceKind.ORDINARY,
        corrected_number=told.text(Fact.CORRECTED)[:40] if corrective else "",
        due_on=due if due and due >= day else None,
        currency=told.text(Fact.CURRENCY)[:3] or "EUR",
        works_reference=told.text(Fact.WORKS)[:40],
        account_last=paying.last_of(einvoice.payment.debited_iban or "") if einvoice else "",
        tax_link=_tax_link(einvoice) or _printed_link(item),
    )
    return Draft(stated, tuple(_charges(item, einvoice)), _standing(told))


def lifts(item: BatchItem, drafted: Draft, at: datetime) -> list[Lift]:
    """The lift the paper names when it is the owner's; else those of the works; else all the owner has."""
    if item.owner is None:
        return []
    if item.lift and billing.lifts(item.owner, at).filter(pk=item.lift_id).exists():
        return [item.lift]
    works = [thing for charge in drafted.charges for thing in charge.things]
    named = billing.works(item.owner, drafted.stated.works_reference) if drafted.stated.works_reference else None
    return billing.lifts_of(item.owner, [*works, *([named] if named else [])], at)


def _einvoice(item: BatchItem) -> EInvoice | None:
    """The XML within the PDF, for its lines."""
    enclosed = json.loads(item.transcript)["einvoice"] if item.transcript else None
    try:
        return reading.read(enclosed.encode("latin-1")) if enclosed else None
    except NoEInvoice:
        return None


def _tax_link(einvoice: EInvoice | None) -> str:
    link = (einvoice.tax_url or "") if einvoice else ""
    try:
        invoices.refuse_links(payment_link="", tax_link=link)
    except LinkNotAllowed:
        return ""
    return link[:400]


def _printed_link(item: BatchItem) -> str:
    """Where the QR on its first page leads; it was looked for where there is no XML within."""
    return str(json.loads(item.transcript).get("tax_link", "")) if item.transcript else ""


def _charges(item: BatchItem, einvoice: EInvoice | None) -> list[Charge]:
    """The lines of its XML, each tied to the works it names."""
    lines = [one for one in einvoice.lines if one.text and one.net is not None] if einvoice else []
    return [_charge(item, line) for line in lines]


def _charge(item: BatchItem, line: Line) -> Charge:
    tied = billing.linked(item.owner, line.works or "") if item.owner else {}
    text = " ".join((line.text or "").split())[:MOST_WORDS]
    return Charge(
        text=text,
        amount=(line.net or Decimal(0)).quantize(Decimal("0.01")),
        what_for=charging.what_for(text, tied_to=next(iter(tied), "")),
        quantity=line.quantity.quantize(Decimal("0.001")) if line.quantity is not None else None,
        works_reference=(line.works or "")[:40],
        **tied,
    )


def _standing(told: Understood) -> Standing:
    """Where the ERP says it stands; the day of what is not in the bank yet is that of its next charge."""
    status = InvoiceStatus(told.text(Fact.STATUS) or InvoiceStatus.ISSUED)
    charged_on = told.day(Fact.CHARGED_ON)
    if status in {InvoiceStatus.CHARGED, InvoiceStatus.PAID}:
        return Standing(status=status, charged_on=charged_on)
    return Standing(status=status, next_charge_on=charged_on)


def proof(item: BatchItem, *, at: datetime) -> tuple[Invoice, tuple[Charge, ...]]:
    """The invoice as it would be published, stored nowhere, and its lines; raises Unpublishable."""
    told = Understood.of(item.understood, item.mended)
    if not told.kind.is_invoice or item.owner is None or item.file is None:
        raise Unpublishable(_("No es una factura."))
    drafted = draft(item, told)
    columns = asdict(drafted.stated) | asdict(drafted.standing)
    year = drafted.stated.issued_on.year
    made = Invoice(owner=item.owner, file=item.file, year=year, published_at=at, announce_after=at, **columns)
    return made, drafted.charges
