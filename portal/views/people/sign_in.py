"""Coming in by a code or a password, and going out. A wrong log-in says and does the same for everybody."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from portal.accounts import demo, queries
from portal.accounts.actions import limits, signing_in
from portal.accounts.models import User
from portal.lib import clock
from portal.views.people.forms import CodeForm, EmailForm, PasswordForm
from portal.web.access import demo_only, public

BACKEND = "portal.accounts.backends.Password"
CODE, NEXT = "sign_in_code", "sign_in_next"
HOUR = timedelta(hours=1)


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for the address and sends a code."""
    if request.user.is_authenticated:
        return redirect("home")
    request.session.setdefault(NEXT, _safe_next(request))
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send_code(request, form.cleaned_data["email"])
    return render(request, "people/sign_in.html", {"form": form, "cast": demo.CAST if settings.DEMO else ()})


def _send_code(request: HttpRequest, email: str) -> HttpResponse:
    at = clock.now()
    try:
        _count("code", request, email, most=5, at=at)
    except limits.TooMany:
        return render(request, "429.html", status=429)
    row = signing_in.send_code(email=email, at=at)
    request.session[CODE] = str(row.pk)
    return redirect("sign-in-code")


@public
def code(request: HttpRequest) -> HttpResponse:
    """Checks the code and lets its person in."""
    row = request.session.get(CODE)
    if row is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = signing_in.check_code(row_id=UUID(row), code=form.cleaned_data["code"], at=clock.now())
        except signing_in.WrongCode:
            form.add_error("code", _("Este código no vale. Mírelo otra vez, o pida uno nuevo."))
        else:
            return let_in(request, person, how="code")
    return render(request, "people/code.html", {"form": form})


@public
@sensitive_post_parameters("password")
def password(request: HttpRequest) -> HttpResponse:
    """For who has a password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _count("password", request, form.cleaned_data["email"], most=10, at=clock.now())
        except limits.TooMany:
            return render(request, "429.html", status=429)
        given = {"username": form.cleaned_data["email"].lower(), "password": form.cleaned_data["password"]}
        person = authenticate(request, **given)
        if isinstance(person, User):
            return let_in(request, person, how="password")
        form.add_error(None, _("El correo y la contraseña no van juntos."))
    return render(request, "people/password_sign_in.html", {"form": form})


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this session."""
    if isinstance(request.user, User) and request.session.session_key:
        here = request.user.sign_ins.filter(session_key=request.session.session_key)
        signing_in.end(sign_ins=here, at=clock.now())
    logout(request)
    return redirect("sign-in")


@demo_only
@require_POST
def as_cast(request: HttpRequest, key: str) -> HttpResponse:
    """One of the cast, in the demo only."""
    email = next((email for name, email, _label in demo.CAST if name == key), "")
    person = queries.with_email(email)
    if person is None:
        raise Http404
    return let_in(request, person, how="demo")


def let_in(request: HttpRequest, person: User, *, how: str) -> HttpResponseRedirect:
    """Begins a session for a person who has shown who he is."""
    onward = request.session.get(NEXT) or "/"
    login(request, person, backend=BACKEND)
    for key in (CODE, NEXT):
        request.session.pop(key, None)
    device = request.headers.get("User-Agent", "")
    signing_in.remember(
        person=person, session_key=request.session.session_key or "", device=device, how=how, at=clock.now()
    )
    return HttpResponseRedirect(onward)


def _count(what: str, request: HttpRequest, email: str, *, most: int, at: datetime) -> None:
    """Ten minutes for one address from anywhere; an hour for one place on any address."""
    limits.count(f"{what}-place", place(request), most=most * 12, per=HOUR, at=at)
    limits.count(f"{what}-address", email.lower(), most=most, per=timedelta(minutes=10), at=at)


def place(request: HttpRequest) -> str:
    """The network address the request came from: the last one a trusted proxy wrote, never what a client claims."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.TRUSTED_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def _safe_next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else ""
