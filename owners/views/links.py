"""One document opened from a mail: seeing the page opens nothing, for mail scanners follow links; the button does."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from owners.actions import documents as actions
from owners.actions import links as sending
from owners.models import DocumentReceipt
from owners.queries import documents, links
from portal.access.permissions import Permission
from portal.accounts.actions import limits
from portal.files import serving
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, public, requires, takes_form

TRIES, PER = 300, timedelta(hours=1)  # from one place: a whole office may sit behind one address


@public
@takes_form
def document(request: HttpRequest, token: str) -> HttpResponse:
    """What the document is, and the button that opens it and it alone."""
    at = clock.now()
    try:
        limits.count("document-link", request.META.get("REMOTE_ADDR", ""), most=TRIES, per=PER, at=at)
        link = links.opened_by(token, at)
    except (links.LinkOver, limits.TooMany):
        return render(request, "owners/document_link_over.html", status=410)
    found = link.version.document
    if request.method == "POST":
        owner = documents.receiver(link.person, found, at)
        if owner is not None:
            how = DocumentReceipt.How.BY_LINK
            actions.receive(version=link.version, owner=owner, person=link.person, how=how, at=at)
        name = documents.file_name(link.version, documents.owner_of(found, at))
        return serving.serve(request, link.version.file, name=name)
    with translation.override(link.person.language):
        page = {
            "document": found,
            "about": documents.about(found),
            "published": documents.published(link.version, at),
            "holds": documents.holds(link.version, at),
            "is_latest": documents.current(found).pk == link.version_id,
            "size": link.version.file.size,
        }
        return render(request, "owners/document_link.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def end(request: PersonRequest, link: UUID) -> HttpResponse:
    """A link opens nothing from now on."""
    at = clock.now()
    found = get_object_or_404(links.open_links(at).select_related("version"), pk=link)
    sending.revoke(link=found, at=at)
    messages.info(request, _("Anulado: ese enlace ya no abre nada."))
    return redirect("owners:document", document=found.version.document_id)
