"""The office works off enquiries by their day: it answers, gives them to somebody, sees the terms."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from owners.actions import enquiries as actions
from owners.enums.enquiries import EnquiryState
from owners.forms.enquiries import AnswerForm, AssignmentForm, LawForm, TelephonedWordsForm
from owners.models import Enquiry
from owners.queries import enquiry_desk, enquiry_page, enquiry_terms, telephoning
from owners.queries.enquiry_desk import Asked
from owners.views.enquiries import kept, seen
from portal.access import grants
from portal.access.permissions import Permission
from portal.company import actions as company
from portal.company import queries as companies
from portal.lib import clock
from portal.web import pages
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """By their day, the late ones first."""
    at, asked = clock.now(), Asked.read(request.GET.dict())
    page = {
        "asked": asked,
        "rows": enquiry_desk.listed(request.user, asked, at),
        "states": enquiry_desk.states(request.user, asked),
        "kinds": enquiry_desk.kinds(asked),
        "mine": asked.with_(who="mine"),
        "everybodys": asked.with_(who=""),
        "calls_url": pages.url_of("owners.conversations", None),
    }
    return render(request, "owners/office/enquiries.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def one(request: PersonRequest, enquiry: UUID) -> HttpResponse:
    """The thread, what it is about, and the answer."""
    at = clock.now()
    found = seen(request, enquiry, at)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _answers(request, found, form, at):
        return redirect("owners:office-enquiry", enquiry=found.pk)
    return page(request, found, at, answer=form)


def _answers(request: PersonRequest, found: Enquiry, form: AnswerForm, at: datetime) -> bool:
    """Whether there is no more to ask; what was typed stays when somebody spoke meanwhile."""
    saying, before = form.saying(kept(form, at)), form.cleaned_data["seen"]
    try:
        actions.answer(enquiry=found, saying=saying, seen=before, by=request.user, at=at)
    except actions.Overtaken:
        form.add_error(None, _("Mientras escribía, alguien ha añadido algo: léalo antes de enviar su respuesta."))
        return False
    except actions.CannotAnswer:
        messages.warning(request, _("Quien preguntó la ha cerrado: ya no espera respuesta."), extra_tags="warn")
    else:
        messages.info(request, _("Contestada. Se lo decimos por correo."))
    return True


def page(
    request: PersonRequest,
    found: Enquiry,
    at: datetime,
    *,
    answer: AnswerForm | None = None,
    telephoned: TelephonedWordsForm | None = None,
) -> HttpResponse:
    """The desk's page of an enquiry, with what was typed where it was not taken."""
    callers = telephoning.readers(found, at)
    page = enquiry_page.whole(found, request.user, at) | {
        "beside": enquiry_desk.beside(found, at),
        "form": (answer or AnswerForm()) if found.state != EnquiryState.CLOSED else None,
        "telephoned": (telephoned or TelephonedWordsForm(callers=callers)) if callers else None,
        "assigning": AssignmentForm(colleagues=enquiry_desk.colleagues(at), initial={"to": found.assigned_to_id}),
    }
    return render(request, "owners/office/enquiry_one.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def assignment(request: PersonRequest, enquiry: UUID) -> HttpResponse:
    """Gives it to a colleague, or back to all."""
    at = clock.now()
    found = seen(request, enquiry, at)
    form = AssignmentForm(request.POST, colleagues=enquiry_desk.colleagues(at))
    if not form.is_valid():
        messages.warning(request, _("Elija a alguien de la oficina."), extra_tags="warn")
        return redirect("owners:office-enquiry", enquiry=found.pk)
    try:
        actions.assign(enquiry=found, to=form.cleaned_data["to"], by=request.user, at=at)
    except actions.CannotAssign:
        messages.warning(request, _("Ya la llevaba, o está cerrada."), extra_tags="warn")
    else:
        messages.info(request, _("Anotado quién la lleva."))
    return redirect("owners:office-enquiry", enquiry=found.pk)


@requires(Permission.RUN_OFFICE)
def terms(request: PersonRequest) -> HttpResponse:
    """By when what is answered, and where that is written."""
    here = companies.current()
    may_change = Permission.MANAGE_COMPANY in grants.of(request.user).permissions
    page = {
        "terms": enquiry_terms.held(here.under_care_law),
        "under_law": here.under_care_law,
        "form": LawForm(initial={"applies": here.under_care_law}) if may_change else None,
    }
    return render(request, "owners/office/enquiry_terms.html", page)


@requires(Permission.MANAGE_COMPANY)
@post_only
def law(request: PersonRequest) -> HttpResponse:
    """Says whether the law of customer care binds the company."""
    form = LawForm(request.POST)
    if form.is_valid():
        company.say_care_law(applies=form.cleaned_data["applies"])
        messages.info(request, _("Guardado. Vale para lo que se pregunte desde ahora."))
    return redirect("owners:enquiry-terms")
