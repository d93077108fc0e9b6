"""The printed invitation for who has no e-mail: a QR to scan and a code to type.

It is drawn while the office waits: its secret is kept nowhere, so no worker could draw it later.
"""

from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from owners.queries import mandates
from portal.accounts.models import Invitation
from portal.company import queries as companies
from portal.lib import pdf


def context(invitation: Invitation, secret: str, today: date) -> dict[str, Any]:
    """What the letter says."""
    return {
        "company": companies.current(),
        "person": invitation.person,
        "street": mandates.street_of(invitation.person, today),
        "today": today,
        "code": "-".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "url": _spoken(settings.SITE_URL + reverse("invitation-by-code")),
        "qr": segno.make(settings.SITE_URL + reverse("invitation", args=[secret]), error="m").svg_data_uri(
            scale=4, border=2
        ),
        "expires_at": invitation.expires_at,
        "language": invitation.person.language,
    }


def render(invitation: Invitation, secret: str, today: date) -> bytes:
    """The letter as a PDF; raises PdfUnavailable without Pango."""
    with translation.override(invitation.person.language):
        html = render_to_string("people/documents/letter.html", context(invitation, secret, today))
    return pdf.render(html, stylesheets=("web/documents/letterhead.css",))


def _spoken(url: str) -> str:
    """An address as one types it."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")
