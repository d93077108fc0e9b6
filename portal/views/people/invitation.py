"""An invitation: seeing it changes nothing (mail scanners follow links); the button uses it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.actions import invitations, limits
from portal.accounts.models import SignIn
from portal.lib import clock
from portal.views.people.forms import LetterCodeForm
from portal.views.people.sign_in import HOUR, let_in, place, wait
from portal.web.access import PersonRequest, public, signed_in, takes_form

TRIES = 300  # an hour and place: many invited at once may share one network; the codes have 10^17 faces


@public
@takes_form
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Shows who is invited; the POST lets in."""
    at = clock.now()
    try:
        limits.count("invitation", place(request), most=TRIES, per=HOUR, at=at)
        found = invitations.find(secret, at)
        if request.method == "POST":
            person = invitations.accept(invitation_id=found.pk, at=at)
            return let_in(request, person, how=SignIn.How.INVITATION, onward=reverse("welcome"))
    except limits.TooMany as refused:
        return wait(request, refused)
    except invitations.InvitationOver:
        return render(request, "people/invitation_over.html", status=410)
    with translation.override(found.person.language):
        return render(request, "people/invitation.html", {"invited": found.person})


@public
@takes_form
def by_code(request: HttpRequest) -> HttpResponse:
    """For who has a letter: type its code."""
    form = LetterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        try:
            limits.count("invitation", place(request), most=TRIES, per=HOUR, at=at)
            invitations.find(form.cleaned_data["secret"], at)
        except limits.TooMany as refused:
            return wait(request, refused)
        except invitations.InvitationOver:
            form.add_error(
                "secret", _("Ese código no abre nada: mírelo otra vez. Si ya lo usó o pasó su día, llámenos.")
            )
        else:
            return redirect("invitation", secret=invitations.spoken(form.cleaned_data["secret"]))
    return render(request, "people/invitation_by_code.html", {"form": form})


@signed_in
def welcome(request: PersonRequest) -> HttpResponse:
    """The first page after an invitation: how to come back, and a password for who wants one."""
    return render(request, "people/welcome.html", {"has_password": request.user.has_usable_password()})
