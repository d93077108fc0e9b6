"""One's own account: name, language, password, sessions, and why one may come in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts import queries as accounts
from portal.accounts.actions import people, signing_in
from portal.lib import clock
from portal.views.people import queries
from portal.views.people.forms import AccountForm, NewPasswordForm
from portal.views.people.office import today
from portal.web.access import PersonRequest, post_only, signed_in, takes_form


@signed_in
@takes_form
def account(request: PersonRequest) -> HttpResponse:
    """What we know of the person, to be mended by him."""
    me = request.user
    form = AccountForm(request.POST or None, initial={"name": me.name, "phone": me.phone, "language": me.language})
    if request.method == "POST" and form.is_valid():
        people.change(person=me, **form.cleaned_data)
        messages.info(request, _("Guardado."))
        return redirect("account")
    day = today()
    context = {
        "form": form,
        "held": [*queries.posts(me, day), *queries.mandates_of(day, person=me), *queries.memberships_of(me, day)],
        "has_password": me.has_usable_password(),
        "open_sessions": accounts.open_sign_ins(me, clock.now()).count(),
    }
    return render(request, "people/account.html", context)


@signed_in
@takes_form
@sensitive_post_parameters("present", "new")
def password(request: PersonRequest) -> HttpResponse:
    """A password for who wants one; the other sessions end and this one goes on under a new key."""
    form = NewPasswordForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        before = _here(request)
        people.set_password(person=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        signing_in.go_on(person=request.user, before=before, after=_here(request), at=clock.now())
        messages.info(request, _("Contraseña guardada. Las demás sesiones se han cerrado."))
        return redirect("account")
    return render(request, "people/password.html", {"form": form})


@signed_in
def sessions(request: PersonRequest) -> HttpResponse:
    """Where one is signed in."""
    rows = queries.sessions(request.user, clock.now(), here=_here(request))
    return render(
        request, "people/sessions.html", {"sessions": rows, "others": sum(not row["is_here"] for row in rows)}
    )


@signed_in
@post_only
def end_session(request: PersonRequest, session: UUID) -> HttpResponse:
    """Ends one session; the device it was on asks to sign in again."""
    mine = accounts.open_sign_ins(request.user, clock.now())
    get_object_or_404(mine, pk=session)
    signing_in.end(sign_ins=mine.filter(pk=session), at=clock.now())
    return redirect("account-sessions")


@signed_in
@post_only
def end_sessions(request: PersonRequest) -> HttpResponse:
    """Ends all sessions but this one."""
    others = accounts.open_sign_ins(request.user, clock.now()).exclude(session_key=_here(request))
    signing_in.end(sign_ins=others, at=clock.now())
    messages.info(request, _("Las demás sesiones están cerradas."))
    return redirect("account-sessions")


def _here(request: PersonRequest) -> str:
    return request.session.session_key or ""
