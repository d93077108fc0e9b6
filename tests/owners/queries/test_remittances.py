from decimal import Decimal

import pytest
from openpyxl import Workbook

from owners.queries import remittances
from owners.rules.remittances import mapping_for
from portal.lib.tables.refusals import CannotRead

LINES = "Nº Factura;Fecha;NIF;Total\n26/3118;05/11/2026;H47051206;131,77\n26/3119;05/11/2026;H47091558;no\n26/3120;1\n"


def _csv(folder, text, encoding="utf-8"):
    path = folder / "remesa.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_a_list_is_read_and_each_bad_row_says_why(tmp_path):
    found, mapping = remittances.read(_csv(tmp_path, LINES, "cp1252"))

    assert [(row.line, row.number, row.total) for row in found.rows] == [(2, "26/3118", Decimal("131.77"))]
    assert [(row.line, row.words) for row in found.refused] == [
        (3, "Total: «no» no es un importe."),
        (4, "La línea tiene 2 celdas, y la cabecera otras."),
    ]
    assert mapping.columns == ["Nº Factura", "NIF", "Fecha", "Total"]


def test_headings_below_a_title_are_found(tmp_path):
    found, mapping = remittances.read(_csv(tmp_path, f"Remesa de noviembre\n\n{LINES}"))

    assert (mapping.hints.header, [row.number for row in found.rows]) == (3, ["26/3118"])


def test_a_workbook_is_read_alike(tmp_path):
    book = Workbook()
    for row in (("Factura", "Importe"), ("26/3118", 131.77), ("26/3119", 1264.3)):
        book.active.append(row)
    book.save(tmp_path / "remesa.xlsx")

    found, _mapping = remittances.read(tmp_path / "remesa.xlsx")

    assert [(row.number, row.total) for row in found.rows] == [
        ("26/3118", Decimal("131.77")),
        ("26/3119", Decimal("1264.3")),
    ]


def test_a_remembered_mapping_comes_before_the_headings(tmp_path):
    path = _csv(tmp_path, "Factura;Doc;Total\nF;26/3118;1,00\n")

    found, mapping = remittances.read(path, [mapping_for({"number": "Doc"})])

    assert ([row.number for row in found.rows], mapping.columns) == (["26/3118"], ["Doc"])


def test_a_list_without_numbers_is_refused_with_its_columns(tmp_path):
    with pytest.raises(CannotRead) as refused:
        remittances.read(_csv(tmp_path, "Comunidad;Importe\nGamazo;1,00\n"))

    assert str(refused.value) == (
        "No se sabe en qué columna está el número de la factura. Las que hay: Comunidad, Importe."
    )


def test_what_is_no_table_is_refused_with_words(tmp_path):
    path = tmp_path / "remesa.csv"
    path.write_bytes(b"%PDF-1.7")

    with pytest.raises(CannotRead) as refused:
        remittances.read(path)

    assert str(refused.value) == "Es un PDF, no una tabla. Pida los datos en .xlsx o en CSV."
