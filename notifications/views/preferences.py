"""What a person wants to hear, and what that would have been last month; and stopping from a mail."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from notifications import catalogue
from notifications.actions import preferences as wishing
from notifications.actions import routing
from notifications.actions.rehearsing import Rehearsal, rehearse
from notifications.channels import stopping
from notifications.enums import Topic
from notifications.forms.preferences import WishesForm
from notifications.models import Message
from notifications.queries import listeners
from notifications.queries.listeners import Wishes
from portal.accounts.models import User
from portal.lib import clock
from portal.web.access import PersonRequest, public, signed_in, takes_form

LAST_MONTH = timedelta(days=30)


@signed_in
@takes_form
def preferences(request: PersonRequest) -> HttpResponse:
    """Three choices, and one's own."""
    me, at = request.user, clock.now()
    present = listeners.wishes(me)
    form = _form(request.POST or None, me, present)
    if request.method == "POST" and form.is_valid():
        wishing.choose(person=me, wishes=form.wishes(), at=at)
        messages.info(request, _("Guardado."))
        return redirect("notifications:preferences")
    noted = listeners.paper_noted(me, at)
    return render(request, "notifications/preferences.html", {"form": form, "noted": noted, **_heard(me, present)})


@signed_in
def preview(request: PersonRequest) -> HttpResponse:
    """What it would have been last month with the wishes of the address."""
    present = listeners.wishes(request.user)
    form = _form(request.GET, request.user, present)
    wishes = form.wishes() if form.is_valid() else present
    return render(request, "notifications/components/preview.html", _heard(request.user, wishes))


@csrf_exempt
@public
@takes_form
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Reading it changes nothing, so no scanner of mails can; pressing stops the topic. Mail programs press it too, as
    RFC 8058 has it, and bring no cookie: the signed address is what allows it.
    """
    message = _message(signed)
    if not stopping.can_be_stopped(message):
        raise Http404
    topic = _topic(message)
    if request.method == "POST" and message.person:
        wishing.stop(person=message.person, topic=topic, at=clock.now())
        return render(request, "notifications/stopped.html", {"topic": topic.label})
    return render(request, "notifications/stop.html", {"topic": topic.label, "message": message})


@csrf_exempt
@public
@takes_form
def not_me(request: HttpRequest, signed: str) -> HttpResponse:
    """Whoever reads at that address says that he is somebody else; pressing is what says it."""
    message = _message(signed)
    if request.method == "POST" and message.person:
        wishing.not_me(person=message.person, at=clock.now())
        return render(request, "notifications/not_me_said.html")
    return render(request, "notifications/not_me.html", {"message": message})


def _message(signed: str) -> Message:
    found = stopping.message_of(signed)
    if found is None:
        raise Http404
    return found


def _topic(message: Message) -> Topic:
    """What its touchpoint belongs to; a summary is one of the summaries."""
    found = catalogue.KEYS.get(message.touchpoint)
    return found.topic if found else Topic.LETTERS


def _form(given: Any, me: User, present: Wishes) -> WishesForm:
    return WishesForm(given, wishes=present, today=clock.day_in(me.time_zone, clock.now()), ways=routing.offered(me))


def _heard(me: User, wishes: Wishes) -> dict[str, Any]:
    at = clock.now()
    heard: Rehearsal = rehearse(me, wishes, since=at - LAST_MONTH, until=at)
    return {"heard": heard, "alone": len(heard.alone), "summaries": len(heard.summaries), "is_demo": settings.DEMO}
