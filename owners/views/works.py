"""The works of a lift beside its visits, and where one of them stands among them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from owners.queries import scope
from owners.queries import works as listed
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires

READERS = (Permission.READ_OWN_LIFTS, Permission.RUN_OFFICE)


@requires(*READERS)
def works(request: PersonRequest, lift: UUID) -> HttpResponse:
    """What is going to be done on a lift, and what was."""
    at = clock.now()
    reading = scope.reading(request.user, lift, at)
    if reading is None:
        raise Http404
    found = listed.page(reading, request.user, at, before=request.GET.get("before", ""))
    return render(request, "owners/works.html", {"lift": reading.lift, "works": found})


@requires(*READERS)
def work(request: PersonRequest, work: UUID) -> HttpResponse:
    """Leads to its place among those of its lift."""
    return redirect(listed.address(get_object_or_404(scope.works(request.user, clock.now()), pk=work)))
