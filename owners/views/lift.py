"""The lift: does it work, what was done, what comes next, and everything that happened."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from owners.queries import lift_page, scope, states, timeline
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.ledger.kinds import Group
from portal.lib import clock
from portal.web.access import PersonRequest, requires


@requires(Permission.READ_OWN_LIFTS, Permission.RUN_OFFICE)
def lift(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The whole page, or the next landings of its timeline."""
    at = clock.now()
    found = get_object_or_404(scope.lifts(request.user, at).select_related(*lift_page.SHEET), pk=lift)
    audiences = scope.audiences_on(request.user, found, at)
    asked = request.GET.get("group", "")
    group = Group(asked) if asked in Group.values else None
    before = timeline.Key.read(request.GET.get("before", ""))
    landings = timeline.page(found, audiences, group=group, before=before, now=at)
    page = {"lift": found, "timeline": landings, "group": group, "nothing": timeline.nothing(group)}
    if request.htmx:
        return render(request, "owners/lift.html#landings", page)

    names = Audience.OWNER in audiences
    owner = scope.owner_of(found, at)
    zone = lift_page.zone_of(found)
    story = states.open_stories([found.card]).get(found.pk)
    state = states.state(found.card, story, zone=zone, now=at, names=names, behind=states.is_behind(found.pk, at))
    page |= {
        "owner": owner,
        "head": lift_page.head(found),
        "state": state,
        "reads_all": names,
        "groups": timeline.groups(audiences),
        "visits": lift_page.visits(found.card, found) if names else None,
        "service": lift_page.service(found.card, at.astimezone(zone)),
        "coming": lift_page.coming(found.card, state, at.astimezone(zone)),
        "unopened": lift_page.unopened(found.pk, owner, at.astimezone(zone)) if names else [],
        "technician": lift_page.technician(found, at) if names else None,
    }
    return render(request, "owners/lift.html", page)
