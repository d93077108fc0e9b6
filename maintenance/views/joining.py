"""Two records of one visit side by side, and the button that makes them one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.actions import joining
from maintenance.forms.joining import JoiningForm
from maintenance.models import Visit
from maintenance.queries import doubles
from maintenance.queries import visits as done
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires, takes_form


@requires(Permission.RUN_OFFICE)
@takes_form
def pair(request: PersonRequest, visit: UUID) -> HttpResponse:
    """What differs between a record and another of the same day, and which of the two stands."""
    found, at = get_object_or_404(done.every(), pk=visit), clock.now()
    timezone.activate(found.lift.building.time_zone)
    others = list(doubles.of(found))
    other = _chosen(others, request.GET.get("with", ""))
    page = {"visit": found, "others": [doubles.side(one, now=at) for one in others], "other": other}
    if other is None:
        return render(request, "maintenance/visit_joining.html", page)
    sides = [doubles.side(one, now=at) for one in (found, other)]
    form = JoiningForm(request.POST or None, pair=[(one.visit, f"{one.name}, {one.when}") for one in sides])
    if request.method == "POST" and form.is_valid():
        stands, joined = form.standing()
        try:
            joining.join(visit=joined, to=stands, why=form.cleaned_data["why"], by=request.user, at=at)
        except joining.CannotJoin as refused:
            form.refused(refused.hindrance)
        else:
            messages.info(request, _("Unidas: cuenta una sola revisión, y el titular lee esta."))
            return redirect("maintenance:visit", visit=stands.pk)
    page |= {"form": form, "sides": sides, "lines": doubles.lines(found, other, now=at)}
    return render(request, "maintenance/visit_joining.html", page)


def _chosen(others: list[Visit], key: str) -> Visit | None:
    """The one asked for, else the first."""
    return next((one for one in others if str(one.pk) == key), others[0] if others else None)
