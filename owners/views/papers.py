"""The owner's papers: the dossier of each lift, the other documents, one of them, and its file."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from owners.actions import documents as actions
from owners.enums.enquiries import About
from owners.models import Document, DocumentReceipt
from owners.queries import documents, dossiers, enquiries, links, reach, scope, shelf
from owners.queries import papers as bulletins
from portal.access import grants
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires

READERS = (Permission.READ_OWN_LIFTS, Permission.READ_OWN_MONEY, Permission.RUN_OFFICE)


@requires(Permission.READ_OWN_LIFTS, Permission.READ_OWN_MONEY)
def papers(request: PersonRequest) -> HttpResponse:
    """The papers of all the person's lifts; who has one lift goes straight to its papers."""
    at = clock.now()
    one = shelf.only(request.user, at)
    if one and not request.GET:
        return redirect("owners:lift-papers", lift=one)
    typed, after = request.GET.get("q", "").strip()[:80], request.GET.get("after", "")
    page = {
        "typed": typed,
        "page": shelf.page(request.user, at, typed=typed, after=after),
        "owners": documents.of_owners(request.user, at),
        "reads_bulletins": grants.may(request.user, Permission.READ_OWN_PAPERS),
        "reads_lifts": grants.may(request.user, Permission.READ_OWN_LIFTS),
    }
    return render(request, "owners/papers.html", page)


@requires(*READERS)
def lift(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The papers of one lift: the dossier as a tree, and whatever else there is."""
    at = clock.now()
    reading = scope.reading(request.user, lift, at)
    if reading is None:
        raise Http404
    reads_all = Audience.OWNER in reading.audiences
    dossier = dossiers.of([reading.lift], at)[reading.lift.pk] if reads_all else None
    here = [item.version for item in dossier.items if item.version] if dossier else []
    inside = {one.document_id for one in here}
    page = {
        "lift": reading.lift,
        "owner": reading.owner,
        "dossier": dossier,
        "tree": documents.tree(dossier.items, at) if dossier else [],
        "others": documents.of_lift(request.user, reading.lift, reading.owner, at, but=inside),
        "waiting": bulletins.waiting_count(reach.seen(request.user, at)) if reads_all else 0,
        "runs_office": grants.may(request.user, Permission.RUN_OFFICE),
        "reads_bulletins": reads_all,
    }
    return render(request, "owners/lift_papers.html", page)


def _document(request: PersonRequest, key: UUID) -> Document:
    rows = ("lift__building", "building", "owner", "withdrawal__by")
    return get_object_or_404(scope.documents(request.user, clock.now()).select_related(*rows), pk=key)


@requires(*READERS)
def document(request: PersonRequest, document: UUID) -> HttpResponse:
    """One document: what it is, the button that opens it, its versions, and who opened it."""
    at = clock.now()
    found = _document(request, document)
    version = documents.current(found)
    runs_office = grants.may(request.user, Permission.RUN_OFFICE)
    page = {
        "document": found,
        "about": documents.about(found),
        "version": version,
        "holds": documents.holds(version, at),
        "published": documents.published(version, at),
        "asked": enquiries.about(request.user, at, About.DOCUMENT, found.pk),
        "versions": documents.versions(found, at),
        "receipts": documents.opened(version, at),
        "withdrawn": documents.withdrawn(found, at),
        "is_receipt": documents.receiver(request.user, found, at) is not None,
        "runs_office": runs_office,
        "links": links.sent(version, at) if runs_office else [],
    }
    return render(request, "owners/document.html", page)


@requires(*READERS)
@post_only
def receipt(request: PersonRequest, document: UUID) -> HttpResponse:
    """Opens the document; for the owner's people it is written that they did."""
    at = clock.now()
    found = _document(request, document)
    version = documents.current(found)
    owner = documents.receiver(request.user, found, at)
    if owner is not None and documents.withdrawn(found, at) is None:
        how = DocumentReceipt.How.SIGNED_IN
        actions.receive(version=version, owner=owner, person=request.user, how=how, at=at)
    return redirect("owners:document-file", version=version.pk)


@requires(*READERS)
def file(request: PersonRequest, version: UUID) -> HttpResponse:
    """The file of a version, byte for byte; of a withdrawn document only for the office."""
    at = clock.now()
    found = get_object_or_404(documents.versions_seen(request.user, at), pk=version)
    name = documents.file_name(found, documents.owner_of(found.document, at))
    return serving.serve(request, found.file, name=name, download="download" in request.GET)
