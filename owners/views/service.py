"""How availability is counted, with every stop of the last ninety days."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from owners.queries import lift_page, scope, stops
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.READ_OWN_LIFTS, Permission.RUN_OFFICE)
def service(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The method in words, and the stops it counts."""
    at = clock.now()
    found = get_object_or_404(scope.lifts(request.user, at).select_related(*scope.SHEET), pk=lift)
    zone = lift_page.zone_of(found)
    page = {
        "lift": found,
        "service": lift_page.service(found.card, at.astimezone(zone)),
        "stops": stops.recent(found.pk, at.astimezone(zone)),
        "since": found.card.service_from_on,
    }
    return render(request, "owners/service.html", page)
