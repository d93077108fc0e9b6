from datetime import date
from decimal import Decimal

from owners.rules.einvoices.reading import read
from owners.rules.einvoices.shapes import EInvoice, InvoiceSort, Line, Party, Payment, References, Syntax
from tests.owners.rules.einvoices.samples import UBL


def test_a_fee_in_ubl_is_read_whole_and_amounts_stay_as_written():
    found = read(UBL.encode())

    assert found == EInvoice(
        syntax=Syntax.UBL,
        profile="urn:cen.eu:en16931:2017",
        sort=InvoiceSort.INVOICE,
        number="26/3118",
        issuer=Party("Ascensores Duero, S. L.", "ESB47000001"),
        recipient=Party("C.P. Calle Gamazo 12", "H47051206"),
        issued_on=date(2026, 11, 5),
        due_on=date(2026, 11, 20),
        currency="EUR",
        base=Decimal("108.90"),
        tax=Decimal("22.87"),
        total=Decimal("131.77"),
        payable=Decimal("131.77"),
        lines=(
            Line(
                "Cuota de mantenimiento, noviembre",
                Decimal(1),
                "MON",
                Decimal("108.9000"),
                Decimal("108.90"),
                Decimal(21),
            ),
        ),
        payment=Payment("59", "ES9121000418450200051332", reference="RF18 2631", mandate="M-47"),
        references=References(buyer="H47051206", order="PED-9", works="OT-2026-118"),
        tax_url="https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif=B47000001&numserie=26/3118",
    )
    assert str(found.lines[0].unit_price) == "108.9000"


def test_what_an_invoice_does_not_say_stays_unsaid():
    found = read(b"<Invoice><ID>1</ID><IssueDate>2026-11-05</IssueDate></Invoice>")

    assert (found.number, found.base, found.tax, found.total, found.due_on, found.lines) == ("1", *[None] * 4, ())
    assert (found.issuer, found.recipient, found.payment) == (Party(), Party(), Payment())


def test_a_credit_note_corrects_the_invoice_it_names():
    named = "<BillingReference><InvoiceDocumentReference><ID>26/3102</ID></InvoiceDocumentReference></BillingReference>"
    line = "<CreditNoteLine><CreditedQuantity>2</CreditedQuantity></CreditNoteLine>"

    found = read(f"<CreditNote><ID>26/R1</ID>{named}{line}</CreditNote>".encode())

    assert (found.sort, found.corrected, found.lines[0].quantity) == (InvoiceSort.CORRECTIVE, "26/3102", Decimal(2))


def test_the_number_for_value_added_tax_comes_before_any_other():
    local = "<cac:PartyTaxScheme><cbc:CompanyID>47/1</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme>"
    two = UBL.replace("<cac:PartyTaxScheme>", f"{local}</cac:PartyTaxScheme><cac:PartyTaxScheme>")

    assert read(two.encode()).issuer.nif == "ESB47000001"


def test_tax_is_read_in_the_currency_of_the_invoice():
    two = UBL.replace(
        "<cac:TaxTotal>",
        '<cac:TaxTotal><cbc:TaxAmount currencyID="GBP">19.01</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>',
    )

    assert read(two.encode()).tax == Decimal("22.87")
