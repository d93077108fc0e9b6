"""A breakdown as a story one climbs; live while it is open."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from maintenance.queries import photos
from owners.enums.enquiries import About
from owners.queries import costs, enquiries, scope, story
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.READ_OWN_LIFTS, Permission.RUN_OFFICE)
def breakdown(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """The story, or only what moves in it."""
    at = clock.now()
    found = get_object_or_404(scope.breakdowns(request.user, at).select_related(*story.ROWS), pk=breakdown)
    names = Audience.OWNER in scope.audiences_on(request.user, found.lift, at)
    page = {
        "breakdown": found,
        "head": story.head(found, at),
        "state": story.state(found, at, names=names),
        "floors": story.floors(found, at, names=names),
        "promises": story.promises(found, request.user, at),
        "know": story.know(found, at),
        "wall": photos.of_breakdown(found, now=at) if names else None,
        "cost": costs.of(found, request.user, at),
        "asked": enquiries.about(request.user, at, About.BREAKDOWN, found.pk),
        "owner": scope.owner_of(found.lift, at),
    }
    name = "owners/breakdown.html#live" if request.htmx else "owners/breakdown.html"
    return render(request, name, page)
