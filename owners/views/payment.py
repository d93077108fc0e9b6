"""How the company is paid: set by who runs it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from owners.forms.payment import PaymentForm
from portal.access.permissions import Permission
from portal.company import actions as company
from portal.company import queries as companies
from portal.web.access import PersonRequest, requires, takes_form


@requires(Permission.MANAGE_COMPANY)
@takes_form
def payment(request: PersonRequest) -> HttpResponse:
    """The account and the pages of payment."""
    here = companies.current()
    initial = {"iban": here.iban, "bic": here.bic, "payment_hosts": here.payment_hosts}
    form = PaymentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        company.say_how_it_is_paid(**form.cleaned_data)
        messages.info(request, _("Guardado."))
        return redirect("owners:payment")
    return render(request, "owners/office/payment.html", {"form": form})
