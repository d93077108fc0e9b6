"""One's own account: name, language, password, sessions."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from portal.accounts import queries
from portal.accounts.actions import people, signing_in
from portal.accounts.models import User
from portal.lib import clock
from portal.views.people.forms import AccountForm, NewPasswordForm
from portal.web.access import PersonRequest, public, signed_in
from portal.web.middleware import LANGUAGE_COOKIE


@signed_in
def account(request: PersonRequest) -> HttpResponse:
    """What we know of the person, to be mended by him."""
    known = {"name": request.user.name, "phone": request.user.phone, "language": request.user.language}
    form = AccountForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        people.change(person=request.user, **form.cleaned_data)
        messages.info(request, _("Guardado."))
        return redirect("account")
    return render(request, "people/account.html", {"form": form})


@signed_in
@sensitive_post_parameters("present", "new")
def password(request: PersonRequest) -> HttpResponse:
    """A password for who wants one; the other sessions end."""
    form = NewPasswordForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        people.set_password(person=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        others = queries.open_sign_ins(request.user).exclude(session_key=request.session.session_key)
        signing_in.end(sign_ins=others, at=clock.now())
        messages.info(request, _("Contraseña guardada. Las demás sesiones se han cerrado."))
        return redirect("account")
    return render(request, "people/password.html", {"form": form})


@signed_in
def sessions(request: PersonRequest) -> HttpResponse:
    """Where one is signed in."""
    rows = [
        {"device": row.device, "began_at": row.began_at, "is_here": row.session_key == request.session.session_key}
        for row in queries.open_sign_ins(request.user)[:50]
    ]
    return render(request, "people/sessions.html", {"sessions": rows})


@signed_in
@require_POST
def end_sessions(request: PersonRequest) -> HttpResponse:
    """Ends all sessions but this one."""
    others = queries.open_sign_ins(request.user).exclude(session_key=request.session.session_key)
    signing_in.end(sign_ins=others, at=clock.now())
    return redirect("account-sessions")


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of every page: the person's, or the visitor's cookie."""
    chosen = "en" if request.POST.get("language") == "en" else "es"
    onward = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(onward if safe else "/")
    if isinstance(request.user, User):
        people.change(person=request.user, language=chosen)
    response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="Lax", httponly=True)
    return response
