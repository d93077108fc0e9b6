from datetime import date
from decimal import Decimal

import pytest

from owners.enums.reading import EInvoiceFlaw
from owners.rules.einvoices.reading import read, read_all
from owners.rules.einvoices.shapes import InvoiceSort, Line, NoEInvoice, Party, Payment, References, Syntax
from tests.owners.rules.einvoices.samples import FACTURAE, FACTURAE_INVOICE


def test_a_fee_in_facturae_is_read_whole():
    found = read(FACTURAE.encode())

    assert (found.syntax, found.profile, found.sort) == (Syntax.FACTURAE, "3.2.2", InvoiceSort.INVOICE)
    assert (found.series, found.number, found.currency) == ("26", "3118", "EUR")
    assert (found.issued_on, found.due_on) == (date(2026, 11, 5), date(2026, 11, 20))
    assert (found.issuer, found.recipient) == (
        Party("Ascensores Duero, S. L.", "B47000001"),
        Party("Pilar Ortega", "12345678Z"),
    )
    assert [str(one) for one in (found.base, found.tax, found.total)] == ["108.9", "22.87", "131.77"]
    assert found.lines == (
        Line(
            "Cuota de mantenimiento", Decimal(1), "01", Decimal("108.9"), Decimal("108.9"), Decimal(21), "OT-2026-118"
        ),
    )
    assert found.payment == Payment("02", debited_iban="ES9121000418450200051332")
    assert found.references == References(contract="C-12", works="OT-2026-118")


@pytest.mark.parametrize("version", ["3.2", "3.2.1"])
def test_its_older_versions_are_read_too(version):
    assert read(FACTURAE.replace("3.2.2<", f"{version}<").encode()).profile == version


def test_a_corrective_one_names_series_and_number_of_the_first():
    first = "<InvoiceNumber>3102</InvoiceNumber><InvoiceSeriesCode>26</InvoiceSeriesCode>"
    told = f"OR</InvoiceClass><Corrective>{first}</Corrective>"

    found = read(FACTURAE.replace("OO</InvoiceClass>", told).encode())

    assert (found.sort, found.corrected) == (InvoiceSort.CORRECTIVE, "26/3102")


def test_the_address_of_the_tax_agency_is_found_in_its_extensions():
    url = "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif=B47000001&numserie=26%2F3118"
    more = f"<AdditionalData><Extensions><QR>{url.replace('&', '&amp;')}</QR></Extensions></AdditionalData></Invoice>"

    assert read(FACTURAE.replace("</Invoice>", more).encode()).tax_url == url


def test_an_address_of_anybody_else_is_not():
    more = (
        "<AdditionalData>https://www2.agenciatributaria.gob.es.example/wlpl/TIKE-CONT/ValidarQR?nif=1</AdditionalData>"
    )

    assert read(FACTURAE.replace("</Invoice>", f"{more}</Invoice>").encode()).tax_url is None


def test_a_file_of_several_invoices_is_told_apart_from_one():
    two = FACTURAE.replace("</Invoices>", f"{FACTURAE_INVOICE.replace('3118', '3119')}</Invoices>").encode()

    assert [one.number for one in read_all(two)] == ["3118", "3119"]
    with pytest.raises(NoEInvoice) as refused:
        read(two)
    assert (refused.value.flaw, str(refused.value)) == (
        EInvoiceFlaw.SEVERAL, "El XML lleva 2 facturas. Envíe una por fichero.",
    )  # fmt: skip
