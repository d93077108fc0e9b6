"""The telephone's page: the lift, who calls, who gets it, and the number to read aloud."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.actions import breakdowns, calls
from maintenance.enums import Answer, How
from maintenance.forms.calls import CallForm, ConfirmationForm
from maintenance.models import Breakdown, Call, Lift
from maintenance.queries import breakdowns as stories
from maintenance.queries import calls as told
from maintenance.queries import lifts
from maintenance.views import choosing
from portal.access.permissions import Permission
from portal.lib import clock
from portal.lib.keys import new_key
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Finds the lift, then writes the call down."""
    at = clock.now()
    chosen = choosing.choice(request, at)
    if chosen.lift is None:
        name = "maintenance/components/found.html" if request.htmx else "maintenance/call_new.html"
        return render(request, name, {"chosen": chosen})
    open_one = stories.open_of(chosen.lift)
    form = _form(request, chosen.lift, open_one, at)
    if request.method == "POST" and form.is_valid():
        taken = _take(request, chosen.lift, form, at)
        if taken is not None:
            return redirect("maintenance:call", call=taken.pk)
    page = {"chosen": chosen, "form": form, "open": open_one, **_known(chosen.lift, at)}
    return render(request, "maintenance/call_new.html", page)


def _take(request: PersonRequest, lift: Lift, form: CallForm, at: datetime) -> Call | None:
    try:
        return calls.take(
            key=form.cleaned_data["key"], lift=lift, told=form.told(), care=form.care(), by=request.user, at=at
        )
    except breakdowns.CannotConfirm:
        form.add_error(None, _("Alguien acaba de abrir una avería de este ascensor: mire y vuelva a darlo."))
    return None


def _form(request: PersonRequest, lift: Lift, open_one: Breakdown | None, at: datetime) -> CallForm:
    return CallForm(
        request.POST or None,
        lift=lift,
        callers=told.callers(lift),
        joins=open_one is not None,
        now=at,
        initial={"key": new_key(), "known": "", **_prefilled(request)},
    )


def _prefilled(request: PersonRequest) -> dict[str, str]:
    """What the page was opened with, e.g. by a visit that left the lift standing."""
    allowed = {"stopped": Answer.values, "how": How.values}
    return {name: request.GET[name] for name, values in allowed.items() if request.GET.get(name) in values}


def _known(lift: Lift, at: datetime) -> dict[str, object]:
    return {
        "status": lifts.status_of(lift, at),
        "due": lifts.due_of(lift, at),
        "recent": told.of_lift(lift, now=at),
    }


def _found(key: UUID) -> Call:
    found: Call = get_object_or_404(told.every(), pk=key)
    timezone.activate(found.lift.building.time_zone)
    return found


@requires(Permission.RUN_OFFICE)
def call(request: PersonRequest, call: UUID) -> HttpResponse:
    """The number, the sentence to say, and what is next."""
    return _page(request, _found(call), None, clock.now())


def _page(request: PersonRequest, found: Call, form: ConfirmationForm | None, at: datetime) -> HttpResponse:
    waits = found.breakdown is None and found.settled_at is None
    initial = {"stopped": Answer.YES if Answer.YES in {found.stopped, found.anyone_inside} else ""}
    page = {
        "call": found,
        "said": told.saying(found, now=at),
        "form": form or (ConfirmationForm(lift=found.lift, now=at, initial=initial) if waits else None),
        "status": lifts.status_of(found.lift, at),
    }
    return render(request, "maintenance/call.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def settlement(request: PersonRequest, call: UUID) -> HttpResponse:
    """Closes the call: the lift works."""
    found = _found(call)
    try:
        calls.settle(call=found, by=request.user, at=clock.now())
    except calls.CannotSettle:
        messages.warning(request, _("Este aviso ya estaba cerrado o era ya una avería."), extra_tags="warn")
    return redirect("maintenance:call", call=found.pk)


@requires(Permission.RUN_OFFICE)
@post_only
def confirmation(request: PersonRequest, call: UUID) -> HttpResponse:
    """Makes the call a breakdown."""
    at, found = clock.now(), _found(call)
    form = ConfirmationForm(request.POST, lift=found.lift, now=at)
    if not form.is_valid():
        return _page(request, found, form, at)
    try:
        care = form.care(Answer(found.anyone_inside))
        calls.confirm(call=found, stops_service=form.stops_service(), care=care, by=request.user, at=at)
    except breakdowns.CannotConfirm:
        messages.warning(request, _("Este aviso ya era una avería o estaba cerrado."), extra_tags="warn")
    return redirect("maintenance:call", call=found.pk)
