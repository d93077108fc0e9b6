"""The letter on top: one page however much lies behind it, its address in the window, in its reader's language."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from owners.documents import cover_letter
from owners.queries.postings import BULLETIN, INVOICE, Envelope, Paper
from portal.lib import pdf
from portal.lib.keys import new_key

pytestmark = pytest.mark.skipif(not pdf.is_available(), reason="no Pango here")
FIRST, TODAY = date(2026, 10, 1), date(2026, 11, 3)
MM = 72 / 25.4


def paper(number, kind=INVOICE, about=""):
    return Paper(kind, new_key(), number, FIRST, about, "a" * 64)


def letter(papers, *, language="es", name="C.P. Calle Mayor 14", address="Calle Mayor 14, 3.º B, 47001 Valladolid"):
    envelope = Envelope(new_key(), name, address, language, papers)
    return PdfReader(io.BytesIO(cover_letter.render(envelope, papers, first=FIRST, today=TODAY)))


def places(page):
    """Where each bit of text begins, in millimetres from the left and from the top."""
    found = []

    def visit(text, matrix, turn, _font, _size):
        if text.strip():
            x = matrix[0] * turn[4] + matrix[2] * turn[5] + matrix[4]
            y = matrix[1] * turn[4] + matrix[3] * turn[5] + matrix[5]
            found.append((x / MM, 297 - y / MM, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def test_the_address_and_nothing_else_is_behind_the_window_wherever_the_sheet_lies(company):
    name = "Comunidad de propietarios de la urbanización Jardines del Pisuerga, fase segunda"
    page = letter([paper("F26-1")], name=name).pages[0]

    may_show = [one for one in places(page) if one[0] > 90 and 34 < one[1] < 90]

    assert [words for _x, _y, words in may_show][-1] == "47001 Valladolid"
    assert len(may_show) == 4
    assert all(100 <= x <= 190 and 45 <= y <= 79 for x, y, _words in may_show)


def test_it_names_what_lies_behind_it_and_is_one_page_however_much_that_is(company):
    papers = [paper(f"26-10-{number:04d}", BULLETIN, "Calle Mayor 14, Izquierdo, " * 5) for number in range(60)]

    made = letter(papers)

    said = made.pages[0].extract_text()
    assert len(made.pages) == 1
    assert ("26-10-0012" in said, "26-10-0013" in said, "Y 47 más" in said) == (True, False, True)
    assert "La próxima vez, sin papel" in said


def test_it_speaks_the_language_of_who_reads_it(company):
    made = letter([paper("F26-1"), paper("26-10-0041", BULLETIN, "Calle Mayor 14, Principal")], language="en")

    said = made.pages[0].extract_text()
    assert "Your papers for October" in said
    assert "Next time, without paper" in said
    assert made.trailer["/Root"]["/Lang"] == "en"


def test_it_says_where_and_when_it_was_written(company):
    company.__class__.objects.update(address="Calle del Torno 8, 47008 Valladolid")

    assert "3 de noviembre de 2026" in letter([paper("F26-1")]).pages[0].extract_text()
