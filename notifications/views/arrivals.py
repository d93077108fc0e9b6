"""Mails that came in, as the office reads them: what waits for somebody, and what became of the rest."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.actions import arrivals as actions
from notifications.actions import collecting
from notifications.enums import Fate, Held
from notifications.models import Arrival
from notifications.queries import arrivals
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, requires

SHOWN = 50
FEW = 10


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """What waits first, then what lacks a file, then what was said."""
    held, short = arrivals.held(), arrivals.lacking()
    page = {
        "held": [_line(one) for one in held[:SHOWN]],
        "held_total": held.count(),
        "short": [_line(one) for one in short[:SHOWN]],
        "said": [_line(one) for one in arrivals.said()[:FEW]],
        "books": [(Fate(fate).label, number) for fate, number in arrivals.counted().items()],
        "mailbox": _mailbox(),
    }
    return render(request, "notifications/arrivals.html", page)


@requires(Permission.RUN_OFFICE)
def one(request: PersonRequest, arrival: UUID) -> HttpResponse:
    """The whole mail."""
    found = get_object_or_404(arrivals.whole(), pk=arrival)
    answers = found.answers
    page = {
        "mail": _line(found),
        "text": found.text,
        "files": list(found.files.all()),
        "left_out": found.left_out,
        "answers": answers,
        "went_to": answers.person if answers else None,
        "may_believe": arrivals.may_believe(found),
        "waits": arrivals.waits(found),
    }
    return render(request, "notifications/arrival.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def belief(request: PersonRequest, arrival: UUID) -> HttpResponse:
    """It is by the person the mail went to: it becomes what it would have been."""
    found = get_object_or_404(arrivals.held(), pk=arrival)
    try:
        enquiry = actions.believe(arrival=found, by=request.user, at=clock.now())
    except actions.CannotTake:
        notes.warning(request, _("No se puede: esa persona no habla hoy por ese titular, o el correo está vacío."))
        return redirect("notifications:arrival", arrival=found.pk)
    notes.info(request, _("Dicho en %(number)s.") % {"number": enquiry.number})
    return redirect("owners:office-enquiry", enquiry=enquiry.pk)


@requires(Permission.RUN_OFFICE)
@post_only
def seen(request: PersonRequest, arrival: UUID) -> HttpResponse:
    """Nothing more becomes of it."""
    found = get_object_or_404(arrivals.whole(), pk=arrival)
    try:
        actions.see(arrival=found, by=request.user, at=clock.now())
    except actions.CannotTake:
        notes.warning(request, _("Alguien se adelantó: ya no espera."), extra_tags="warn")
    else:
        notes.info(request, _("Anotado: no hace falta nada."))
    return redirect("notifications:arrivals")


@requires(Permission.RUN_OFFICE)
def file(request: PersonRequest, arrival: UUID, place: int) -> HttpResponseBase:
    """A paper or photo that came with it."""
    found = get_object_or_404(arrivals.files(), arrival=arrival, place=place)
    return serving.serve(request, found.file, name=found.name)


def _line(one: Arrival) -> dict[str, Any]:
    local = timezone.localtime(clock.now())
    waits = one.fate == Fate.HELD
    return {
        "key": one.pk,
        "from": one.sender or _("sin remitente"),
        "subject": one.subject or _("sin asunto"),
        "when": words.moment(timezone.localtime(one.at), local),
        "why": str(Held(one.held_because).label) if one.held_because else "",
        "state": one.get_fate_display(),
        "tone": "reported" if waits else "no_fault bare" if one.enquiry_id else "unknown",
        "enquiry": one.enquiry,
        "who": one.handled_by.name if one.handled_by else "",
        "left_out": one.left_out,
    }


def _mailbox() -> dict[str, str]:
    """When it was last read, and whether it answers; nothing where none is read."""
    mark = arrivals.mailbox(collecting.mailbox())
    if mark is None:
        return {}
    now = timezone.localtime(clock.now())
    read = words.moment(timezone.localtime(mark.read_at), now) if mark.read_at else ""
    since = words.since(timezone.localtime(mark.failing_since), now) if mark.failing_since else ""
    return {"read": read, "since": since, "said": mark.said}
