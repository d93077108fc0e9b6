"""Calls: written down in ten seconds, with what the other wishes said before; and the rules for who calls for us."""

import io
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.models import Lift
from notifications.actions import conversations as actions
from notifications.forms.conversations import ConversationForm
from notifications.models import Conversation
from notifications.queries import callees, conversations
from notifications.queries.callees import Ruled
from owners.models import Owner
from owners.queries import billing, mandates, people
from portal.access.permissions import Permission
from portal.access.roles import OWNERS
from portal.accounts import queries as accounts
from portal.accounts.models import User
from portal.lib import clock
from portal.lib.tables import export
from portal.web.access import PersonRequest, requires, takes_form

BESIDE = 6


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """The last ones; whoever is looked for is found with what he wishes."""
    at, wanted = clock.now(), request.GET.get("q", "").strip()[:80]
    page = {
        "wanted": wanted,
        "owners": list(mandates.owners_of_callers(wanted)[:BESIDE]) if wanted else [],
        "calls": [conversations.line(one, at) for one in conversations.listed(wanted)],
    }
    return render(request, "notifications/conversations.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """With somebody who speaks for nobody here: a name and a telephone."""
    return _page(request, None, [], None)


@requires(Permission.RUN_OFFICE)
@takes_form
def with_owner(request: PersonRequest, owner: UUID) -> HttpResponse:
    """With one of those who speak for an owner."""
    at, found = clock.now(), get_object_or_404(Owner, pk=owner)
    told = sorted((one.person for one in people.told_of_owner(found.pk, OWNERS, at)), key=lambda one: one.name)
    return _page(request, found, told, billing.lifts(found, at))


@requires(Permission.RUN_OFFICE)
@takes_form
def with_person(request: PersonRequest, person: UUID) -> HttpResponse:
    """With a person we know."""
    found = get_object_or_404(accounts.everybody(clock.now()), pk=person)
    return _page(request, None, [found], None)


def _page(request: PersonRequest, owner: Owner | None, told: list[User], lifts: QuerySet[Lift] | None) -> HttpResponse:
    at = clock.now()
    form = ConversationForm(request.POST or None, people=told, lifts=lifts)
    if request.method == "POST" and form.is_valid():
        made = actions.note(held=form.held(owner), by=request.user, at=at)
        notes.info(request, _("Anotada."))
        if made.person:
            return redirect("notifications:person-messages", person=made.person.pk)
        return redirect("notifications:conversations")
    page = {
        "form": form,
        "owner": owner,
        "one": told[0] if len(told) == 1 else None,
        "callees": [_wishes(one, at) for one in callees.ruled(told, at)],
        "lately": [conversations.line(one, at) for one in _lately(owner, told)],
    }
    return render(request, "notifications/conversation_new.html", page)


def _lately(owner: Owner | None, told: list[User]) -> list[Conversation]:
    if owner:
        return list(conversations.with_owner(owner)[:BESIDE])
    return list(conversations.with_person(told[0])[:BESIDE]) if told else []


def _wishes(one: Ruled, at: datetime) -> dict[str, Any]:
    """What he wishes, in words."""
    return {
        "name": one.person.name,
        "phone": one.person.phone,
        "is_what": one.is_what,
        "against": [callees.said(reason, one, at) for reason in one.against],
        "hours": callees.hours(one),
        "told": _("%(n)s de %(cap)s esta semana") % {"n": one.callee.told_this_week, "cap": one.callee.cap},
    }


@requires(Permission.RUN_OFFICE)
def rules(request: PersonRequest) -> HttpResponse:
    """For who calls for us: everybody who speaks for an owner, and whether he may be called now; as CSV."""
    at, table = clock.now(), io.StringIO()
    export.write(table, callees.columns(), callees.rows(at))
    answer = HttpResponse(table.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("llamadas")}-{timezone.localtime(at):%Y-%m-%d-%H%M}.csv"'
    return answer
