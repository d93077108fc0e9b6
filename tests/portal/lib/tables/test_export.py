import csv
import io

import pytest

from portal.lib.tables import export


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x","y")', "+34 983 000 000", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1"]
)
def test_what_begins_a_formula_goes_out_behind_an_apostrophe(text):
    assert export.neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Calle Mayor 3", "-3,5", "+12", "2.630", "a=b", "Vía -"])
def test_plain_text_and_numbers_go_out_as_they_are(text):
    assert export.neutralised(text) == text


def test_a_table_is_written_as_a_spanish_spreadsheet_opens_it():
    out = io.StringIO()

    many = export.write(out, ["Línea", "=Qué"], [(2, 'a;"b"'), (3, None)])

    assert (many, out.getvalue()) == (2, 'Línea;\'=Qué\r\n2;"a;""b"""\r\n3;\r\n')
    assert list(csv.reader(io.StringIO(out.getvalue()), delimiter=";"))[1] == ["2", 'a;"b"']
