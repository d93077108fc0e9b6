"""What comes by telephone, written down while somebody speaks, in his name: an enquiry, or a word of one."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from owners.actions import enquiries as actions
from owners.actions.enquiries import Telephoned
from owners.enums.enquiries import EnquiryKind, EnquiryState
from owners.forms.enquiries import TelephonedForm, TelephonedWordsForm
from owners.models import Enquiry, Owner
from owners.queries import billing, choosing, enquiries, scope, telephoning
from owners.views import answering
from owners.views.choosing import ask_owner
from owners.views.enquiries import seen
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web import pages
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
@takes_form
def call(request: PersonRequest) -> HttpResponse:
    """Finds the owner by who calls, then writes down what is said."""
    at, owner = clock.now(), billing.owner(request.GET.get("owner", ""))
    if owner is None:
        return ask_owner(
            request,
            title=_("Anotar una llamada"),
            back="owners:office-enquiries",
            back_words=_("Consultas"),
            find=choosing.callers,
            label=_("Quién llama, su teléfono, el titular, su NIF o la calle"),
        )
    form = _form(request, owner, at)
    if request.method == "POST" and form.is_valid() and (made := _take_down(request, form, owner, at)):
        told = {"number": made.number, "day": enquiries.promised(made, scope.today(at))}
        messages.info(request, (_added(made) if form.cleaned_data.get("enquiry") else _said(made)) % told)
        return redirect("owners:office-enquiry", enquiry=made.pk)
    days = enquiries.answers_by(at, enquiries.region(owner, None), "")
    log_url = pages.url_of("owners.conversation", owner.pk)
    page = {"owner": owner, "form": form, "days": days, "log_url": log_url}
    return render(request, "owners/office/enquiry_call.html", page)


def _form(request: PersonRequest, owner: Owner, at: datetime) -> TelephonedForm:
    callers = telephoning.callers(owner, at)
    initial = {"kind": EnquiryKind.QUESTION.value, "who": callers[0][0] if len(callers) == 1 else ""}
    things = telephoning.things(owner, at)
    going_on = telephoning.going_on(owner)
    data = request.POST or None
    return TelephonedForm(data, callers=callers, things=things, going_on=going_on, initial=initial)


def _take_down(request: PersonRequest, form: TelephonedForm, owner: Owner, at: datetime) -> Enquiry | None:
    """None when who calls may not ask about what was chosen, which the form says."""
    said = form.cleaned_data
    asker = telephoning.caller(owner, said["who"], at)
    topic = telephoning.topic(asker, said["about"], at) if said["about"] else None
    if said["about"] and topic is None:
        form.add_error("about", _("%(name)s no ve esto: anótelo sin decir sobre qué.") % {"name": asker.name})
        return None
    chosen = said.get("enquiry")
    enquiry = telephoning.enquiry(asker, chosen, at) if chosen else None
    if chosen and enquiry is None:
        form.add_error("enquiry", _("%(name)s no la ve: anótelo como nuevo.") % {"name": asker.name})
        return None
    call = Telephoned(
        enquiry=enquiry,
        asker=asker,
        kind=EnquiryKind(said["kind"]),
        saying=form.saying(None),
        answer=said["answer"],
        topic=topic,
        phone=said["phone"],
    )
    return actions.take_down(owner=owner, call=call, by=request.user, at=at)


def _added(made: Enquiry) -> str:
    if made.state == EnquiryState.ANSWERED:
        return _("Añadido a %(number)s y contestado.")
    return _("Añadido a %(number)s: le contestamos a más tardar el %(day)s.")


def _said(made: Enquiry) -> str:
    if made.answered_at:
        return _("Anotada y contestada: %(number)s. Dígale el número; el resguardo va por correo.")
    return _("Anotada: %(number)s. Dígale el número, y que le contestamos a más tardar el %(day)s.")


@requires(Permission.RUN_OFFICE)
@post_only
def words(request: PersonRequest, enquiry: UUID) -> HttpResponse:
    """Adds to an enquiry what somebody who may read it says by telephone."""
    at = clock.now()
    found = seen(request, enquiry, at)
    form = TelephonedWordsForm(request.POST, callers=telephoning.readers(found, at))
    if form.is_valid():
        caller = telephoning.caller(found.owner, form.cleaned_data["who"], at)
        actions.add(enquiry=found, saying=form.saying(None), by=caller, taken_by=request.user, at=at)
        messages.info(request, _("Añadido, en nombre de %(name)s.") % {"name": caller.name})
        return redirect("owners:office-enquiry", enquiry=found.pk)
    return answering.page(request, found, at, telephoned=form)
