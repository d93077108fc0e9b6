"""A person's page in the office: what he is, how he comes in, and what closes his account."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.access import queries as access
from portal.access.permissions import Permission
from portal.accounts import queries as accounts
from portal.accounts.actions import invitations, signing_in
from portal.accounts.actions import people as people_actions
from portal.accounts.models import User
from portal.lib import clock
from portal.views.people import letters, queries
from portal.views.people.office import today
from portal.views.people.office_forms import PersonForm
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.MANAGE_PEOPLE)
def person(request: PersonRequest, person: UUID) -> HttpResponse:
    """Posts, mandates, firms, sign-ins and what may be done about them."""
    at, day = clock.now(), today()
    found = get_object_or_404(accounts.everybody(at), pk=person)
    context = {
        "one": found,
        "state": queries.state(found, at),
        "posts": queries.posts(found, day),
        "mandates": queries.mandates_of(day, person=found),
        "memberships": queries.memberships_of(found, day),
        "closures": queries.closures(found, at),
        "sign_ins": queries.sign_ins(found, at),
        "may_change": access.handled_by(request.user, day).filter(pk=found.pk).exists(),
        "is_self": found == request.user,
    }
    return render(request, "people/person.html", context)


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def details(request: PersonRequest, person: UUID) -> HttpResponse:
    """Name, e-mail, telephone and language."""
    one = handled(request, person)
    known = {"name": one.name, "email": one.email, "phone": one.phone, "language": one.language}
    form = PersonForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.rewrite(person=one, at=clock.now(), **form.cleaned_data)
        except people_actions.AddressTaken:
            form.add_error("email", _("Ese correo ya es de otra persona."))
        else:
            messages.info(request, _("Guardado."))
            return redirect("person", person=one.pk)
    return render(request, "people/person_details.html", {"form": form, "one": one})


@requires(Permission.MANAGE_PEOPLE)
@post_only
def invite(request: PersonRequest, person: UUID) -> HttpResponse:
    """Sends the link by mail."""
    invited = get_object_or_404(_handled(request), pk=person, is_active=True, email__isnull=False)
    invitations.invite_by_mail(person=invited, address_of=_address_of, by=request.user, at=clock.now())
    messages.info(request, _("Invitación enviada a %(name)s. Vale tres días.") % {"name": invited.name})
    return redirect("person", person=invited.pk)


@requires(Permission.MANAGE_PEOPLE)
@post_only
def letter(request: PersonRequest, person: UUID) -> HttpResponse:
    """Prints the letter with its code."""
    invited = get_object_or_404(_handled(request), pk=person, is_active=True)
    invitation, secret = invitations.invite(person=invited, on_paper=True, by=request.user, at=clock.now())
    response = HttpResponse(letters.render(invitation, secret, today()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_("carta")}-{invited.initials.lower()}.pdf"'
    return response


@requires(Permission.MANAGE_PEOPLE)
@post_only
def end_sign_ins(request: PersonRequest, person: UUID) -> HttpResponse:
    """Puts the person out everywhere; he may come in again."""
    one = handled(request, person)
    signing_in.end(sign_ins=one.sign_ins.all(), at=clock.now())
    messages.info(request, _("Todas sus sesiones están cerradas."))
    return redirect("person", person=one.pk)


@requires(Permission.MANAGE_PEOPLE)
@post_only
def close(request: PersonRequest, person: UUID) -> HttpResponse:
    """Nobody comes in as this person any more. One's own account is closed by somebody else."""
    one = handled(request, person)
    if one == request.user:
        messages.warning(request, _("Su propia cuenta la cierra otra persona."))
        return redirect("person", person=one.pk)
    people_actions.deactivate(person=one, by=request.user, at=clock.now())
    messages.info(request, _("Cerrada: desde ahora nadie entra como %(name)s.") % {"name": one.name})
    return redirect("person", person=one.pk)


@requires(Permission.MANAGE_PEOPLE)
@post_only
def reopen(request: PersonRequest, person: UUID) -> HttpResponse:
    """The person may come in again."""
    one = people_actions.reactivate(person=handled(request, person), by=request.user, at=clock.now())
    messages.info(request, _("%(name)s puede entrar otra vez.") % {"name": one.name})
    return redirect("person", person=one.pk)


def handled(request: PersonRequest, person: UUID) -> User:
    """The person, if it is for this member of the office to handle; otherwise there is none."""
    return get_object_or_404(_handled(request), pk=person)


def _handled(request: PersonRequest) -> QuerySet[User]:
    return access.handled_by(request.user, today())


def _address_of(secret: str) -> str:
    return settings.SITE_URL + reverse("invitation", args=[secret])
