"""Where one's telephone is told: notices in this browser, and SMS to one's mobile."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from notifications.actions import mobiles as actions
from notifications.actions import subscriptions
from notifications.channels import sms
from notifications.channels.push import keys
from notifications.enums import Door
from notifications.forms.phones import BrowserForm, MobileCodeForm, MobileForm
from notifications.models import Subscription
from notifications.queries import mobiles
from notifications.queries import subscriptions as telephones
from notifications.rules import endpoints
from portal.company import queries as companies
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, public, signed_in

NOTICES = "notices"  # in the session: which telephone this browser is, so that who signs out is told nothing more here


@signed_in
def phones(request: PersonRequest) -> HttpResponse:
    """What takes notices today, and how to add this one."""
    return render(request, "notifications/phones.html", _page(request, MobileForm(), MobileCodeForm()))


@signed_in
@post_only
def browser(request: PersonRequest) -> HttpResponse:
    """This browser takes notices; said anew whenever the page is opened. 410 when it was taken off and nobody asks."""
    form = BrowserForm(request.POST)
    if keys.public() is None or not form.is_valid():
        return HttpResponse(status=400)
    address, at = form.address(), clock.now()
    try:
        _telephone, is_new = subscriptions.keep(
            person=request.user, address=address, at=at, door=Door.PORTAL, is_asked=form.cleaned_data["asked"]
        )
    except subscriptions.NotAllowed:
        return HttpResponse(status=400)
    except subscriptions.TakenOff:
        return HttpResponse(status=410)
    request.session[NOTICES] = endpoints.digest(address.endpoint)
    return HttpResponse(status=201 if is_new else 204)


@signed_in
@post_only
def removal(request: PersonRequest, sha256: str) -> HttpResponse:
    """That telephone or computer is told nothing more."""
    subscriptions.leave(person=request.user, digest=sha256, at=clock.now())
    return redirect("notifications:phones")


@signed_in
@post_only
def mobile(request: PersonRequest) -> HttpResponse:
    """Sends a code to the number."""
    if not sms.is_on():
        raise Http404
    form = MobileForm(request.POST)
    if form.is_valid():
        try:
            actions.ask(person=request.user, number=form.cleaned_data["number"], at=clock.now())
        except actions.TooOften:
            form.add_error("number", _("Por hoy ya le hemos mandado bastantes códigos. Pruebe mañana."))
        else:
            return redirect("notifications:phones")
    return render(request, "notifications/phones.html", _page(request, form, MobileCodeForm()), status=422)


@signed_in
@post_only
def mobile_code(request: PersonRequest) -> HttpResponse:
    """The code that went there was copied."""
    form = MobileCodeForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm(person=request.user, code=form.cleaned_data["code"], at=clock.now())
        except actions.WrongCode:
            form.add_error("code", _("No es ese, o ya no vale. Mírelo otra vez, o pida otro."))
        else:
            messages.info(request, _("Confirmado: ya puede elegir qué le mandamos por SMS."))
            return redirect("notifications:phones")
    return render(request, "notifications/phones.html", _page(request, MobileForm(), form), status=422)


@signed_in
@post_only
def mobile_removal(request: PersonRequest) -> HttpResponse:
    """No SMS any more."""
    actions.leave(person=request.user, at=clock.now())
    return redirect("notifications:phones")


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker that shows notices: it says nothing of anybody, so whoever asks may read it."""
    told = {
        "unread": {"title": companies.current().name, "body": _("Hay algo nuevo para usted.")},
        "icon": static("maintenance/field/icons/icon-192.png"),
    }
    script = f'const HOUSE = {json.dumps(told)};\nimportScripts("{static("notifications/notice-worker.js")}");\n'
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


def _page(request: PersonRequest, number: MobileForm, code: MobileCodeForm) -> dict[str, Any]:
    mine = mobiles.of(request.user)
    return {
        "key": keys.public() or "",
        "worker": reverse("notifications:phones-worker"),
        "scope": reverse("notifications:phones"),
        "telephones": [_line(one) for one in telephones.of(request.user)],
        "has_sms": sms.is_on(),
        "mobile": mine,
        "waits": mine is not None and mine.confirmed_at is None,
        "number_form": number,
        "code_form": code,
    }


def _line(one: Subscription) -> dict[str, str]:
    now = timezone.localtime(clock.now())
    return {
        "digest": one.digest,
        "door": one.get_door_display(),
        "since": words.moment(timezone.localtime(one.made_at), now),
        "shown": words.moment(timezone.localtime(one.last_acked_at), now) if one.last_acked_at else "",
    }
