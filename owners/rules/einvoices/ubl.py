"""UBL 2.1: an Invoice or a CreditNote (EN 16931, CEN/TS 16931-3-2)."""

from decimal import Decimal

from owners.rules.einvoices import codes
from owners.rules.einvoices.markup import NAME, Node
from owners.rules.einvoices.shapes import EInvoice, InvoiceSort, Line, Party, Payment, References, Syntax

ROOTS = frozenset({"Invoice", "CreditNote"})
OBJECT = "130"  # UNTDID 1001: the thing invoiced (EN 16931 BT-18)


def is_ubl(root: Node) -> bool:
    return root.name in ROOTS and root.first("ID", "IssueDate", "AccountingSupplierParty") is not None


def read(root: Node) -> EInvoice:
    """The invoice; raises NoEInvoice over an amount or a day that is none."""
    currency, totals = root.number("DocumentCurrencyCode"), root.below("LegalMonetaryTotal")
    is_note = root.name == "CreditNote"
    return EInvoice(
        syntax=Syntax.UBL,
        profile=root.words("CustomizationID", most=NAME),
        sort=InvoiceSort.CORRECTIVE if is_note else codes.sort_of(root.number("InvoiceTypeCode")),
        number=root.number("ID"),
        issuer=_party(root.below("AccountingSupplierParty/Party")),
        recipient=_party(root.below("AccountingCustomerParty/Party")),
        corrected=root.number("BillingReference/InvoiceDocumentReference/ID"),
        issued_on=root.day("IssueDate"),
        due_on=root.day("DueDate", "PaymentMeans/PaymentDueDate"),
        currency=currency,
        base=totals.amount("TaxExclusiveAmount"),
        tax=_tax(root, currency),
        total=totals.amount("TaxInclusiveAmount"),
        payable=totals.amount("PayableAmount"),
        lines=tuple(_line(line) for line in root.all("CreditNoteLine" if is_note else "InvoiceLine")),
        payment=_payment(root.below("PaymentMeans")),
        references=_references(root),
        tax_url=codes.tax_url(root),
    )


def _party(party: Node) -> Party:
    schemes = party.all("PartyTaxScheme")
    schemes.sort(key=lambda scheme: scheme.number("TaxScheme/ID") != "VAT")
    numbers = [scheme.number("CompanyID") for scheme in schemes]
    return Party(
        name=party.words("PartyLegalEntity/RegistrationName", "PartyName/Name", most=NAME),
        nif=next(filter(None, numbers), None) or party.number("PartyLegalEntity/CompanyID", "PartyIdentification/ID"),
    )


def _tax(root: Node, currency: str | None) -> Decimal | None:
    """In the currency of the invoice: a second amount may be in that of the books."""
    told = [amount for amount in root.all("TaxTotal/TaxAmount") if amount.attribute("currencyID") in {"", currency}]
    return told[0].amount() if told else None


def _line(line: Node) -> Line:
    quantity = line.below("InvoicedQuantity" if line.first("InvoicedQuantity") else "CreditedQuantity")
    return Line(
        text=line.words("Item/Name", "Item/Description", "Note"),
        quantity=quantity.amount(),
        unit=quantity.attribute("unitCode") or None,
        unit_price=line.amount("Price/PriceAmount"),
        net=line.amount("LineExtensionAmount"),
        tax_rate=line.amount("Item/ClassifiedTaxCategory/Percent"),
        works=line.number("DespatchLineReference/DocumentReference/ID", "DocumentReference/ID"),
    )


def _payment(means: Node) -> Payment:
    return Payment(
        means=means.number("PaymentMeansCode"),
        iban=means.number("PayeeFinancialAccount/ID"),
        debited_iban=means.number("PaymentMandate/PayerFinancialAccount/ID"),
        reference=means.words("PaymentID", most=NAME),
        mandate=means.number("PaymentMandate/ID"),
    )


def _references(root: Node) -> References:
    objects = [one for one in root.all("AdditionalDocumentReference") if one.number("DocumentTypeCode") == OBJECT]
    thing = objects[0].words("ID", most=NAME) if objects else None
    return References(
        buyer=root.words("BuyerReference", most=NAME),
        order=root.words("OrderReference/ID", most=NAME),
        contract=root.words("ContractDocumentReference/ID", most=NAME),
        works=root.words("ProjectReference/ID", "DespatchDocumentReference/ID", most=NAME) or thing,
    )
