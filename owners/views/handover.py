"""All there is of an owner in one ZIP: asked for, built by a worker, taken away."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from owners.actions import handover as actions
from owners.models import Owner
from owners.queries import handover as queries
from owners.queries import owner_page, scope
from owners.views.owner import DECIDERS
from portal.files import serving
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires


def _owner(request: PersonRequest, key: UUID) -> Owner:
    return get_object_or_404(owner_page.decided_by(request.user, clock.now()), pk=key)


@requires(*DECIDERS)
def handover(request: PersonRequest, owner: UUID) -> HttpResponse:
    """How it goes, and the way to take it away; the part that changes renews itself."""
    at, found = clock.now(), _owner(request, owner)
    job = queries.latest(request.user, found)
    page = {
        "owner": found,
        "job": queries.told(job, request.user, at),
        "money": owner_page.sees_money(request.user, found, at),
    }
    return render(request, "owners/handover.html#progress" if request.htmx else "owners/handover.html", page)


@requires(*DECIDERS)
@post_only
def archive(request: PersonRequest, owner: UUID) -> HttpResponse:
    """Begins to build it."""
    found = _owner(request, owner)
    actions.start(owner=found, by=request.user, at=clock.now())
    return redirect("owners:handover", owner=found.pk)


@requires(*DECIDERS)
def file(request: PersonRequest, owner: UUID) -> HttpResponseBase:
    """The pack; of one that is not there, the page that says so. Each file within is logged as handed out."""
    at, found = clock.now(), _owner(request, owner)
    job = queries.latest(request.user, found)
    inside = queries.held(job, request.user, at) if job else None
    if job is None or inside is None:
        return redirect("owners:handover", owner=found.pk)
    name = queries.name(found, scope.today(job.created_at))
    return serving.serve_archive(request, queries.folder_of(job) / queries.ARCHIVE, inside, name=name)
