"""HTML to PDF with WeasyPrint, the only place that imports it.

Fonts and style sheets are parsed once a process: a new FontConfiguration for every document leaks 0.35 MB each.
Nothing is fetched from a network: only `static:` and `data:` addresses resolve.
"""

import mimetypes
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders

SCHEME = "static:"


class PdfUnavailable(RuntimeError):
    """The libraries WeasyPrint draws with are not on this machine."""


def render(html: str, *, stylesheets: tuple[str, ...], language: str) -> bytes:
    """A tagged PDF (PDF/UA-1) of a whole HTML page; style sheets are static paths."""
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html, url_fetcher=_fetch)
    written: bytes = document.write_pdf(
        stylesheets=[_sheet(path) for path in stylesheets],
        font_config=_fonts(),
        pdf_variant="pdf/ua-1",
    )
    return written


def is_available() -> bool:
    """Whether PDFs can be made here."""
    try:
        _weasyprint()
    except PdfUnavailable:
        return False
    return True


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as missing:
        raise PdfUnavailable("Pango is missing: apt-get install libpango-1.0-0 libpangoft2-1.0-0") from missing
    return weasyprint


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _sheet(path: str) -> Any:
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(path)
    return _weasyprint().CSS(filename=found, font_config=_fonts(), url_fetcher=_fetch)


def _fetch(url: str, timeout: int = 10, ssl_context: Any = None) -> dict[str, Any]:
    """Resolves `static:path` (and a sheet's own neighbours); refuses every other address."""
    if url.startswith("data:"):
        from weasyprint import default_url_fetcher

        fetched: dict[str, Any] = default_url_fetcher(url, timeout, ssl_context)
        return fetched
    found = finders.find(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
    if not found:
        raise ValueError(f"A document may not fetch {url}")
    with open(found, "rb") as file:  # noqa: PTH123 - the finder answers text
        return {"string": file.read(), "mime_type": mimetypes.guess_type(found)[0] or "application/octet-stream"}
