"""The office's list of people, and inviting them by mail or by letter."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.access.permissions import Permission
from portal.accounts import queries
from portal.accounts.actions import invitations
from portal.lib import clock
from portal.lib.text import fold
from portal.views.people import letters
from portal.web.access import PersonRequest, requires

PAGE = 100


@requires(Permission.MANAGE_PEOPLE)
def people(request: PersonRequest) -> HttpResponse:
    """Who came in, who was invited, who never."""
    wanted = request.GET.get("q", "").strip()
    rows = queries.everybody()
    if wanted:
        rows = rows.filter(name__icontains=wanted) | rows.filter(email__icontains=fold(wanted))
    return render(request, "people/people.html", {"people": rows[:PAGE], "wanted": wanted, "page": PAGE})


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def invite(request: PersonRequest, person: UUID) -> HttpResponse:
    """Sends the link by mail."""
    invited = get_object_or_404(queries.everybody(), pk=person, is_active=True, email__isnull=False)
    _invitation, secret = invitations.invite(person=invited, on_paper=False, by=request.user, at=clock.now())
    invitations.mail(person=invited, url=settings.SITE_URL + reverse("invitation", args=[secret]))
    messages.info(request, _("Invitación enviada a %(name)s.") % {"name": invited.name})
    return redirect("people")


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def letter(request: PersonRequest, person: UUID) -> HttpResponse:
    """Prints the letter with its code."""
    invited = get_object_or_404(queries.everybody(), pk=person, is_active=True)
    invitation, secret = invitations.invite(person=invited, on_paper=True, by=request.user, at=clock.now())
    response = HttpResponse(letters.render(invitation, secret), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="carta.pdf"'
    return response
