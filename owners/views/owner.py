"""The page of an owner: meetings and their sheet, the reports of years, all of it in one pack."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.documents import junta_sheet
from owners.queries import owner_page, scope
from owners.rules import naming
from portal.access import grants
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.lib.pdf import PdfUnavailable
from portal.web.access import PersonRequest, requires

READERS = (Permission.READ_OWN_LIFTS, Permission.RUN_OFFICE)
DECIDERS = (Permission.DECIDE_QUOTES, Permission.RUN_OFFICE)


@requires(*READERS)
def every(request: PersonRequest) -> HttpResponse:
    """Owners to choose from; who speaks for one goes straight to it."""
    at, typed = clock.now(), request.GET.get("q", "").strip()[:80]
    one = owner_page.only(request.user, at)
    if one and not request.GET:
        return redirect("owners:owner", owner=one)
    return render(
        request, "owners/owners.html", {"rows": owner_page.listed(request.user, at, typed=typed), "typed": typed}
    )


@requires(*READERS)
def one(request: PersonRequest, owner: UUID) -> HttpResponse:
    """What there is of one owner, as far as the person's role there goes."""
    at = clock.now()
    found = get_object_or_404(owner_page.owners(request.user, at), pk=owner)
    decides = owner_page.decided_by(request.user, at).filter(pk=found.pk).exists()
    page = {
        "owner": found,
        "decides": decides,
        "meetings": owner_page.coming(found, at),
        "years": owner_page.years(found, at),
        "runs_office": grants.may(request.user, Permission.RUN_OFFICE),
    }
    return render(request, "owners/owner.html", page)


@requires(*DECIDERS)
def sheet(request: PersonRequest, owner: UUID) -> HttpResponse:
    """The sheet for a meeting, as of today, in the language of who asks."""
    at = clock.now()
    found = get_object_or_404(owner_page.decided_by(request.user, at), pk=owner)
    try:
        content = junta_sheet.render(found, at)
    except PdfUnavailable:
        messages.warning(request, _("Ahora no podemos hacer el PDF. Pruebe dentro de un rato."))
        return redirect("owners:owner", owner=found.pk)
    return serving.serve_made(content, name=naming.file_name(found.nif, scope.today(at), _("hoja_junta")))
