"""Coming in by a code or a password, and going out. A wrong log-in says and does the same for everybody."""

import math
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from notifications.actions import subscriptions
from notifications.views.phones import NOTICES
from portal.access import grants
from portal.accounts import demo, devices, queries
from portal.accounts.actions import limits, signing_in
from portal.accounts.models import SignIn, User
from portal.company import queries as companies
from portal.lib import clock
from portal.views.people import known
from portal.views.people.forms import CodeForm, EmailForm, PasswordForm
from portal.web import words
from portal.web.access import SINCE, demo_only, post_only, public, takes_form

BACKEND = "portal.accounts.backends.Password"
CODE, EMAIL, NEXT = "sign_in_code", "sign_in_email", "sign_in_next"
HOUR = timedelta(hours=1)


@public
@takes_form
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for the address and sends a code."""
    onward = safe_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward or "/")
    companies.current()  # before there is a company nobody is asked in: NotOpened has a page of its own
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send_code(request, form.cleaned_data["email"], onward)
    return render(request, "people/sign_in.html", {"form": form, "next": onward, "cast": _cast()})


def _send_code(request: HttpRequest, email: str, onward: str) -> HttpResponse:
    at = clock.now()
    try:
        _count("code", request, email, most=5, at=at)
    except limits.TooMany as refused:
        return wait(request, refused)
    row = signing_in.send_code(email=email, at=at)
    request.session.update({CODE: str(row.pk), EMAIL: email, NEXT: onward})
    return redirect("sign-in-code")


@public
@takes_form
def code(request: HttpRequest) -> HttpResponse:
    """Checks the code, in the browser that asked for it, and lets its person in."""
    row = request.session.get(CODE)
    if row is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = signing_in.check_code(row_id=UUID(row), code=form.cleaned_data["code"], at=clock.now())
        except signing_in.WrongCode as wrong:
            form.add_error("code", _left(wrong.left))
        else:
            return let_in(request, person, how=SignIn.How.CODE, onward=request.session[NEXT])
    asked = {"email": request.session[EMAIL], "next": request.session[NEXT]}
    return render(request, "people/code.html", {"form": form} | asked)


def _left(tries: int) -> str:
    if not tries:
        return _("Este código ya no vale. Pida otro aquí abajo.")
    return words.wrong_code(tries)


@public
@takes_form
@sensitive_post_parameters("password")
def password(request: HttpRequest) -> HttpResponse:
    """For who has a password."""
    onward = safe_next(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _count("password", request, form.cleaned_data["email"], most=10, at=clock.now())
        except limits.TooMany as refused:
            return wait(request, refused)
        person = authenticate(request, username=form.cleaned_data["email"], password=form.cleaned_data["password"])
        if isinstance(person, User):
            return let_in(request, person, how=SignIn.How.PASSWORD, onward=onward)
        form.add_error(None, _("El correo y la contraseña no van juntos."))
    return render(request, "people/password_sign_in.html", {"form": form, "next": onward})


@public
@post_only
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this session; this browser shows its notices no more."""
    if isinstance(request.user, User) and request.session.session_key:
        here = request.user.sign_ins.filter(session_key=request.session.session_key)
        signing_in.end(sign_ins=here, at=clock.now())
        subscriptions.leave(person=request.user, digest=request.session.get(NOTICES, ""), at=clock.now())
    logout(request)
    return redirect("sign-in")


@demo_only
@post_only
def as_cast(request: HttpRequest, key: str) -> HttpResponse:
    """One of the cast, in the demo only."""
    email = next((email for name, email, _label in demo.CAST if name == key), "")
    person = queries.with_email(email)
    if person is None:
        raise Http404
    return let_in(request, person, how=SignIn.How.DEMO, onward=safe_next(request))


def let_in(request: HttpRequest, person: User, *, how: SignIn.How, onward: str = "") -> HttpResponseRedirect:
    """Begins a session, under a new key, for a person who has shown who he is."""
    at = clock.now()
    expires_at = at + grants.of(person).signed_in_for
    login(request, person, backend=BACKEND)
    for key in (CODE, EMAIL, NEXT):
        request.session.pop(key, None)
    request.session[SINCE] = at.isoformat()
    request.session.set_expiry(expires_at)
    signing_in.remember(
        person=person,
        session_key=request.session.session_key or "",
        device=devices.recognise(request.headers.get("User-Agent", "")),
        how=how,
        at=at,
        expires_at=expires_at,
    )
    response = HttpResponseRedirect(onward or "/")
    known.remember(request, response, person)
    return response


def wait(request: HttpRequest, refused: limits.TooMany) -> HttpResponse:
    """Tried too often: says until when to wait, to people and to machines."""
    response = render(request, "429.html", {"again_at": refused.again_at}, status=429)
    response["Retry-After"] = str(max(1, math.ceil((refused.again_at - clock.now()).total_seconds())))
    return response


def safe_next(request: HttpRequest) -> str:
    """Where the person wanted to go, when that is a page of this house."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else ""


def _cast() -> list[dict[str, Any]]:
    """The cast that is there, by role; nobody outside the demo."""
    if not settings.DEMO:
        return []
    there = queries.with_emails([email for _key, email, _label in demo.CAST])
    return [
        {"key": key, "name": there[email].name, "initials": there[email].initials, "label": label}
        for key, email, label in demo.CAST
        if email in there
    ]


def _count(what: str, request: HttpRequest, email: str, *, most: int, at: datetime) -> None:
    """Ten minutes for one address from any strange browser; an hour for one place on any address."""
    limits.count(f"{what}-place", place(request), most=most * 12, per=HOUR, at=at)
    limits.count(
        f"{what}-address", known.counted_as(request, email.lower()), most=most, per=timedelta(minutes=10), at=at
    )


def place(request: HttpRequest) -> str:
    """The network address the request came from; `ClientAddress` has taken it from our own proxy when there is one."""
    return str(request.META.get("REMOTE_ADDR", ""))
