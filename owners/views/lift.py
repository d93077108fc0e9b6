"""The lift: does it work, what was done, what comes next, and everything that happened."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from owners.enums.enquiries import About
from owners.queries import enquiries, lift_page, scope, timeline
from portal.access.permissions import Permission
from portal.ledger.kinds import Group
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.READ_OWN_LIFTS, Permission.RUN_OFFICE)
def lift(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The whole page, or the next landings of its timeline."""
    at = clock.now()
    reading = scope.reading(request.user, lift, at)
    if reading is None:
        raise Http404
    asked = request.GET.get("group", "")
    group = Group(asked) if asked in Group.values else None
    before = timeline.Key.read(request.GET.get("before", ""))
    landings = timeline.page(reading.lift, reading.audiences, group=group, before=before, now=at)
    page = {"lift": reading.lift, "timeline": landings, "group": group, "nothing": timeline.nothing(group)}
    if request.htmx:
        return render(request, "owners/lift.html#landings", page)
    page["asked"] = enquiries.about(request.user, at, About.LIFT, lift)
    return render(request, "owners/lift.html", page | lift_page.whole(reading, at))
