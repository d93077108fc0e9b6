import re
from datetime import date, datetime

import pytest

from portal.lib.tables.limits import Limits
from portal.lib.tables.reading import Row
from portal.lib.tables.refusals import CannotRead

SHEET = "xl/worksheets/sheet1.xml"


def test_cells_become_text_as_the_office_would_have_typed_it(xlsx_file, read):
    path = xlsx_file(
        ["código", "velocidad", "año", "alta", "aviso", "activo", "vacía"],
        [10347915, 0.63, 2008.0, date(2020, 1, 31), datetime(2020, 1, 31, 8, 30), True, None],  # noqa: DTZ001 - Excel has no zone
    )

    assert read(path, "código", "velocidad", "año", "alta", "aviso", "activo", "vacía") == [
        Row(
            2,
            {
                "código": "10347915",
                "velocidad": "0,63",
                "año": "2008",
                "alta": "2020-01-31",
                "aviso": "2020-01-31T08:30:00",
                "activo": "1",
                "vacía": "",
            },
        )
    ]


def test_a_formula_gives_the_value_that_was_stored_and_is_never_worked_out(xlsx_file, rewritten, read):
    path = xlsx_file(["a", "b"], ["1", "=1+1"], ["2", '=HYPERLINK("http://127.0.0.1/","x")'])
    rewritten(path, SHEET, lambda xml: re.sub(rb"(<f>1\+1</f>)<v(?: ?/>|></v>)", rb"\1<v>2</v>", xml))

    assert [row.cells["b"] for row in read(path, "b")] == ["2", ""]


def test_the_sheet_may_be_named(xlsx_file, read):
    path = xlsx_file(["a"], ["1"], title="Ascensores")

    assert read(path, "a", worksheet="Ascensores") == [Row(2, {"a": "1"})]
    with pytest.raises(CannotRead, match=r"no tiene la hoja «Fincas». Las que hay: Ascensores"):
        read(path, "a", worksheet="Fincas")


def test_a_short_row_is_filled_and_a_gap_passed_over(xlsx_file, read):
    path = xlsx_file(["a", "b"], ["1"], [], ["2", "3"])

    assert read(path, "b") == [Row(2, {"b": ""}), Row(4, {"b": "3"})]


def test_the_size_a_sheet_claims_is_not_believed(xlsx_file, rewritten, read):
    path = xlsx_file(["a"], ["1"])
    rewritten(path, SHEET, lambda xml: xml.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))

    assert read(path, "a") == [Row(2, {"a": "1"})]


def test_a_bomb_of_text_is_refused_before_it_is_opened(xlsx_file, rewritten, read):
    path = xlsx_file(["a"], ["1"])
    rewritten(path, SHEET, lambda xml: xml.replace(b"</sheetData>", b" " * 5_000_000 + b"</sheetData>"))
    assert path.stat().st_size < 20_000

    with pytest.raises(CannotRead, match="descomprimido, pasa de 4 MB y no se abre"):
        read(path, "a", limits=Limits(unpacked=4 * 1024 * 1024))


def test_a_bomb_of_cells_in_one_row_is_refused(xlsx_file, rewritten, read):
    path = xlsx_file(["a"], ["1"])
    rewritten(
        path, SHEET, lambda xml: xml.replace(b"</sheetData>", b"<row>" + b"<c/>" * 250_000 + b"</row></sheetData>")
    )

    with pytest.raises(CannotRead, match="Una fila del libro no acaba nunca"):
        read(path, "a")


def test_a_bomb_in_a_part_that_is_no_sheet_is_refused(xlsx_file, rewritten, read):
    path = xlsx_file(["a"], ["1"])
    rewritten(path, "xl/styles.xml", lambda xml: xml + b" " * 3_000_000)

    with pytest.raises(CannotRead, match="no se abre"):
        read(path, "a", limits=Limits(part=2_000_000))


def test_a_bomb_of_entities_is_refused(xlsx_file, rewritten, read):
    path = xlsx_file(["a"], ["1"])
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    rewritten(path, SHEET, lambda xml: laughs + xml.replace(b"<v>1</v>", b"<v>&b;</v>"))

    with pytest.raises(CannotRead, match="El libro de Excel está dañado"):
        read(path, "a")


def test_a_row_far_away_does_not_make_a_million_rows(xlsx_file, rewritten, read):
    path = xlsx_file(["a"], ["1"])
    rewritten(path, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999"'))

    with pytest.raises(CannotRead, match="más de 1000 filas"):
        read(path, "a", limits=Limits(rows=1000))


def test_a_sheet_wider_than_any_register_is_refused(xlsx_file, read):
    with pytest.raises(CannotRead, match="más de 5 columnas"):
        read(xlsx_file([f"c{number}" for number in range(6)], ["1"]), "c1", limits=Limits(columns=5))


def test_a_sheet_cut_short_is_refused(xlsx_file, rewritten, read):
    path = xlsx_file(["a"], ["1"])
    rewritten(path, SHEET, lambda xml: xml[: len(xml) // 2])

    with pytest.raises(CannotRead, match="El libro de Excel está dañado"):
        read(path, "a")
