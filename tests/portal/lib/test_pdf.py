import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pypdf import PdfReader

from portal.lib import pdf

SHEETS = ("web/documents/letterhead.css",)


def _page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="es"><head><title>Prueba</title>{head}</head><body>{body}</body></html>'


def _read(html: str) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(html, stylesheets=SHEETS)))


@pytest.fixture
def visited():
    """A web server of our own that writes down who comes; its address and its log."""
    log = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            log.append(self.path)
            self.send_error(404)

        def log_message(self, *_args):
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", log
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_pdf_is_tagged_and_has_its_language_and_title():
    reader = _read(_page("<h1>Año</h1>"))

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert (root["/Lang"], "/StructTreeRoot" in root, reader.metadata.title) == ("es", True, "Prueba")


def test_words_come_out_as_they_went_in():
    assert "Añadió ¿qué? 1.234,56 €" in _read(_page("<p>Añadió ¿qué? 1.234,56 €</p>")).pages[0].extract_text()


def test_every_font_is_in_the_file():
    fonts = _read(_page("<p>a</p><h1>b</h1>")).pages[0]["/Resources"]["/Font"]

    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts.values()}
    assert names == {"Inter", "Inter-Bold"}


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{there}/a.png" alt="">',
        '<object data="{there}/a"></object>',
        '<p style="background:url({there}/a)">x</p>',
        '<svg><image href="{there}/a.png"/></svg>',
        "<style>@import url({there}/a.css);</style>",
        "<style>@font-face {{ font-family: x; src: url({there}/a.woff) }} p {{ font-family: x }}</style><p>x</p>",
    ],
)
def test_a_document_fetches_nothing(visited, body):
    there, log = visited

    _read(_page(body.format(there=there)))

    assert log == []


def test_a_link_in_the_head_fetches_nothing(visited):
    there, log = visited

    _read(_page("", f'<link rel="stylesheet" href="{there}/a.css"><link rel="attachment" href="{there}/a">'))

    assert log == []


def test_no_file_of_the_machine_gets_into_a_document(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")

    reader = _read(_page('<img src="/etc/hostname" alt="">', f'<link rel="attachment" href="{secret.as_uri()}">'))

    assert reader.attachments == {}


def test_a_style_sheet_that_is_not_there_is_named():
    with pytest.raises(FileNotFoundError, match=r"web/none\.css"):
        pdf.render(_page(""), stylesheets=("web/none.css",))


def test_pdfs_can_be_made_here():
    assert pdf.is_available()
