"""Owners' meetings: written down, changed and called off, by who decides for the owner or by the office."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.actions import meetings as actions
from owners.forms.meetings import MeetingForm
from owners.models import Meeting
from owners.queries import owner_page, scope
from owners.views.owner import DECIDERS
from portal.access import grants
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(*DECIDERS)
@takes_form
def new(request: PersonRequest, owner: UUID) -> HttpResponse:
    """Writes one down."""
    at = clock.now()
    found = get_object_or_404(owner_page.decided_by(request.user, at), pk=owner)
    form = MeetingForm(request.POST or None, is_office=_is_office(request))
    write = partial(actions.record, owner=found)
    if request.method == "POST" and form.is_valid() and _is_written(request, form, at, write):
        return redirect("owners:owner", owner=found.pk)
    return render(request, "owners/meeting.html", {"owner": found, "form": form})


@requires(*DECIDERS)
@takes_form
def one(request: PersonRequest, meeting: UUID) -> HttpResponse:
    """Another day, another sort; or none at all."""
    at = clock.now()
    found: Meeting = get_object_or_404(owner_page.meetings(request.user, at), pk=meeting)
    initial = {"on": found.on, "told_by": found.told_by, "kind": found.kind}
    form = MeetingForm(request.POST or None, initial=initial, is_office=_is_office(request))
    write = partial(actions.change, meeting=found, told_by=found.told_by)
    if request.method == "POST" and form.is_valid() and _is_written(request, form, at, write):
        return redirect("owners:owner", owner=found.owner_id)
    page = {"owner": found.owner, "form": form, "meeting": found, "title": owner_page.title(found, scope.today(at))}
    return render(request, "owners/meeting.html", page)


@requires(*DECIDERS)
@post_only
def calling_off(request: PersonRequest, meeting: UUID) -> HttpResponse:
    """It is not held."""
    at = clock.now()
    found: Meeting = get_object_or_404(owner_page.meetings(request.user, at), pk=meeting)
    try:
        actions.call_off(meeting=found, by=request.user, at=at)
    except actions.MeetingOver:
        messages.info(request, _("Esa junta ya no estaba convocada."))
    else:
        messages.info(request, _("Desconvocada. Los presupuestos que iban a ella vuelven a estar por decidir."))
    return redirect("owners:owner", owner=found.owner_id)


def _is_written(request: PersonRequest, form: MeetingForm, at: datetime, write: Callable[..., Meeting]) -> bool:
    """Whether it could be, with what was typed."""
    try:
        made = write(by=request.user, at=at, **form.cleaned_data)
    except (actions.MeetingOver, actions.AlreadyThere) as why:
        form.add_error("on", _why(why))
        return False
    messages.info(request, _what_follows(made, at))
    return True


def _why(why: Exception) -> str:
    if isinstance(why, actions.AlreadyThere):
        return _("Ese día ya hay una junta anotada.")
    return _("Tiene que ser hoy o más adelante.")


def _what_follows(made: Meeting, at: datetime) -> str:
    if made.owner.speaking_since is None:
        return _("Anotado. La hoja para la junta está aquí cuando la quiera.")
    if made.on <= scope.today(at) + actions.AHEAD:
        return _("Anotado. La hoja para la junta sale por correo dentro de una hora.")
    return _("Anotado. La hoja para la junta sale por correo quince días antes.")


def _is_office(request: PersonRequest) -> bool:
    return grants.may(request.user, Permission.RUN_OFFICE)
