"""The list of lifts, and the sheet of one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from maintenance.enums import Status
from maintenance.queries import breakdowns, calls, plans, visits, works
from maintenance.queries import lifts as fleet
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.RUN_OFFICE)
def lifts(request: PersonRequest) -> HttpResponse:
    """All lifts, what stands first."""
    typed, status = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    found = fleet.page(typed=typed, status=status, after=request.GET.get("after", ""), now=clock.now())
    counts = fleet.counts()
    page = {
        "typed": typed,
        "status": status if status in Status.values else "",
        "page": found,
        "states": [(one.value, one.label, counts[one]) for one in Status],
        "all": sum(counts.values()),
    }
    return render(request, "maintenance/lifts.html#rows" if request.htmx else "maintenance/lifts.html", page)


@requires(Permission.RUN_OFFICE)
def lift(request: PersonRequest, lift: UUID) -> HttpResponse:
    """What a register holds of it, how one gets in, and what happened lately."""
    at = clock.now()
    found = get_object_or_404(fleet.every(), pk=lift)
    timezone.activate(found.building.time_zone)
    page = {
        "lift": found,
        "status": fleet.status_of(found, at),
        "due": fleet.due_of(found, at),
        "interval": fleet.interval_of(found, at),
        "plan": plans.current(found),
        "open": breakdowns.open_of(found),
        "calls": calls.of_lift(found, now=at),
        "visits": visits.of_lift(found, now=at),
        "works": works.of_lift(found, at),
    }
    return render(request, "maintenance/lift.html", page)
