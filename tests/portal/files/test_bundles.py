"""Many PDFs as one: nothing of a page changes, what cannot be read is named, and one bad file stops no other."""

import hashlib
import io
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import cache
from pypdf import PdfReader

from portal.files import bundles
from portal.files.bundles import Outcome, Unread
from portal.lib import joining
from tests.papers import pdf


@pytest.fixture
def lying(tmp_path):
    """Lays bytes where a stored file would lie."""

    def lay(content):
        sha256 = hashlib.sha256(content).hexdigest()
        (tmp_path / sha256).write_bytes(content)
        return tmp_path / sha256, sha256

    return lay


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.pdf"


def drawn(words, *, pages=1, size=(595, 842)):
    """Pages that say something."""

    def draw(made):
        del made.pages[0]
        font = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(pages):
            page = made.add_blank_page(page_size=size)
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = made.make_stream(f"BT /F1 12 Tf 50 50 Td ({words} {number + 1}) Tj ET".encode())

    return pdf(draw)


def said(path):
    return [page.extract_text() for page in PdfReader(path).pages]


def test_papers_lie_one_behind_the_other_and_a_set_begins_on_a_front_side(lying, out):
    first = [lying(drawn("letter")), lying(drawn("bill", pages=2))]

    told = bundles.join([first, [lying(drawn("second"))]], out, even=True)

    assert told == [[Outcome(1), Outcome(2)], [Outcome(1)]]
    assert said(out) == ["letter 1", "bill 1", "bill 2", "", "second 1", ""]


def test_printed_on_one_side_no_page_is_blank(lying, out):
    bundles.join([[lying(drawn("one"))], [lying(drawn("two"))]], out, even=False)

    assert said(out) == ["one 1", "two 1"]


def test_a_page_keeps_its_size_its_turn_and_what_it_inherits(lying, out):
    def turned(made):
        made.pages[0].mediabox = [0, 0, 300, 200]
        made.pages[0].Rotate = 90
        made.Root.Pages.Rotate = 270

    bundles.join([[lying(pdf(turned))]], out, even=True)

    pages = PdfReader(out).pages
    assert [(page.rotation, float(page.mediabox.width)) for page in pages] == [(90, 300), (0, 300)]


def test_what_is_locked_broken_cut_altered_or_gone_is_named_and_the_rest_is_there(lying, out, tmp_path):
    good, altered = lying(drawn("good")), lying(drawn("altered"))
    altered[0].write_bytes(b"%PDF-1.7 other")
    bad = [
        lying(pdf(encryption=pikepdf.Encryption(owner="x", user="y"))),
        lying(pdf(encryption=pikepdf.Encryption(owner="x", user=""))),
        lying(b"no PDF"),
        altered,
        (tmp_path / "gone", "0" * 64),
    ]

    told = bundles.join([[good, *bad], [good]], out, even=False)

    whys = [one.why for one in told[0]]
    assert whys == [None, Unread.LOCKED, Unread.LOCKED, Unread.BROKEN, Unread.ALTERED, Unread.ALTERED]
    assert said(out) == ["good 1", "good 1"]


def test_a_file_that_kills_the_process_is_left_out_alone(lying, out, monkeypatch, tmp_path):
    deadly = lying(drawn("deadly"))
    script = tmp_path / "deadly.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        + Path(joining.__file__)
        .read_text()
        .replace("def _opened(path: str, sha256: str) -> pikepdf.Pdf:\n", DIES % deadly[1])
    )
    monkeypatch.setattr(bundles.joining, "__file__", str(script))

    told = bundles.join([[lying(drawn("good")), deadly], [lying(drawn("other"))]], out, even=False)

    assert told == [[Outcome(1), Outcome(0, Unread.HEAVY)], [Outcome(1)]]
    assert said(out) == ["good 1", "other 1"]


DIES = """def _opened(path: str, sha256: str) -> pikepdf.Pdf:
    if sha256 == "%s":
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_paper_of_more_pages_than_any_is_not_printed(lying, out):
    def many(made):
        kids = pikepdf.Array([made.pages[0].obj] * 600)
        made.Root.Pages.Kids, made.Root.Pages.Count = kids, 600

    told = bundles.join([[lying(pdf(many)), lying(drawn("good"))]], out, even=False)

    assert told == [[Outcome(0, Unread.HEAVY), Outcome(1)]]


def test_a_layer_that_is_off_stays_off(lying, out):
    def layered(made):
        group = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Borrador"))
        page = made.pages[0]
        page.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L1=group))
        page.Contents = made.make_stream(b"/OC /L1 BDC 0 0 10 10 re f EMC")
        default = pikepdf.Dictionary(OFF=pikepdf.Array([group]))
        made.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=default)

    bundles.join([[lying(drawn("plain"))], [lying(pdf(layered))]], out, even=False)

    with pikepdf.open(out) as made:
        layer = made.pages[1].Resources.Properties.L1
        assert [one.objgen for one in made.Root.OCProperties.D.OFF] == [layer.objgen]


def test_what_a_form_says_is_printed(lying, out):
    def form(made):
        look = made.make_stream(b"0 0 20 10 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 20, 10])
        field = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", V="x", F=4,
                Rect=pikepdf.Array([10, 10, 30, 20]), AP=pikepdf.Dictionary(N=look),
            )
        )  # fmt: skip
        made.pages[0].Annots = pikepdf.Array([field])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    bundles.join([[lying(pdf(form))]], out, even=False)

    with pikepdf.open(out) as made:
        page = made.pages[0]
        assert ("/Annots" in page, len(page.Resources.XObject)) == (False, 1)


def test_pages_are_counted_once(lying, monkeypatch):
    cache.clear()
    files = [lying(drawn("a", pages=3)), lying(b"no PDF"), lying(drawn("b"))]

    assert bundles.pages(files) == [3, 0, 1]
    monkeypatch.setattr(bundles.confined, "run", None)
    assert bundles.pages(files[::-1]) == [1, 0, 3]


def test_what_comes_out_opens_anywhere(lying, out):
    bundles.join([[lying(drawn("a"))]] * 3, out, even=True)

    with pikepdf.open(io.BytesIO(out.read_bytes())) as made:
        assert made.check_pdf_syntax() == []
