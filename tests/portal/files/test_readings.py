"""What a PDF says of itself is read in a process apart: its words line by line, and the e-invoice within."""

import zlib

import pikepdf
import pytest
from pikepdf import AttachedFileSpec, Dictionary, Name

from portal.files import readings
from portal.files.papers import Flaw, NoPaper
from portal.files.readings import Reading
from portal.lib import transcribing
from tests.codes import TAX_LINK, scanned, with_code
from tests.papers import pdf

XML = b"<Invoice/>"
# Drawn out of order, as programs do: the total first, the head last; a mark that stands upright on its side.
DRAWN = """BT /F1 10 Tf 1 0 0 1 400 100 Tm (131,77) Tj ET BT /F1 10 Tf 1 0 0 1 50 100 Tm (Total factura) Tj ET
BT /F1 10 Tf 1 0 0 1 50 700 Tm (Factura) Tj 1 0 0 1 90 700 Tm (26/3118) Tj ET
BT /F1 10 Tf 0 1 -1 0 20 300 Tm (Inscrita en el registro) Tj ET"""


def _written(drawn=DRAWN, pages=1):
    def change(made):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        for _more in range(pages - 1):
            made.add_blank_page()
        for page in made.pages:
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            page.Contents = made.make_stream(drawn.encode("latin-1"))

    return change


def _holding(*names):
    def change(made):
        _written()(made)
        for name in names:
            made.attachments[name] = AttachedFileSpec(made, XML, filename=name)

    return change


def test_lines_are_read_from_top_to_bottom_and_their_cells_are_parted():
    assert readings.read(pdf(_written())) == Reading(("Factura 26/3118\nTotal factura\t131,77",))


def test_the_invoice_within_is_taken_out_under_its_known_names():
    found = readings.read(pdf(_holding("ZUGFeRD-invoice.xml", "factur-x.xml")))

    assert (found.einvoice, found.is_scanned) == (XML, False)


def test_who_has_looked_already_says_what_is_held():
    content = pdf(_holding("factur-x.xml"))

    assert (readings.einvoice(content, held=()), readings.einvoice(content, held=("factur-x.xml",))) == (None, XML)


def test_a_file_of_any_other_name_is_refused():
    with pytest.raises(NoPaper) as refused:
        readings.read(pdf(_holding("otra.xml")))

    assert refused.value.flaw == Flaw.ENCLOSED


def test_a_page_without_words_is_a_scan():
    assert readings.read(pdf()).is_scanned


def test_of_a_long_paper_the_first_pages_are_read():
    found = readings.words(pdf(_written(pages=transcribing.MOST_PAGES + 3)))

    assert len(found) == transcribing.MOST_PAGES


def test_of_a_page_without_end_the_beginning_is_read():
    endless = f"BT /F1 1 Tf 1 0 0 1 0 700 Tm ({'a' * 1000}) Tj ET\n" * 200

    found = readings.words(pdf(_written(endless)))

    assert len(found[0].replace("\n", "")) == transcribing.MOST_LETTERS


def test_a_page_that_unpacks_without_end_is_too_heavy():
    def change(made):
        _written()(made)
        made.pages[0].Contents.write(zlib.compress(b"\0" * 300_000_000, 1), filter=Name.FlateDecode)

    with pytest.raises(NoPaper) as refused:
        readings.words(pdf(change))

    assert refused.value.flaw == Flaw.HEAVY


def test_what_is_no_pdf_is_refused():
    with pytest.raises(NoPaper) as refused:
        readings.words(b"nothing of the kind")

    assert refused.value.flaw == Flaw.BROKEN


def test_a_paper_behind_a_password_is_refused():
    with pytest.raises(NoPaper):
        readings.words(pdf(_written(), encryption=pikepdf.Encryption(owner="x", user="y")))


def test_ligatures_and_marks_become_plain_letters():
    assert transcribing._readable("oﬃcina\u202e\u0000") == "oﬃcina".replace("ﬃ", "ffi")


@pytest.mark.any_database
def test_the_codes_of_the_first_page_are_read_of_a_drawn_page_and_of_a_scan_askew():
    drawn = with_code()

    assert readings.codes(drawn) == readings.codes(scanned(drawn)) == (TAX_LINK,)
    assert readings.codes(b"nothing of the kind") == ()
