"""Property managers' firms: the list, a firm's page, and who works at it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.actions import agencies as actions
from owners.models import Agency
from owners.queries import mailboxes, mandates
from portal.access import queries as access
from portal.access.permissions import Permission
from portal.accounts import queries as accounts
from portal.lib import clock
from portal.views.people import ending, queries
from portal.views.people.office import today
from portal.views.people.office_forms import AgencyForm, MembershipForm
from portal.views.people.person import handled
from portal.web import pages
from portal.web.access import PersonRequest, requires, takes_form

FOUND = 20


@requires(Permission.MANAGE_PEOPLE)
def agencies(request: PersonRequest) -> HttpResponse:
    """The firms, by name."""
    return render(request, "people/agencies.html", {"agencies": mandates.agencies(today())})


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Writes down a firm."""
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.enrol(**form.cleaned_data)
        messages.info(request, _("Anotada. Falta decir quién trabaja en ella y a quién representa."))
        return redirect("agency", agency=made.pk)
    return render(request, "people/agency_new.html", {"form": form})


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def agency(request: PersonRequest, agency: UUID) -> HttpResponse:
    """A firm's page: how it is reached, who works there, for whom it speaks."""
    day, firm = today(), _firm(agency)
    known = {"name": firm.name, "nif": firm.nif, "email": firm.email, "phone": firm.phone}
    form = AgencyForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.change(agency=firm, **form.cleaned_data)
        messages.info(request, _("Guardado."))
        return redirect("agency", agency=firm.pk)
    context = {
        "firm": firm,
        "form": form,
        "members": queries.members_of(firm, day),
        "mandates": queries.mandates_of(day, agency=firm),
        "mailbox": mailboxes.standing(firm),
    }
    return render(request, "people/agency.html", context)


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def add_member(request: PersonRequest, agency: UUID) -> HttpResponse:
    """A person begins to work at a firm."""
    firm, wanted = _firm(agency), request.GET.get("q", "").strip()
    handled_here = access.handled_by(request.user, today()).filter(is_active=True).order_by("search", "pk")
    found = list(accounts.called(handled_here, wanted)[:FOUND]) if wanted else []
    among = [(str(one.pk), f"{one.name} · {one.email or _('sin correo')}") for one in found]
    form = MembershipForm(
        request.POST or None, which="person", label=_("Persona"), among=among, initial={"from_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"person": handled_here.get(pk=form.cleaned_data["person"])}
        try:
            actions.join(agency=firm, by=request.user, at=clock.now(), **typed)
        except actions.AlreadyMember:
            form.add_error("person", _("Ya trabaja en ella."))
        else:
            return redirect("agency", agency=firm.pk)
    context = {"form": form, "firm": firm, "wanted": wanted, "found": found}
    return render(request, "people/member_new.html#found" if request.htmx else "people/member_new.html", context)


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def join(request: PersonRequest, person: UUID) -> HttpResponse:
    """The same from the person's page: the firm is chosen."""
    one, firms = handled(request, person), mandates.agencies(today())
    form = MembershipForm(
        request.POST or None,
        which="agency",
        label=_("Administración de fincas"),
        among=[(str(firm.pk), firm.name) for firm in firms],
        initial={"from_on": today()},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"agency": firms.get(pk=form.cleaned_data["agency"])}
        try:
            actions.join(person=one, by=request.user, at=clock.now(), **typed)
        except actions.AlreadyMember:
            form.add_error("agency", _("Ya trabaja en ella."))
        else:
            return redirect("person", person=one.pk)
    return render(request, "people/membership_new.html", {"form": form, "one": one})


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def leave(request: PersonRequest, membership: UUID) -> HttpResponse:
    """The person leaves the firm at 00:00 of a day, and loses what its mandates gave."""
    held = get_object_or_404(mandates.memberships(), pk=membership, to_on=None)
    one = handled(request, held.person.pk)
    return ending.ask(
        request,
        title=_("Deja de trabajar en %(agency)s") % {"agency": held.agency.name},
        whose=one.name,
        evidence="",
        back=pages.url_for(held.agency),
        act=partial(actions.leave, membership=held, by=request.user, at=clock.now()),
        refusals={actions.CannotLeave: ending.too_early(held.from_on)},
    )


def _firm(agency: UUID) -> Agency:
    return get_object_or_404(mandates.agencies(today()), pk=agency)
