"""Showing again who one is, before what weighs much: a code to one's own mail, waited for in the session.

`ask` sends it and keeps what it is for; the page of the code (`web/confirmation.html`) asks `confirmed` or for another
by `ask_again`, and `done` lets it go.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _

from portal.accounts.actions import limits, signing_in
from portal.web import words
from portal.web.access import PersonRequest
from portal.web.fields import CodeField

CODES, PER = 5, timedelta(minutes=10)
CODE = "code"


class CannotAsk(Exception):
    """No code can be sent now; the text says why in words for its reader."""


class ConfirmationForm(forms.Form):
    """The code that was mailed to who is signed in."""

    code = CodeField()


def ask(request: PersonRequest, purpose: str, *, what: str, about: Mapping[str, Any], at: datetime) -> None:
    """Mails a code that confirms `what`, and keeps `about` beside it; a new one makes the last useless."""
    if not request.user.email:
        raise CannotAsk(_("Para confirmarlo hace falta un correo: llámenos y lo hacemos juntos."))
    try:
        limits.count("confirm", str(request.user.pk), most=CODES, per=PER, at=at)
    except limits.TooMany as often:
        raise CannotAsk(_("Ha pedido muchos códigos seguidos. Espere diez minutos.")) from often
    row = signing_in.send_confirmation(person=request.user, what=what, at=at)
    request.session[purpose] = {**about, CODE: str(row.pk)}


def ask_again(request: PersonRequest, purpose: str, *, what: str, at: datetime) -> None:
    """Mails another code for the same, and says so, or why not."""
    try:
        ask(request, purpose, what=what, about=asked(request, purpose), at=at)
    except CannotAsk as why:
        messages.warning(request, str(why), extra_tags="warn")
    else:
        messages.info(request, _("Le hemos mandado otro código: vale el último."))


def asked(request: PersonRequest, purpose: str) -> dict[str, Any]:
    """What was kept when the code was sent; empty when none was."""
    return dict(request.session.get(purpose, {}))


def confirmed(request: PersonRequest, purpose: str, form: ConfirmationForm, *, at: datetime) -> bool:
    """Whether the code is the one that was sent; the form says so where it is not."""
    try:
        row = UUID(asked(request, purpose)[CODE])
        person = signing_in.check_code(row_id=row, code=form.cleaned_data["code"], at=at)
    except signing_in.WrongCode as wrong:
        form.add_error("code", words.wrong_code(wrong.left))
        return False
    return person == request.user


def done(request: PersonRequest, purpose: str) -> dict[str, Any]:
    """Lets go of what was waited for, and answers it."""
    return dict(request.session.pop(purpose, {}))
