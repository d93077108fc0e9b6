"""Owners' meetings: written down, changed and called off, by who decides for the owner or by the office."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.actions import meetings as actions
from owners.enums.meetings import MeetingKind
from owners.forms.meetings import MeetingForm
from owners.models import Meeting, Owner
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
    if request.method == "POST" and form.is_valid() and _record(request, found, form, at):
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
    if request.method == "POST" and form.is_valid() and _change(request, found, form, at):
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


def _record(request: PersonRequest, owner: Owner, form: MeetingForm, at: datetime) -> bool:
    try:
        made = actions.record(owner=owner, by=request.user, at=at, **_said(form))
    except (actions.MeetingOver, actions.AlreadyThere) as why:
        form.add_error("on", _why(why))
        return False
    messages.info(request, _what_follows(made, at))
    return True


def _change(request: PersonRequest, found: Meeting, form: MeetingForm, at: datetime) -> bool:
    try:
        said = {"told_by": found.told_by} | _said(form)
        made = actions.change(meeting=found, by=request.user, at=at, **said)
    except (actions.MeetingOver, actions.AlreadyThere) as why:
        form.add_error("on", _why(why))
        return False
    messages.info(request, _what_follows(made, at))
    return True


def _said(form: MeetingForm) -> dict[str, Any]:
    return form.cleaned_data | {"kind": MeetingKind(form.cleaned_data["kind"])}


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
