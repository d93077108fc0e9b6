"""Contractors, their people, and the owners' written authorisations."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maintenance.actions import contractors
from maintenance.forms.contractors import (
    AuthorisationEndForm,
    AuthorisationForm,
    ContractorDetailsForm,
    ContractorForm,
    MemberForm,
)
from maintenance.models import Contractor, Lift
from maintenance.queries import contractors as found_in
from maintenance.views import choosing
from portal.access.permissions import Permission
from portal.company import queries as companies
from portal.files import serving, uploads
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """All contractors, with their people and their lifts."""
    today = clock.day_in(companies.current().time_zone, clock.now())
    return render(request, "maintenance/contractors.html", {"rows": found_in.listed(today), "today": today})


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Takes one on."""
    today = clock.day_in(companies.current().time_zone, clock.now())
    form = ContractorForm(request.POST or None, initial={"began_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = contractors.enter(**form.cleaned_data)
        except contractors.AlreadyThere:
            form.add_error("nif", _("Ya hay una contrata con este NIF."))
        else:
            return redirect("maintenance:contractor", contractor=made.pk)
    return render(request, "maintenance/contractor_new.html", {"form": form})


@requires(Permission.RUN_OFFICE)
@takes_form
def one(request: PersonRequest, contractor: UUID) -> HttpResponse:
    """Its data, its people, the lifts on which it may work."""
    found = get_object_or_404(found_in.every(), pk=contractor)
    initial = {"name": found.name, "register_number": found.register_number, "ended_on": found.ended_on}
    form = ContractorDetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            contractors.change(contractor=found, **form.cleaned_data)
        except contractors.CannotEnd:
            form.add_error("ended_on", _("Es antes de que empezara."))
        else:
            messages.info(request, _("Guardado."))
            return redirect("maintenance:contractor", contractor=found.pk)
    return _page(request, found, form=form)


def _page(
    request: PersonRequest,
    found: Contractor,
    *,
    form: ContractorDetailsForm | None = None,
    member_form: MemberForm | None = None,
) -> HttpResponse:
    initial = {"name": found.name, "register_number": found.register_number, "ended_on": found.ended_on}
    today = clock.day_in(companies.current().time_zone, clock.now())
    page = {
        "contractor": found,
        "form": form or ContractorDetailsForm(initial=initial),
        "member_form": member_form or MemberForm(auto_id="member-%s"),
        "people": found_in.people_of(found),
        "authorisations": found_in.authorisations().filter(contractor=found),
        "end_form": AuthorisationEndForm(initial={"to_on": today}),
        "today": today,
    }
    return render(request, "maintenance/contractor.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def member(request: PersonRequest, contractor: UUID) -> HttpResponse:
    """One of our technicians is the contractor's."""
    found = get_object_or_404(found_in.every(), pk=contractor)
    form = MemberForm(request.POST, auto_id="member-%s")
    if not form.is_valid():
        return _page(request, found, member_form=form)
    contractors.take_in(contractor=found, technician=form.cleaned_data["technician"])
    return redirect("maintenance:contractor", contractor=found.pk)


@requires(Permission.RUN_OFFICE)
@post_only
def departure(request: PersonRequest, contractor: UUID, technician: UUID) -> HttpResponse:
    """A technician is the contractor's no more."""
    found = get_object_or_404(found_in.every(), pk=contractor)
    leaving = get_object_or_404(found_in.people_of(found), pk=technician)
    contractors.take_in(contractor=None, technician=leaving)
    return redirect("maintenance:contractor", contractor=found.pk)


@requires(Permission.RUN_OFFICE)
@takes_form
def authorisation_new(request: PersonRequest, contractor: UUID) -> HttpResponse:
    """Finds the lift, then keeps the owner's paper."""
    at = clock.now()
    found, chosen = get_object_or_404(found_in.every(), pk=contractor), choosing.choice(request, at)
    if chosen.lift is None:
        name = "maintenance/components/found.html" if request.htmx else "maintenance/authorisation_new.html"
        return render(request, name, {"contractor": found, "chosen": chosen})
    today = clock.day_in(chosen.lift.building.time_zone, at)
    form = AuthorisationForm(request.POST or None, request.FILES or None, initial={"from_on": today})
    if request.method == "POST" and form.is_valid() and _authorise(request, form, found, chosen.lift, at):
        return redirect("maintenance:contractor", contractor=found.pk)
    return render(request, "maintenance/authorisation_new.html", {"contractor": found, "chosen": chosen, "form": form})


def _authorise(request: PersonRequest, form: AuthorisationForm, found: Contractor, lift: Lift, at: datetime) -> bool:
    file = uploads.keep(form.cleaned_data["file"], at=at)
    spans = {"from_on": form.cleaned_data["from_on"], "to_on": form.cleaned_data["to_on"]}
    try:
        contractors.authorise(contractor=found, lift=lift, file=file, by=request.user, at=at, **spans)
    except contractors.AlreadyAuthorised:
        form.add_error(None, _("Ya hay una autorización sin fecha de fin para este ascensor: termine antes aquella."))
        return False
    return True


@requires(Permission.RUN_OFFICE)
@post_only
def authorisation_end(request: PersonRequest, authorisation: UUID) -> HttpResponse:
    """It holds no more from a day on."""
    found = get_object_or_404(found_in.authorisations(), pk=authorisation)
    form = AuthorisationEndForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(form.errors["to_on"][0]), extra_tags="warn")
        return redirect("maintenance:contractor", contractor=found.contractor_id)
    try:
        contractors.end(authorisation=found, to_on=form.cleaned_data["to_on"], by=request.user, at=clock.now())
    except contractors.CannotEnd:
        messages.warning(request, _("Ya había terminado, o es antes de que empezara."), extra_tags="warn")
    return redirect("maintenance:contractor", contractor=found.contractor_id)


@requires(Permission.RUN_OFFICE)
def authorisation_file(request: PersonRequest, authorisation: UUID) -> HttpResponse:
    """The owner's paper."""
    found = get_object_or_404(found_in.authorisations(), pk=authorisation)
    return serving.serve(request, found.file, name=f"autorizacion_{found.contractor.nif}_{found.lift.code}")
