"""Bulletins: the list, one, its reception by a button, and its file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from maintenance.models import Bulletin
from owners.actions import receipts
from owners.models import Receipt
from owners.queries import papers, postings, scope, visit_page
from owners.queries import receipts as known_receipts
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires

READERS = (Permission.READ_OWN_PAPERS, Permission.RUN_OFFICE)


def _bulletin(request: PersonRequest, key: UUID) -> Bulletin:
    rows = ("visit__lift__building", "visit__technician__person", "visit__plan", "file", "corrects", "corrected_by")
    return get_object_or_404(scope.bulletins(request.user, clock.now()).select_related(*rows), pk=key)


@requires(*READERS)
def bulletins(request: PersonRequest) -> HttpResponse:
    """What waits to be opened, and what was."""
    at = clock.now()
    before = request.GET.get("before", "")
    opened, older = papers.opened(request.user, at, before=before)
    waiting = [] if before else papers.waiting(request.user, at)
    return render(request, "owners/bulletins.html", {"waiting": waiting, "opened": opened, "older": older})


@requires(*READERS)
def bulletin(request: PersonRequest, bulletin: UUID) -> HttpResponse:
    """One bulletin: what it says in short, the button that opens it, and who opened it."""
    at = clock.now()
    found = _bulletin(request, bulletin)
    page = {
        "bulletin": found,
        "visit": found.visit,
        "facts": visit_page.facts(found.visit, at),
        "receipts": known_receipts.of(found, at),
        "posted": postings.told_of_bulletin(found, at),
        "replaces": papers.replaces(found),
        "replaced_by": getattr(found, "corrected_by", None),
        "size": found.file.size,
    }
    return render(request, "owners/bulletin.html", page)


@requires(*READERS)
@post_only
def receipt(request: PersonRequest, bulletin: UUID) -> HttpResponse:
    """Opens the bulletin; for the owner's people that is its reception."""
    found, at = _bulletin(request, bulletin), clock.now()
    received = papers.to_acknowledge(request.user, [str(found.pk)], at)
    receipts.acknowledge(received=received, person=request.user, how=Receipt.How.SIGNED_IN, at=at)
    return redirect("owners:bulletin-file", bulletin=found.pk)


@requires(Permission.READ_OWN_PAPERS)
@post_only
def many_receipts(request: PersonRequest) -> HttpResponse:
    """Acknowledges the chosen ones at once."""
    at = clock.now()
    received = papers.to_acknowledge(request.user, request.POST.getlist("bulletin")[: papers.SIZE], at)
    done = receipts.acknowledge(received=received, person=request.user, how=Receipt.How.SIGNED_IN, at=at)
    told = ngettext("Acuse de %(n)s boletín, anotado.", "Acuse de %(n)s boletines, anotado.", len(done))
    messages.info(request, told % {"n": len(done)})
    return redirect("owners:bulletins")


@requires(*READERS)
def file(request: HttpRequest, bulletin: UUID) -> HttpResponse:
    """The file itself; every fetch is logged."""
    found = _bulletin(request, bulletin)  # type: ignore[arg-type]
    name = papers.file_name(found, scope.owner_of(found.visit.lift, clock.now()))
    return serving.serve(request, found.file, name=name)
