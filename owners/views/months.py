"""A month in one ZIP: asked for, built by a worker, taken away."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from owners.actions import months as actions
from owners.queries import months as queries
from owners.queries import scope
from owners.rules import months as rules
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires

READERS = (Permission.READ_OWN_MONEY, Permission.RUN_OFFICE)


def _month(month: str) -> str:
    try:
        rules.days_of(month)
    except ValueError as none:
        raise Http404 from none
    return month


@requires(*READERS)
def month(request: PersonRequest, month: str) -> HttpResponse:
    """How it goes, and the way to take it away; the part that changes renews itself."""
    at, first = clock.now(), rules.days_of(_month(month))[0]
    job = queries.latest(request.user, month, papers=True)
    page = {
        "month": month,
        "name": queries.named(month, scope.today(at)),
        "before": rules.before(first),
        "after": rules.following(first, scope.today(at)),
        "job": queries.told(job, request.user, at),
    }
    return render(request, "owners/month.html#progress" if request.htmx else "owners/month.html", page)


@requires(*READERS)
@post_only
def archive(request: PersonRequest, month: str) -> HttpResponse:
    """Begins to build it."""
    actions.start(month=_month(month), papers=True, by=request.user, at=clock.now())
    return redirect("owners:month", month=month)


@requires(*READERS)
def file(request: PersonRequest, month: str) -> HttpResponseBase:
    """The archive; of one that is not there, the page that says so. Each file within is logged as handed out."""
    job = queries.latest(request.user, _month(month), papers=True)
    inside = queries.held(job, request.user, clock.now()) if job else None
    if job is None or inside is None:
        return redirect("owners:month", month=month)
    return serving.serve_archive(request, queries.folder_of(job) / queries.ARCHIVE, inside, name=f"{month}.zip")
