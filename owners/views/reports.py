"""The report of a year that is over: to read, and as a paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from owners.documents import annual_report
from owners.models import Owner
from owners.queries import annual, owner_page, spending
from owners.views.owner import READERS
from portal.files import serving
from portal.lib import clock
from portal.lib.pdf import PdfUnavailable
from portal.web.access import PersonRequest, requires


def _found(request: PersonRequest, key: UUID, year: int, at: datetime) -> tuple[Owner, bool]:
    """The owner, and whether the person reads all of it; a year that is not over has no report."""
    owner = get_object_or_404(owner_page.owners(request.user, at), pk=key)
    if year not in owner_page.years(owner, at):
        raise Http404
    return owner, owner_page.decided_by(request.user, at).filter(pk=owner.pk).exists()


@requires(*READERS)
def report(request: PersonRequest, owner: UUID, year: int) -> HttpResponse:
    """The year beside the one before."""
    at = clock.now()
    found, whole = _found(request, owner, year, at)
    told = annual.of(found, year, at, whole=whole)
    page: dict[str, Any] = {
        "owner": found,
        "report": told,
        "before": year - 1,
        "costs": spending.shares(told.figures.costs),
        "drawing": annual.drawing(told),
        "told": annual.standing(told),
        "stood": any(told.months),
        "months": annual_report.months(told.months),
        "others": [one for one in owner_page.years(found, at) if one != year],
    }
    return render(request, "owners/report.html", page)


@requires(*READERS)
def file(request: PersonRequest, owner: UUID, year: int) -> HttpResponse:
    """The paper as it was made in January; made now for who reads another language, or where none was."""
    at = clock.now()
    found, whole = _found(request, owner, year, at)
    name = "_".join(part for part in (found.nif, str(year), _("informe_anual")) if part) + ".pdf"
    made = owner_page.report_of(found, year, (get_language() or "es")[:2], whole=whole)
    if made:
        return serving.serve(request, made.file, name=name)
    try:
        content = annual_report.render(found, year, at, whole=whole)
    except PdfUnavailable:
        messages.warning(request, _("Ahora no podemos hacer el PDF. Imprima esta página: dice lo mismo."))
        return redirect("owners:report", owner=found.pk, year=year)
    return serving.serve_made(content, name=name)
