"""Tokens for programs: one's own, made and revoked; everybody's, for who looks after the accounts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from portal.access import grants, tokens
from portal.access import queries as access
from portal.access.models import Token
from portal.access.permissions import Permission
from portal.access.scopes import Scope, open_to
from portal.company import queries as companies
from portal.lib import clock
from portal.views.people.office import today
from portal.web import stepping, words
from portal.web.access import PersonRequest, post_only, requires, signed_in, takes_form
from portal.web.stepping import ConfirmationForm

ASKED = "key"
LASTS = ((90, gettext_lazy("Tres meses")), (180, gettext_lazy("Seis meses")), (365, gettext_lazy("Un año")))


class TokenForm(forms.Form):
    """For which program, what it may do, and for how long."""

    name = forms.CharField(
        label=gettext_lazy("Para qué programa"),
        max_length=80,
        help_text=gettext_lazy("Como lo reconocerá después: «Gesfincas, ordenador de Raquel»."),
        error_messages={"required": gettext_lazy("Escriba para qué programa es.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Qué puede hacer"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Solo lo que usted puede hacer, y solo mientras pueda."),
        error_messages={"required": gettext_lazy("Elija al menos una cosa.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Hasta cuándo"), choices=LASTS, coerce=int, initial=365, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, scopes: list[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(scope.value, scope.label) for scope in scopes]  # type: ignore[attr-defined]


@signed_in
@takes_form
def own(request: PersonRequest) -> HttpResponse:
    """One's own, and a form for another; a code asks again who one is before it is made."""
    form = TokenForm(request.POST or None, scopes=open_to(grants.of(request.user).permissions))
    if request.method == "POST" and form.is_valid():
        about = {name: form.cleaned_data[name] for name in ("name", "scopes", "days")}
        try:
            stepping.ask(request, ASKED, what=_what(about), about=about, at=clock.now())
        except stepping.CannotAsk as why:
            form.add_error(None, str(why))
        else:
            return redirect("account-key-confirmation")
    return _page(request, form)


def _what(asked: Mapping[str, Any]) -> str:
    return _("Una clave nueva para «%(name)s».") % {"name": asked["name"]}


@signed_in
@takes_form
@sensitive_post_parameters("code")
def confirmation(request: PersonRequest) -> HttpResponse:
    """The code makes it; it is shown whole this once."""
    asked, at = stepping.asked(request, ASKED), clock.now()
    if not asked:
        return redirect("account-keys")
    if "another" in request.POST:
        stepping.ask_again(request, ASKED, what=_what(asked), at=at)
        return redirect("account-key-confirmation")
    form = ConfirmationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and stepping.confirmed(request, ASKED, form, at=at):
        return _made(request, stepping.done(request, ASKED), at)
    page = {
        "form": form,
        "what": _what(asked),
        "do": _("Hacer la clave"),
        "back": reverse("account-keys"),
        "back_words": _("Volver sin hacerla"),
    }
    return render(request, "web/confirmation.html", page)


def _made(request: PersonRequest, asked: Mapping[str, Any], at: datetime) -> HttpResponse:
    chosen, expires_at = [Scope(scope) for scope in asked["scopes"]], at + timedelta(days=asked["days"])
    try:
        _token, secret = tokens.make(
            person=request.user, name=asked["name"], scopes=chosen, expires_at=expires_at, at=at
        )
    except tokens.TooMany:
        words_of_it = _("Ya tiene %(most)s. Anule alguna que no use.") % {"most": tokens.MOST}
        messages.warning(request, words_of_it, extra_tags="warn")
    except tokens.NotYours:
        messages.warning(request, _("Ya no puede dar a un programa todo eso."), extra_tags="warn")
    else:
        return _page(request, TokenForm(scopes=open_to(grants.of(request.user).permissions)), secret)
    return redirect("account-keys")


def _page(request: PersonRequest, form: TokenForm, secret: str = "") -> HttpResponse:
    at = clock.now()
    page = {
        "form": form if open_to(grants.of(request.user).permissions) else None,
        "secret": secret,
        "address": f"{settings.SITE_URL}/api/v1/",
        "keys": [_row(one, at) for one in tokens.of(request.user, at)],
    }
    return render(request, "people/keys.html", page)


@signed_in
@post_only
def revoke_own(request: PersonRequest, api_token: UUID) -> HttpResponse:
    """The program that has it gets nothing more."""
    at = clock.now()
    mine = tokens.of(request.user, at)
    found = get_object_or_404(mine, pk=api_token)
    tokens.revoke(tokens=mine.filter(pk=api_token), by=request.user, at=at)
    messages.info(request, _("Anulada: «%(name)s» ya no entra.") % {"name": found.name})
    return redirect("account-keys")


@requires(Permission.MANAGE_PEOPLE)
def every(request: PersonRequest) -> HttpResponse:
    """Everybody's, with when each was used last."""
    at = clock.now()
    handled = set(access.handled_by(request.user, today()).values_list("pk", flat=True))
    rows = [
        _row(one, at) | {"person": one.person, "may_revoke": one.person_id in handled} for one in tokens.every(at)[:500]
    ]
    return render(request, "people/every_key.html", {"keys": rows})


@requires(Permission.MANAGE_PEOPLE)
@post_only
def revoke(request: PersonRequest, api_token: UUID) -> HttpResponse:
    """Revokes one of a person whose account one may change."""
    at = clock.now()
    theirs = tokens.every(at).filter(person__in=access.handled_by(request.user, today()))
    found = get_object_or_404(theirs, pk=api_token)
    tokens.revoke(tokens=theirs.filter(pk=api_token).order_by(), by=request.user, at=at)
    messages.info(request, _("Anulada: «%(name)s» ya no entra.") % {"name": found.name})
    return redirect("keys")


def _row(one: Token, at: datetime) -> dict[str, Any]:
    zone = ZoneInfo(companies.current().time_zone)
    used = one.last_used_at
    return {
        "key": one.pk,
        "name": one.name,
        "begins": f"{tokens.BEGINS}{one.prefix}…",
        "scopes": [str(Scope(scope).label) for scope in one.scopes.split()],
        "until": words.figures(one.expires_at.astimezone(zone).date()),
        "used": words.moment(used.astimezone(zone), at.astimezone(zone)) if used else "",
    }
