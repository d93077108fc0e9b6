"""The list on top of a printed month, for who puts the papers into envelopes."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from owners.documents.cover_letter import STYLESHEETS
from owners.rules.envelopes import Filled
from portal.company import queries as companies
from portal.lib import pdf
from portal.web import words


def context(rows: list[Filled], *, first: date, today: date, even: bool) -> dict[str, Any]:
    """What it says: the envelopes in their order, what is to go in each, and what could not be printed."""
    filled = [one for one in rows if one.papers]
    return {
        "company": companies.current(),
        "month": words.month_within(first, today),
        "today": words.figures(today),
        "rows": filled,
        "left_out": [(one.name, paper) for one in rows for paper in one.left_out],
        "envelopes": len(filled),
        "papers": sum(len(one.papers) for one in filled),
        "sheets": sum(one.sheets for one in filled),
        "even": even,
        "language": translation.get_language() or "es",
    }


def render(rows: list[Filled], *, first: date, today: date, even: bool) -> bytes:
    """The list as a PDF in the language of who prints; raises PdfUnavailable without Pango."""
    html = render_to_string("owners/documents/envelope_list.html", context(rows, first=first, today=today, even=even))
    return pdf.render(html, stylesheets=STYLESHEETS)
