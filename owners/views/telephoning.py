"""An enquiry that comes by telephone: written down while somebody speaks, in his name, with its number at once."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from owners.actions import enquiries as actions
from owners.actions.enquiries import Telephoned
from owners.enums.enquiries import EnquiryKind
from owners.forms.enquiries import TelephonedForm
from owners.models import Enquiry, Owner
from owners.queries import billing, choosing, enquiries, scope, telephoning
from owners.views.choosing import ask_owner
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires, takes_form


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
        messages.info(request, _said(made) % told)
        return redirect("owners:office-enquiry", enquiry=made.pk)
    days = enquiries.answers_by(at, enquiries.region(owner, None), "")
    return render(request, "owners/office/enquiry_call.html", {"owner": owner, "form": form, "days": days})


def _form(request: PersonRequest, owner: Owner, at: datetime) -> TelephonedForm:
    callers = telephoning.callers(owner, at)
    initial = {"kind": EnquiryKind.QUESTION.value, "who": callers[0][0] if len(callers) == 1 else ""}
    things = telephoning.things(owner, at)
    return TelephonedForm(request.POST or None, callers=callers, things=things, initial=initial)


def _take_down(request: PersonRequest, form: TelephonedForm, owner: Owner, at: datetime) -> Enquiry | None:
    """None when who calls may not ask about what was chosen, which the form says."""
    said = form.cleaned_data
    asker = telephoning.caller(owner, said["who"], at)
    topic = telephoning.topic(asker, said["about"], at) if said["about"] else None
    if said["about"] and topic is None:
        form.add_error("about", _("%(name)s no ve esto: anótelo sin decir sobre qué.") % {"name": asker.name})
        return None
    call = Telephoned(
        asker=asker,
        kind=EnquiryKind(said["kind"]),
        saying=form.saying(None),
        answer=said["answer"],
        topic=topic,
        phone=said["phone"],
    )
    return actions.take_down(owner=owner, call=call, by=request.user, at=at)


def _said(made: Enquiry) -> str:
    if made.answered_at:
        return _("Anotada y contestada: %(number)s. Dígale el número; el resguardo va por correo.")
    return _("Anotada: %(number)s. Dígale el número, y que le contestamos a más tardar el %(day)s.")
