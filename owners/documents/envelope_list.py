"""The list on top of what was printed, for who puts the papers into envelopes: those of a month, or letters."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from owners.documents.cover_letter import STYLESHEETS
from owners.rules.envelopes import Filled
from portal.company import queries as companies
from portal.lib import pdf
from portal.web import words


def context(rows: list[Filled], *, first: date | None, today: date, even: bool) -> dict[str, Any]:
    """What it says: the envelopes in their order, what is to go in each, and what could not be printed.

    Without a month (`first`) they are letters to people.
    """
    filled = [one for one in rows if one.pages]
    said = {"month": words.month_within(first, today) if first else "", "today": words.figures(today)}
    title = _("Para ensobrar: papeles de %(month)s") if first else _("Para ensobrar: cartas del %(today)s")
    foot = _("Papeles de %(month)s, impresos el %(today)s") if first else _("Cartas impresas el %(today)s")
    return {
        "company": companies.current(),
        "title": title % said,
        "foot": foot % said,
        "rows": filled,
        "left_out": [(one.name, paper) for one in rows for paper in one.left_out],
        "envelopes": len(filled),
        "papers": sum(len(one.papers) for one in filled),
        "sheets": sum(one.sheets for one in filled),
        "even": even,
        "language": translation.get_language() or "es",
    }


def render(rows: list[Filled], *, first: date | None, today: date, even: bool) -> bytes:
    """The list as a PDF in the language of who prints; raises PdfUnavailable without Pango."""
    html = render_to_string("owners/documents/envelope_list.html", context(rows, first=first, today=today, even=even))
    return pdf.render(html, stylesheets=STYLESHEETS)
