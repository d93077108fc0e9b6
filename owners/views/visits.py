"""All visits of a lift, and one visit."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from maintenance.queries import photos
from owners.enums.enquiries import About
from owners.queries import costs, enquiries, lift_page, papers, receipts, scope, visit_page, visit_strip, visits_list
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires

READERS = (Permission.READ_OWN_PAPERS, Permission.RUN_OFFICE)


@requires(*READERS)
def visits(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The visits of a lift, newest first."""
    at = clock.now()
    found = get_object_or_404(scope.lifts(request.user, at).select_related(*scope.SHEET), pk=lift)
    rows, older = visits_list.page(found, request.user, at, before=request.GET.get("before", ""))
    page = {
        "lift": found,
        "rows": rows,
        "older": older,
        "strip": lift_page.visits(found.card),
        "legend": visit_strip.legend(found.card),
        "rule": visit_strip.rule(found, clock.day_in(found.building.time_zone, at)),
    }
    return render(request, "owners/visits.html", page)


@requires(*READERS)
def visit(request: PersonRequest, visit: UUID) -> HttpResponse:
    """What was done on one visit, item by item, and its bulletin."""
    at = clock.now()
    found = get_object_or_404(scope.visits(request.user, at).select_related(*visit_page.ROWS), pk=visit)
    if found.joined_to_id:
        return redirect("owners:visit", visit=found.joined_to_id)
    checked = visit_page.groups(found)
    bulletin, wall = visit_page.bulletin(found), photos.of_visit(found, now=at)
    page = {
        "visit": found,
        "facts": visit_page.facts(found, at),
        "checked": visit_page.checked(found),
        "groups": checked,
        "exceptions": visit_page.exceptions(checked),
        "bulletin": bulletin,
        "joined": visit_page.joined(found, at),
        "replaces": papers.replaces(bulletin) if bulletin else "",
        "receipts": receipts.of(bulletin, at) if bulletin else [],
        "wall": wall,
        "found": visit_page.found(found, wall),
        "cost": costs.of(found, request.user, at),
        "asked": enquiries.about(request.user, at, About.VISIT, found.pk),
        "is_own": scope.owners(request.user, at).exists(),
    }
    return render(request, "owners/visit.html", page)
