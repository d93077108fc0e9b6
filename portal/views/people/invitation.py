"""An invitation: seeing it changes nothing (mail scanners follow links); the button uses it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.actions import invitations, limits
from portal.lib import clock
from portal.views.people.forms import LetterCodeForm
from portal.views.people.sign_in import HOUR, let_in, place
from portal.web.access import public


@public
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Shows who is invited; the POST lets in."""
    at = clock.now()
    try:
        limits.count("invitation", place(request), most=60, per=HOUR, at=at)
        found = invitations.find(secret, at)
        if request.method == "POST":
            return let_in(request, invitations.accept(invitation_id=found.pk, at=at), how="invitation")
    except limits.TooMany:
        return render(request, "429.html", status=429)
    except invitations.InvitationOver:
        return render(request, "people/invitation_over.html", status=410)
    return render(request, "people/invitation.html", {"invited": found.person})


@public
def by_code(request: HttpRequest) -> HttpResponse:
    """For who has a letter: type its code."""
    form = LetterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("invitation", secret=form.cleaned_data["secret"].strip().replace("/", ""))
    return render(request, "people/invitation_by_code.html", {"form": form})
