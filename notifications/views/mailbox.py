"""The demo's mailbox: every mail that would have left the house, as its reader would see it."""

import re
from uuid import UUID

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from notifications.queries import deliveries, pages
from notifications.views import rows
from portal.files import serving
from portal.web.access import demo_only

# A mail brings its own styles and draws nothing from anywhere; its links may leave the frame when a person presses one.
MAIL = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox", "allow-top-navigation-by-user-activation"],
}


@demo_only
def mailbox(request: HttpRequest) -> HttpResponse:
    """Newest first, perhaps of one address."""
    wanted = request.GET.get("to", "").replace("\0", "").strip()
    mails, older = pages.page(deliveries.newest(wanted), request.GET.get("before", ""))
    context = {
        "mails": [rows.line(mail) for mail in mails],
        "older": older,
        "wanted": wanted,
        "addresses": deliveries.addresses(),
    }
    return render(request, "notifications/mailbox.html", context)


@demo_only
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def mail(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """One mail: envelope, page, text, attachment."""
    found = get_object_or_404(deliveries.newest(), pk=delivery)
    return render(request, "notifications/mailbox_mail.html", {"mail": rows.whole(found)})


@demo_only
@xframe_options_sameorigin
@csp(MAIL)  # type: ignore[arg-type]
def page(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """The mail's own page, alone in its frame; what it links to opens in the whole window."""
    found = get_object_or_404(deliveries.newest().exclude(html=""), pk=delivery)
    return in_whole_window(found.html)


@demo_only
def attachment(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """The attached file."""
    found = get_object_or_404(deliveries.newest(), pk=delivery)
    if found.attachment is None:
        raise Http404
    return serving.serve(request, found.attachment, name=found.attachment_name, download=True)


def in_whole_window(html: str) -> HttpResponse:
    """A mail's page whose links leave its frame."""
    return HttpResponse(re.sub(r"(<head[^>]*>)", r'\1<base target="_top">', html, count=1))
