from datetime import date
from decimal import Decimal

import pytest

from owners.enums.reading import EInvoiceFlaw
from owners.rules.einvoices.reading import read
from owners.rules.einvoices.shapes import InvoiceSort, Line, NoEInvoice, Party, Syntax
from tests.owners.rules.einvoices.samples import CII, ZUGFERD_1


def test_a_credit_note_in_cii_is_read_whole():
    found = read(CII.encode())

    assert (found.syntax, found.sort, found.number, found.corrected) == (
        Syntax.CII, InvoiceSort.CORRECTIVE, "26/R0012", "26/3102",
    )  # fmt: skip
    assert (found.issuer, found.recipient) == (
        Party("Ascensores Duero, S. L.", "ESB47000001"),
        Party("C.P. Calle Gamazo 12", "H47051206"),
    )
    assert (found.issued_on, found.currency) == (date(2026, 11, 5), "EUR")
    assert (found.base, found.tax, found.total) == (Decimal("-108.90"), Decimal("-22.87"), Decimal("-131.77"))
    assert found.lines == (
        Line("Abono de cuota", Decimal(-1), "C62", Decimal("108.90"), Decimal("-108.90"), Decimal("21.00")),
    )


def test_the_names_of_zugferd_1_are_known_too():
    found = read(ZUGFERD_1.encode())

    assert (found.number, found.total, found.references.order) == ("26/3118", Decimal("131.77"), "PED-9")
    assert found.lines == (Line("Cuota", Decimal("1.0000"), "C62", tax_rate=Decimal(21)),)


def test_a_month_is_no_day():
    found = read(CII.replace('format="102">20261105', 'format="610">202611').encode())

    assert found.issued_on is None


def test_a_day_that_never_was_is_named():
    with pytest.raises(NoEInvoice) as refused:
        read(CII.replace("20261105", "20261345").encode())

    assert (refused.value.flaw, refused.value.value) == (EInvoiceFlaw.DAY, "20261345")
