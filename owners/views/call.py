"""Reporting a breakdown as an owner."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from maintenance.actions import calls
from maintenance.enums import How
from owners.forms.call import CallForm
from owners.queries import scope
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires, takes_form


@requires(Permission.REPORT_BREAKDOWN)
@takes_form
def call(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The form; what comes of it is a call with a number."""
    at = clock.now()
    found = get_object_or_404(scope.lifts(request.user, at).select_related("building"), pk=lift)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = calls.Told(
            how=How.PORTAL,
            caller=request.user,
            caller_name=request.user.name,
            caller_phone=request.user.phone,
            **form.cleaned_data,
        )
        received = calls.receive(lift=found, told=told, by=request.user, at=at)
        return redirect("owners:call-received", lift=found.pk, number=received.number)
    return render(request, "owners/call.html", {"lift": found, "form": form})


@requires(Permission.REPORT_BREAKDOWN)
def received(request: PersonRequest, lift: UUID, number: int) -> HttpResponse:
    """The number of one's own call, and what happens now."""
    found = get_object_or_404(scope.lifts(request.user, clock.now()).select_related("building"), pk=lift)
    own = get_object_or_404(found.calls, number=number, caller=request.user)
    return render(request, "owners/call_received.html", {"lift": found, "call": own})
