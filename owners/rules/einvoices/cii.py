"""CII: the XML of Factur-X and ZUGFeRD 2 (UN/CEFACT D16B, EN 16931) and the older one of ZUGFeRD 1."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from owners.rules.einvoices import codes
from owners.rules.einvoices.markup import NAME, Node, day_of
from owners.rules.einvoices.shapes import EInvoice, Line, Party, Payment, References, Syntax


@dataclass(frozen=True)
class Names:
    """What the two generations call the same elements."""

    document: str
    trade: str
    agreement: str
    delivery: str
    settlement: str
    totals: str
    line_agreement: str
    line_delivery: str
    line_settlement: str
    line_totals: str
    percent: str
    identifier: str


NAMES = {
    "CrossIndustryInvoice": Names(
        document="ExchangedDocument",
        trade="SupplyChainTradeTransaction",
        agreement="ApplicableHeaderTradeAgreement",
        delivery="ApplicableHeaderTradeDelivery",
        settlement="ApplicableHeaderTradeSettlement",
        totals="SpecifiedTradeSettlementHeaderMonetarySummation",
        line_agreement="SpecifiedLineTradeAgreement",
        line_delivery="SpecifiedLineTradeDelivery",
        line_settlement="SpecifiedLineTradeSettlement",
        line_totals="SpecifiedTradeSettlementLineMonetarySummation",
        percent="RateApplicablePercent",
        identifier="IssuerAssignedID",
    ),
    "CrossIndustryDocument": Names(
        document="HeaderExchangedDocument",
        trade="SpecifiedSupplyChainTradeTransaction",
        agreement="ApplicableSupplyChainTradeAgreement",
        delivery="ApplicableSupplyChainTradeDelivery",
        settlement="ApplicableSupplyChainTradeSettlement",
        totals="SpecifiedTradeSettlementMonetarySummation",
        line_agreement="SpecifiedSupplyChainTradeAgreement",
        line_delivery="SpecifiedSupplyChainTradeDelivery",
        line_settlement="SpecifiedSupplyChainTradeSettlement",
        line_totals="SpecifiedTradeSettlementMonetarySummation",
        percent="ApplicablePercent",
        identifier="ID",
    ),
}
CONTEXTS = ("ExchangedDocumentContext", "SpecifiedExchangedDocumentContext")
DAY_FORMS = {"102": "%Y%m%d"}  # UNTDID 2379; months and weeks are no days
REGISTERS = ("VA", "FC", "")  # the VAT number before the local tax number


def is_cii(root: Node) -> bool:
    return root.name in NAMES


def read(root: Node) -> EInvoice:
    """The invoice; raises NoEInvoice over an amount or a day that is none."""
    names = NAMES[root.name]
    document, trade = root.below(names.document), root.below(names.trade)
    agreement, settlement = trade.below(names.agreement), trade.below(names.settlement)
    currency, totals = settlement.number("InvoiceCurrencyCode"), settlement.below(names.totals)
    return EInvoice(
        syntax=Syntax.CII,
        profile=root.words(*(f"{one}/GuidelineSpecifiedDocumentContextParameter/ID" for one in CONTEXTS), most=NAME),
        sort=codes.sort_of(document.number("TypeCode")),
        number=document.number("ID"),
        issuer=_party(agreement.below("SellerTradeParty")),
        recipient=_party(agreement.below("BuyerTradeParty")),
        corrected=settlement.number(f"InvoiceReferencedDocument/{names.identifier}"),
        issued_on=_day(document, "IssueDateTime/DateTimeString"),
        due_on=_day(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"),
        currency=currency,
        base=totals.amount("TaxBasisTotalAmount"),
        tax=_tax(totals, currency),
        total=totals.amount("GrandTotalAmount"),
        payable=totals.amount("DuePayableAmount"),
        lines=tuple(_line(line, names) for line in trade.all("IncludedSupplyChainTradeLineItem")),
        payment=_payment(settlement),
        references=_references(agreement, trade.below(names.delivery), names),
        tax_url=codes.tax_url(root),
    )


def _party(party: Node) -> Party:
    told = {one.attribute("schemeID"): one.number() for one in party.all("SpecifiedTaxRegistration/ID")}
    registered = next((told[register] for register in REGISTERS if told.get(register)), None)
    return Party(
        name=party.words("Name", "SpecifiedLegalOrganization/TradingBusinessName", most=NAME),
        nif=registered or party.number("SpecifiedLegalOrganization/ID"),
    )


def _day(node: Node, path: str) -> date | None:
    found = node.first(path)
    text = found.number() if found else None
    if found is None or text is None:
        return None
    form = DAY_FORMS.get(found.attribute("format") or "102")
    return day_of(text, form) if form else None


def _tax(totals: Node, currency: str | None) -> Decimal | None:
    """In the currency of the invoice: a second amount may be in that of the books."""
    told = [one for one in totals.all("TaxTotalAmount") if one.attribute("currencyID") in {"", currency}]
    return told[0].amount() if told else None


def _line(line: Node, names: Names) -> Line:
    quantity, settlement = line.below(f"{names.line_delivery}/BilledQuantity"), line.below(names.line_settlement)
    return Line(
        text=line.words("SpecifiedTradeProduct/Name", "SpecifiedTradeProduct/Description")
        or line.words("AssociatedDocumentLineDocument/IncludedNote/Content"),
        quantity=quantity.amount(),
        unit=quantity.attribute("unitCode") or None,
        unit_price=line.amount(f"{names.line_agreement}/NetPriceProductTradePrice/ChargeAmount"),
        net=settlement.amount(f"{names.line_totals}/LineTotalAmount"),
        tax_rate=settlement.amount(f"ApplicableTradeTax/{names.percent}"),
        works=line.number(f"{names.line_delivery}/DespatchAdviceReferencedDocument/{names.identifier}"),
    )


def _payment(settlement: Node) -> Payment:
    means = settlement.below("SpecifiedTradeSettlementPaymentMeans")
    return Payment(
        means=means.number("TypeCode"),
        iban=means.number(
            "PayeePartyCreditorFinancialAccount/IBANID", "PayeePartyCreditorFinancialAccount/ProprietaryID"
        ),
        debited_iban=means.number("PayerPartyDebtorFinancialAccount/IBANID"),
        reference=settlement.words("PaymentReference", most=NAME),
        mandate=settlement.number("SpecifiedTradePaymentTerms/DirectDebitMandateID"),
    )


def _references(agreement: Node, delivery: Node, names: Names) -> References:
    return References(
        buyer=agreement.words("BuyerReference", most=NAME),
        order=agreement.words(f"BuyerOrderReferencedDocument/{names.identifier}", most=NAME),
        contract=agreement.words(f"ContractReferencedDocument/{names.identifier}", most=NAME),
        works=agreement.words("SpecifiedProcuringProject/ID", most=NAME)
        or delivery.words(
            f"DespatchAdviceReferencedDocument/{names.identifier}",
            f"DeliveryNoteReferencedDocument/{names.identifier}",
            most=NAME,
        ),
    )
