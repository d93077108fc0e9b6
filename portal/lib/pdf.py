"""HTML to PDF with WeasyPrint, the only place that imports it.

Fonts and style sheets are parsed once a process: a new FontConfiguration for every document leaks 0.35 MB each.
A document fetches nothing: only `data:` addresses resolve in it, and only files beside it in its style sheet.
"""

from functools import cache
from typing import Any

from django.contrib.staticfiles import finders

from portal.lib.lacking import Lacking


class PdfUnavailable(Lacking):
    """The libraries WeasyPrint draws with are not on this machine."""


def render(html: str, *, stylesheets: tuple[str, ...]) -> bytes:
    """A tagged PDF (PDF/UA-1) of a whole HTML page with `lang` and `title`; style sheets are static paths."""
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html, url_fetcher=_fetcher("data"))
    written: bytes = document.write_pdf(
        stylesheets=[_sheet(path) for path in stylesheets], font_config=_fonts(), pdf_variant="pdf/ua-1"
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
        raise PdfUnavailable("apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0") from missing
    return weasyprint


@cache
def _fonts() -> Any:
    _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher(protocol: str) -> Any:
    _weasyprint()
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=(protocol,), allow_redirects=False)


@cache
def _sheet(path: str) -> Any:
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(path)
    return _weasyprint().CSS(filename=found, font_config=_fonts(), url_fetcher=_fetcher("file"))
