"""Everything a person was told: his own inbox, and what the office reads before it calls him."""

from datetime import datetime
from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp, csp_update
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from notifications.actions import opening, preferences
from notifications.catalogue import label_of
from notifications.enums import Why
from notifications.models import Message
from notifications.queries import conversations, listeners, pages, paper, told
from notifications.views.mailbox import MAIL, in_whole_window
from portal.access import grants
from portal.access.permissions import Permission
from portal.accounts import queries as accounts
from portal.accounts.models import User
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, requires, signed_in

CALLS = 20


@signed_in
def messages(request: PersonRequest) -> HttpResponse:
    """Newest first."""
    page = _page(request, told.to(request.user)) | _calls(request, request.user)
    return render(request, "notifications/messages.html", page)


@signed_in
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def message(request: PersonRequest, message: UUID) -> HttpResponse:
    """One message: when, why, and the letter itself."""
    found = get_object_or_404(told.to(request.user), pk=message)
    opening.opened(message=found.pk, person=request.user, at=clock.now())
    return render(request, "notifications/message.html", {"one": _line(found), "found": found})


@signed_in
@xframe_options_sameorigin
@csp(MAIL)  # type: ignore[arg-type]
def letter(request: PersonRequest, message: UUID) -> HttpResponse:
    """The letter's own page, alone in its frame."""
    found = get_object_or_404(told.to(request.user), pk=message)
    return in_whole_window(_html(found))


@requires(Permission.MANAGE_PEOPLE)
def of_person(request: PersonRequest, person: UUID) -> HttpResponse:
    """What we told somebody, for the office to read before it calls."""
    found = get_object_or_404(accounts.everybody(clock.now()), pk=person)
    context = {"one": found, "is_wrong": listeners.wishes(found).is_wrong, **_page(request, told.about(found))}
    context |= _calls(request, found) | {"calls_too": grants.may(request.user, Permission.RUN_OFFICE)}
    return render(request, "notifications/person_messages.html", context)


@requires(Permission.MANAGE_PEOPLE)
@post_only
def found_again(request: PersonRequest, person: UUID) -> HttpResponse:
    """The address was put right: the person is written to again."""
    found = get_object_or_404(accounts.everybody(clock.now()), pk=person)
    preferences.found_again(person=found, at=clock.now())
    return redirect("notifications:person-messages", person=found.pk)


def _page(request: PersonRequest, found: QuerySet[Message]) -> dict[str, Any]:
    listed, older = pages.page(found, request.GET.get("before", ""))
    return {"messages_told": [_line(one) for one in listed], "older": older}


def _calls(request: PersonRequest, person: User) -> dict[str, Any]:
    """The last calls with him, beside the first page of what was written."""
    at = clock.now()
    last = [] if "before" in request.GET else conversations.with_person(person)[:CALLS]
    return {"calls": [conversations.line(one, at) for one in last]}


def _line(message: Message) -> dict[str, Any]:
    now = timezone.localtime(clock.now())
    return {
        "key": message.pk,
        "title": message.title,
        "where": message.where,
        "what": label_of(message.touchpoint),
        "when": words.moment(timezone.localtime(message.created_at), now),
        "how": _how(message),
        "on_paper": [one for letter in message.letters if (one := paper.told(letter, clock.now()))],  # type: ignore[attr-defined]
        "opened": _opened(message, now),
        "url": message.url,
        "has_page": bool(_html(message)),
    }


def _how(message: Message) -> str:
    """What became of it, in words."""
    if message.digest:
        day = date_format(message.digest.for_on, "d/m/Y")
        written = message.digest.composed_at is not None
        return (_("En su resumen del %(day)s") if written else _("Irá en su resumen del %(day)s")) % {"day": day}
    if message.goes_at is None:
        return Why.told(message.decision)
    mails = message.mails  # type: ignore[attr-defined]
    if mails and mails[0].reason == Why.BY_PHONE:
        return Why.told(Why.BY_PHONE)
    return str(mails[0].get_state_display()) if mails else ""


def _opened(message: Message, now: datetime) -> str:
    if message.opened_at is None:
        return ""
    return _("Abierto %(when)s") % {"when": words.moment(timezone.localtime(message.opened_at), now)}


def _html(message: Message) -> str:
    mails = message.mails  # type: ignore[attr-defined]
    return mails[0].html if mails else ""
