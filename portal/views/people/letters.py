"""The printed invitation for who has no e-mail: a QR to scan and a code to type."""

from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import Invitation
from portal.company import queries as companies
from portal.lib import pdf


def context(invitation: Invitation, secret: str) -> dict[str, Any]:
    """What the letter says."""
    url = settings.SITE_URL + reverse("invitation", args=[secret])
    return {
        "company": companies.current(),
        "person": invitation.person,
        "code": "-".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "url": settings.SITE_URL + reverse("invitation-by-code"),
        "qr": segno.make(url, error="m").svg_data_uri(scale=4, border=2),
        "expires_at": invitation.expires_at,
        "language": invitation.person.language,
    }


def render(invitation: Invitation, secret: str) -> bytes:
    """The letter as a PDF; raises PdfUnavailable without Pango."""
    with translation.override(invitation.person.language):
        html = render_to_string("people/documents/letter.html", context(invitation, secret))
    return pdf.render(html, stylesheets=("web/documents/letterhead.css",))
