"""Facturae 3.2, 3.2.1 and 3.2.2 (Orden PRE/2971/2007 and its resolutions): one file, one or several invoices.

The signature is not checked here: the bytes are kept as they came, and who wants to can check them.
"""

from owners.rules.einvoices import codes
from owners.rules.einvoices.markup import NAME, Node
from owners.rules.einvoices.shapes import EInvoice, InvoiceSort, Line, Party, Payment, References, Syntax

VERSIONS = frozenset({"3.2", "3.2.1", "3.2.2"})
CORRECTIVE = frozenset({"OR", "CR"})  # InvoiceClass: a corrective one, and a copy of it


def is_facturae(root: Node) -> bool:
    return root.name == "Facturae" and root.number("FileHeader/SchemaVersion") in VERSIONS


def read(root: Node) -> tuple[EInvoice, ...]:
    """Its invoices; raises NoEInvoice over an amount or a day that is none."""
    return tuple(_invoice(root, invoice) for invoice in root.all("Invoices/Invoice"))


def _invoice(root: Node, invoice: Node) -> EInvoice:
    header, issued, totals = (invoice.below(name) for name in ("InvoiceHeader", "InvoiceIssueData", "InvoiceTotals"))
    payments = invoice.all("PaymentDetails/Installment")
    return EInvoice(
        syntax=Syntax.FACTURAE,
        profile=root.number("FileHeader/SchemaVersion"),
        sort=InvoiceSort.CORRECTIVE if header.number("InvoiceClass") in CORRECTIVE else InvoiceSort.INVOICE,
        number=header.number("InvoiceNumber"),
        series=header.number("InvoiceSeriesCode"),
        issuer=_party(root.below("Parties/SellerParty")),
        recipient=_party(root.below("Parties/BuyerParty")),
        corrected=_corrected(header.below("Corrective")),
        issued_on=issued.day("IssueDate"),
        due_on=max(filter(None, (payment.day("InstallmentDueDate") for payment in payments)), default=None),
        currency=issued.number("InvoiceCurrencyCode"),
        base=totals.amount("TotalGrossAmountBeforeTaxes"),
        tax=totals.amount("TotalTaxOutputs"),
        total=totals.amount("InvoiceTotal"),
        payable=totals.amount("TotalExecutableAmount", "TotalOutstandingAmount"),
        lines=tuple(_line(line) for line in invoice.all("Items/InvoiceLine")),
        payment=_payment(invoice.below("PaymentDetails/Installment")),
        references=_references(invoice.below("Items/InvoiceLine")),
        tax_url=codes.tax_url(invoice),
    )


def _party(party: Node) -> Party:
    person = [party.words(f"Individual/{part}", most=NAME) for part in ("Name", "FirstSurname", "SecondSurname")]
    return Party(
        name=party.words("LegalEntity/CorporateName", most=NAME) or " ".join(filter(None, person))[:NAME] or None,
        nif=party.number("TaxIdentification/TaxIdentificationNumber"),
    )


def _corrected(corrective: Node) -> str | None:
    """Series and number of the invoice it corrects, as one."""
    told = [corrective.number("InvoiceSeriesCode"), corrective.number("InvoiceNumber")]
    return "/".join(filter(None, told)) or None


def _line(line: Node) -> Line:
    return Line(
        text=line.words("ItemDescription"),
        quantity=line.amount("Quantity"),
        unit=line.number("UnitOfMeasure"),
        unit_price=line.amount("UnitPriceWithoutTax"),
        net=line.amount("GrossAmount", "TotalCost"),
        tax_rate=line.amount("TaxesOutputs/Tax/TaxRate"),
        works=line.number("DeliveryNotesReferences/DeliveryNote/DeliveryNoteNumber", "IssuerTransactionReference"),
    )


def _payment(payment: Node) -> Payment:
    return Payment(
        means=payment.number("PaymentMeans"),
        iban=payment.number("AccountToBeCredited/IBAN", "AccountToBeCredited/AccountNumber"),
        debited_iban=payment.number("AccountToBeDebited/IBAN", "AccountToBeDebited/AccountNumber"),
        reference=payment.words("PaymentReconciliationReference", most=NAME),
    )


def _references(line: Node) -> References:
    """Facturae says them line by line; those of the first speak for the invoice."""
    return References(
        buyer=line.words("FileReference", "ReceiverTransactionReference", most=NAME),
        order=line.words("ReceiverTransactionReference", most=NAME),
        contract=line.words("ReceiverContractReference", "IssuerContractReference", most=NAME),
        works=line.words(
            "DeliveryNotesReferences/DeliveryNote/DeliveryNoteNumber", "IssuerTransactionReference", most=NAME
        ),
    )
