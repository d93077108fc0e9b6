"""What technicians found and nobody has seen to yet."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from maintenance.models import Route
from maintenance.queries import findings, planning
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.RUN_OFFICE)
def waiting(request: PersonRequest) -> HttpResponse:
    """Findings that wait, by how serious they are, of all routes or one."""
    at, route = clock.now(), _route(request.GET.get("route", ""))
    counted = findings.counts(route)
    page = {
        "route": route,
        "routes": planning.routes(),
        "groups": findings.groups(route, counted, now=at),
        "total": sum(counted.values()),
        "serious": counted["serious"],
    }
    return render(request, "maintenance/findings.html", page)


def _route(key: str) -> Route | None:
    try:
        return planning.routes().filter(pk=UUID(key)).first()
    except ValueError:
        return None
