"""The receipt of an enquiry: its key and the moment it came in, on a durable medium (TRLGDCU art. 21.3).

With it an owner shows that an anomaly was reported in time (ITC AEM 1, RD 355/2024: within 24 hours).
"""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maintenance.documents import letterhead
from owners.enums.enquiries import EnquiryKind
from owners.models import Enquiry
from owners.queries import enquiries, scope, topics
from portal.company import queries as companies
from portal.lib import pdf
from portal.web import words

STYLESHEETS = ("web/documents/letterhead.css", "owners/documents/receipt.css")


def context(enquiry: Enquiry) -> dict[str, Any]:
    """What the receipt says: what was said first, and the day promised then; the same whenever it is printed."""
    company = companies.current()
    local = enquiry.asked_at.astimezone(ZoneInfo(scope.zone()))
    first = enquiry.words.select_related("file").get(place=1)
    url = settings.SITE_URL + reverse("owners:enquiry", args=[enquiry.pk])
    lift, entry = enquiry.lift, enquiries.received(enquiry)
    due_on = date.fromisoformat(entry.facts["due_on"])
    facts = [
        (_("Qué es"), str(EnquiryKind(enquiry.kind).label)),
        (_("Recibida"), _moment(local)),
        (_("Cómo"), enquiries.how(enquiry)),
        (_("De"), enquiry.asked_by.name),
        (_("Por"), f"{enquiry.owner.name} · {enquiry.owner.nif}" if enquiry.owner.nif else enquiry.owner.name),
        (_("Ascensor"), lift.place if lift else ""),
        (_("RAE"), lift.rae if lift else ""),
        (_("Sobre"), topics.name_of(enquiry, enquiry.asked_at)),
        (_("Teléfono al que llamarle"), enquiry.phone),
        (_("Se contesta, a más tardar, el"), words.figures(due_on)),
    ]
    return {
        "company": company,
        "logo": letterhead.logo(company),
        "number": enquiry.number,
        "facts": [(what, said) for what, said in facts if said],
        "text": first.text,
        "file": first.file.sha256 if first.file else "",
        "is_anomaly": enquiry.kind == EnquiryKind.ANOMALY,
        "hash": entry.hash,
        "url": url.removeprefix("https://").removeprefix("http://"),
        "qr": str(segno.make(url, error="m").png_data_uri(scale=8, border=0)),
        "day": words.figures(local.date()),
        "language": translation.get_language() or "es",
    }


def _moment(local: Any) -> str:
    """23 de noviembre de 2026, 11:00:00."""
    return dated(local, pgettext("formato de fecha", r"j \d\e F \d\e Y")) + f", {local:%H:%M:%S}"


def render(enquiry: Enquiry) -> bytes:
    """The receipt as a PDF in the language of who prints it; raises PdfUnavailable without Pango."""
    return pdf.render(
        render_to_string("owners/documents/enquiry_receipt.html", context(enquiry)), stylesheets=STYLESHEETS
    )
