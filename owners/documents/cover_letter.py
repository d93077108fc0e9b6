"""The letter on top of what an owner gets by post: one page, its address behind the window of a DL envelope.

The window of a Spanish DL envelope (110 x 220 mm) is on the right: 100 x 45 mm, 20 mm from the right edge and from the
bottom. A sheet folded in three lies loose in it by 10 and 11 mm; what is seen wherever it lies is 100 to 190 mm from
the left and 45 to 79 mm from the top, and nothing else may stand from 90 mm on between 34 and 90 mm.
"""

import re
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maintenance.documents import letterhead
from owners.queries.postings import INVOICE, Envelope, Paper
from owners.rules import addresses
from portal.company import queries as companies
from portal.lib import pdf
from portal.web import words

STYLESHEETS = ("web/documents/letterhead.css", "owners/documents/post.css")
MOST = 14  # papers a page has room to name


def context(envelope: Envelope, papers: list[Paper], *, first: date, today: date) -> dict[str, Any]:
    """What the letter says; `papers` are those that do lie behind it."""
    url = settings.SITE_URL + reverse("owners:deliveries")
    named = papers if len(papers) <= MOST else papers[: MOST - 1]
    return frame(addresses.window(envelope.name, envelope.address), today=today) | {
        "month": words.month_within(first, today),
        "rows": [_row(one) for one in named],
        "tells_lifts": any(one.about for one in named),
        "more": len(papers) - len(named),
        "url": typed(url),
        "qr": square(url),
    }


def frame(window: list[str], *, today: date) -> dict[str, Any]:
    """What stands on each letter of ours: whose it is, whom it goes to, where and when it was written."""
    company = companies.current()
    return {
        "company": company,
        "logo": letterhead.logo(company),
        "window": window,
        "place": _town(company.address),
        "today": dated(today, pgettext("formato de fecha", r"j \d\e F \d\e Y")),
        "language": translation.get_language() or "es",
    }


def typed(url: str) -> str:
    """The address as somebody types it: without what a browser adds."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")


def square(url: str) -> str:
    """The address as a square that a telephone reads."""
    return str(segno.make(url, error="m").png_data_uri(scale=8, border=0))


def render(envelope: Envelope, papers: list[Paper], *, first: date, today: date) -> bytes:
    """The letter as a PDF in the owner's language; raises PdfUnavailable without Pango."""
    with translation.override(envelope.language):
        said = context(envelope, papers, first=first, today=today)
        html = render_to_string("owners/documents/cover_letter.html", said)
    return pdf.render(html, stylesheets=STYLESHEETS)


def _row(paper: Paper) -> dict[str, str]:
    what = _("Factura") if paper.kind == INVOICE else _("Boletín")
    return {"what": what, "number": paper.number, "day": words.figures(paper.day), "about": paper.about}


def _town(address: str) -> str:
    """Valladolid: where the company writes from."""
    return re.sub(r"^\d{5}\s*", "", addresses.parted(address)[1])
