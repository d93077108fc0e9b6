"""The office's list of people: who came in, who was invited, who is missing; and writing down a new one."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.accounts import queries as accounts
from portal.accounts.actions import people as people_actions
from portal.company import queries as companies
from portal.lib import clock
from portal.views.people import queries
from portal.views.people.office_forms import PersonForm
from portal.web.access import PersonRequest, requires, takes_form

PAGE = 100


@requires(Permission.MANAGE_PEOPLE)
def people(request: PersonRequest) -> HttpResponse:
    """The list, by name, searched and filtered in the address."""
    at = clock.now()
    wanted, chosen = request.GET.get("q", "").strip(), request.GET.get("state", "")
    chosen = chosen if chosen in accounts.STATES else ""
    everybody = accounts.everybody(at)
    found = accounts.called(everybody, wanted)
    if chosen:
        found = found.filter(accounts.STATES[chosen])
    last = everybody.filter(pk=after).first() if (after := _key(request.GET.get("after", ""))) else None
    rows = queries.lines(accounts.following(found, last)[: PAGE + 1], at, today())
    context = {
        "people": rows[:PAGE],
        "next": rows[PAGE - 1]["key"] if len(rows) > PAGE else None,
        "is_first_page": last is None,
        "wanted": wanted,
        "chosen": chosen,
        "filters": queries.filters(at, chosen),
    }
    return render(request, "people/people.html#list" if request.htmx else "people/people.html", context)


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Writes down a person; what he may do and his invitation come on his page."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = people_actions.enrol(**form.cleaned_data)
        except people_actions.AddressTaken:
            form.add_error("email", _("Ese correo ya es de otra persona. Búsquela en la lista."))
        else:
            messages.info(request, _("Anotada. Falta decir qué es e invitarla."))
            return redirect("person", person=person.pk)
    return render(request, "people/person_new.html", {"form": form})


def today() -> date:
    """The day in the company's zone: the one on which posts and mandates run."""
    return clock.day_in(companies.current().time_zone, clock.now())


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
