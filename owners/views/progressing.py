"""How far the work on a batch or a list is, as its page asks for it every two seconds."""

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from owners.queries.batch_strip import Progress
from portal.web.access import PersonRequest


def answer(request: PersonRequest, told: Progress | None) -> HttpResponse:
    """The bar; once it is over, the whole page is asked for anew."""
    if request.htmx and (told is None or told.is_over):
        return HttpResponseClientRefresh()
    page = {"progress": told, "progress_url": request.path}
    return render(request, "owners/office/batch_progress.html", page)
