"""Routes: who looks after which lifts."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.actions import routes
from maintenance.actions.routes import CannotRoute
from maintenance.forms.routes import ChangeForm, RouteForm, TransferForm
from maintenance.models import Route
from maintenance.queries import routes as found_in
from portal.access.permissions import Permission
from portal.company import queries as companies
from portal.lib import clock, keys
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """All routes, who has them, and how many lifts are on none."""
    return render(request, "maintenance/routes.html", {"rows": found_in.every(), "totals": found_in.totals()})


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Begins one; its lifts come after."""
    form = RouteForm(request.POST or None, today=_today())
    if request.method == "POST" and form.is_valid():
        try:
            made = routes.begin(**form.cleaned_data, at=clock.now())
        except CannotRoute as refused:
            form.refused(refused.hindrance)
        else:
            return redirect("maintenance:route", route=made.pk)
    return render(request, "maintenance/route_new.html", {"form": form})


@requires(Permission.RUN_OFFICE)
@takes_form
def one(request: PersonRequest, route: UUID) -> HttpResponse:
    """Its lifts, street by street, its name and who has it."""
    found = get_object_or_404(found_in.every(), pk=route)
    form = _form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            went = routes.change(route=found, **form.cleaned_data, by=request.user, at=clock.now())
        except CannotRoute as refused:
            form.refused(refused.hindrance)
        else:
            messages.info(request, _visits(went))
            return redirect("maintenance:route", route=found.pk)
    return _page(request, get_object_or_404(found_in.every(), pk=route), form=form)


@requires(Permission.RUN_OFFICE)
def without(request: PersonRequest) -> HttpResponse:
    """Lifts on no route: nobody has them in the round."""
    return _page(request, None)


@requires(Permission.RUN_OFFICE)
@post_only
def transfer(request: PersonRequest) -> HttpResponse:
    """Lifts go to another route; the page they were on shows the rest."""
    key = keys.read(request.POST.get("here", ""))
    here = found_in.every().filter(pk=key).first() if key else None
    form = TransferForm(_asked(request.POST, here))
    if not form.is_valid():
        return _page(request, here, moving=form)
    went = routes.transfer(
        lifts=[lift.pk for lift in form.cleaned_data["lifts"]],
        route=form.cleaned_data["to"],
        by=request.user,
        at=clock.now(),
    )
    messages.info(request, ngettext("%(n)s ascensor pasado.", "%(n)s ascensores pasados.", went) % {"n": went})
    return redirect("maintenance:route", route=here.pk) if here else redirect("maintenance:routeless")


@requires(Permission.RUN_OFFICE)
@post_only
def removal(request: PersonRequest, route: UUID) -> HttpResponse:
    """It goes, with nothing on it."""
    found = get_object_or_404(found_in.every(), pk=route)
    try:
        routes.end(route=found)
    except CannotRoute as refused:
        messages.warning(request, refused.hindrance.label, extra_tags="warn")
        return redirect("maintenance:route", route=route)
    messages.info(request, _("Ruta quitada."))
    return redirect("maintenance:routes")


def _asked(sent: QueryDict, here: Route | None) -> QueryDict:
    """What was sent, with every lift of the list marked when all were asked for."""
    asked = sent.copy()
    if sent.get("all"):
        asked.setlist("lifts", [str(lift.pk) for lift in found_in.found(here, typed=sent.get("q", "")[:80])])
    return asked


def _form(found: Route, data: Any = None) -> ChangeForm:
    initial = {"name": found.name, "technician": found.technician, "with_visits": True}
    return ChangeForm(data, today=_today(), initial=initial)


def _page(
    request: PersonRequest, found: Route | None, *, form: ChangeForm | None = None, moving: TransferForm | None = None
) -> HttpResponse:
    typed = (request.POST if moving else request.GET).get("q", "").strip()[:80]
    page = {
        "route": found,
        "typed": typed,
        "lifts": found_in.lifts_of(found, typed=typed, page=request.GET.get("page", "")),
        "marked": set(_asked(request.POST, found).getlist("lifts")),
        "form": form or (_form(found) if found else None),
        "moving": moving or TransferForm(),
    }
    return render(request, "maintenance/route.html", page)


def _visits(went: int) -> str:
    if not went:
        return _("Guardado.")
    words = ngettext("Guardado, con %(n)s revisión prevista.", "Guardado, con %(n)s revisiones previstas.", went)
    return words % {"n": went}


def _today() -> date:
    return clock.day_in(companies.current().time_zone, clock.now())
