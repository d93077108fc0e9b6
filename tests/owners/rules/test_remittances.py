from datetime import date
from decimal import Decimal

import pytest

from owners.enums.reading import PaperKind
from owners.rules import remittances
from owners.rules.remittances import Remittance, Row, Status

HEADER = (
    "Fichero",
    "Nº Factura",
    "Fecha",
    "C.I.F.",
    "Cliente",
    "Base Imponible",
    "IVA",
    "TOTAL",
    "Estado",
    "Fecha cargo",
    "Parte",
)
COLUMNS = {
    "file": "Fichero", "number": "Nº Factura", "issued_on": "Fecha", "owner_nif": "C.I.F.", "owner_name": "Cliente",
    "base": "Base Imponible", "tax": "IVA", "total": "TOTAL", "status": "Estado", "charged_on": "Fecha cargo",
    "works": "Parte",
}  # fmt: skip
MAPPING = remittances.mapping_of(HEADER)


def _row(**texts):
    return remittances.read({"number": "26/3118", **texts}, MAPPING, 2)


def test_columns_are_known_by_their_headings():
    assert remittances.columns_of(HEADER) == COLUMNS


def test_english_headings_are_known_too_and_no_column_is_two_things():
    header = (
        "Invoice number",
        "Invoice date",
        "VAT number",
        "Net amount",
        "VAT amount",
        "Total amount",
        "Status",
        "Notes",
    )

    assert remittances.columns_of(header) == {
        "number": "Invoice number", "issued_on": "Invoice date", "owner_nif": "VAT number", "base": "Net amount",
        "tax": "VAT amount", "total": "Total amount", "status": "Status",
    }  # fmt: skip


def test_a_remembered_mapping_is_used_while_its_columns_are_there():
    corrected = remittances.mapping_for({"number": "Documento", "total": "TOTAL"})

    assert remittances.fits(corrected, ("documento", "Otra", "Total"))
    assert not remittances.fits(corrected, HEADER)


def test_a_row_is_read_whole():
    found = _row(
        file="F26-3118.pdf", owner_nif="ES-H47051206", owner_name=" C.P.  Gamazo 12 ", issued_on="05/11/2026",
        base="1.108,90", tax="22.87", total="131,77 €", status="Remesada", charged_on="2026-11-20", works="OT-2026-118",
        kind="Abono",
    )  # fmt: skip

    assert found == Row(
        line=2, file="F26-3118.pdf", number="26/3118", owner_nif="H47051206", owner_name="C.P. Gamazo 12",
        issued_on=date(2026, 11, 5), base=Decimal("1108.90"), tax=Decimal("22.87"), total=Decimal("131.77"),
        status=Status.CHARGED, status_text="Remesada", charged_on=date(2026, 11, 20), works="OT-2026-118",
        kind=PaperKind.CORRECTIVE,
    )  # fmt: skip


def test_what_is_not_there_is_not_worked_out():
    found = _row(base="108,90", tax="22,87")

    assert (found.total, found.status, found.issued_on, found.words) == (None, None, None, "")


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"number": ""}, "Falta el número de la factura."),
        ({"total": "1.234.56"}, "TOTAL: «1.234.56» no es un importe."),
        ({"total": "NaN"}, "TOTAL: «NaN» no es un importe."),
        ({"total": f"1{'0' * 40}"}, f"TOTAL: «1{'0' * 40}» no es un importe."),
        ({"issued_on": "31/02/2026"}, "Fecha: «31/02/2026» no es un día."),
        ({"number": "9" * 61}, "Nº Factura: es demasiado largo."),
    ],
)
def test_a_row_that_cannot_be_used_says_why(texts, words):
    found = _row(**texts)

    assert (found.is_refused, found.words) == (True, words)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"owner_nif": "H47051207"}, "C.I.F.: el NIF no cuadra con su dígito de control."),
        ({"status": "rara"}, "Estado: no se conoce «rara»."),
        ({"works": "#N/D"}, "Parte: la hoja de cálculo da un error."),
    ],
)
def test_what_is_odd_is_said_and_the_row_is_used(texts, words):
    found = _row(**texts)

    assert (found.is_refused, found.words) == (False, words)


def test_of_two_rows_for_one_number_or_one_file_the_second_is_refused():
    found = Remittance.of([
        Row(2, file="a.pdf", number="26/1"), Row(3, file="b.pdf", number="26-1"), Row(4, file="A.PDF", number="26/2"),
        Row(5, number="26/1", series="R"),
    ])  # fmt: skip

    assert [row.line for row in found.rows] == [2, 5]
    assert [(row.line, row.words) for row in found.refused] == [
        (3, "Ya está en la línea 2."),
        (4, "Ya está en la línea 2."),
    ]


def test_a_row_that_is_refused_anyway_says_only_its_own_reason():
    found = Remittance.of([_row(), _row(total="no")])

    assert [row.words for row in found.refused] == ["TOTAL: «no» no es un importe."]


def test_the_row_of_a_file_is_found_by_its_name_or_by_a_number():
    first, second = Row(2, file="2026\\F26-1.PDF", number="1", series="26"), Row(3, number="26/2")
    found = Remittance.of([first, second])

    assert [found.row_for("f26-1.pdf"), found.row_for("x.pdf", ["26-2"]), found.row_for("x.pdf", ["26/1"])] == [
        first, second, first,
    ]  # fmt: skip
    assert found.row_for("x.pdf", ["3"]) is None
