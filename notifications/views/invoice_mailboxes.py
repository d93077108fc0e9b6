"""A firm's invoice mailbox: where its program takes invoices from. Its people set it; the office sees it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages as notes
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from notifications.forms.mailboxes import MailboxCodeForm, MailboxForm, NamingForm
from notifications.queries import mailboxes as sending
from owners.actions import mailboxes as actions
from owners.models import Agency, Mailbox
from owners.queries import mailboxes
from owners.queries.mailboxes import Preview
from portal.access.permissions import Permission
from portal.accounts.actions import limits, signing_in
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, requires

READERS = (Permission.READ_OWN_MONEY, Permission.RUN_OFFICE)
CODES, PER = 5, timedelta(minutes=10)
ASKED = "mailbox"


def _own(request: PersonRequest, key: UUID) -> tuple[Agency, Mailbox | None]:
    """A firm the person works at, with its mailbox."""
    firm = get_object_or_404(mailboxes.own_firms(request.user, clock.now()), pk=key)
    return firm, mailboxes.standing(firm)


@requires(*READERS)
def mailbox(request: PersonRequest, agency: UUID) -> HttpResponse:
    """How it stands and what went there; for the firm's people, the form that asks for one or names its files anew."""
    at = clock.now()
    firm = get_object_or_404(mailboxes.firms(request.user, at), pk=agency)
    is_own = mailboxes.own_firms(request.user, at).filter(pk=firm.pk).exists()
    found = mailboxes.standing(firm)
    return _page(request, firm, found, _form(found) if is_own else None)


def _page(request: PersonRequest, firm: Agency, found: Mailbox | None, form: NamingForm | None) -> HttpResponse:
    at = clock.now()
    sent = sending.sent(found, at) if found else []
    page = {
        "firm": firm,
        "mailbox": found,
        "form": form,
        "previewed": _previewed(form, firm, at) if form else [],
        "sent": sent,
        "failed": next((one for one in sent if one.failed), None),
        "is_asked": found is not None and request.session.get(ASKED, {}).get("mailbox") == str(found.pk),
    }
    return render(request, "notifications/invoice_mailbox.html", page)


@requires(Permission.READ_OWN_MONEY)
@post_only
def setting(request: PersonRequest, agency: UUID) -> HttpResponse:
    """Takes the address and the names, or the names alone."""
    firm, found = _own(request, agency)
    form = _form(found, request.POST)
    if not form.is_valid():
        return _page(request, firm, found, form)
    _take(request, firm, found, form)
    return redirect("notifications:invoice-mailbox", agency=firm.pk)


def _previewed(form: NamingForm, firm: Agency, at: datetime) -> list[tuple[BoundField, list[Preview]]]:
    """Each question with its answers, shown on a real invoice of the firm's."""
    example = mailboxes.example(firm, at)
    return [
        (form["file_name"], mailboxes.file_names(example)),
        (form["subject"], mailboxes.subjects(example)),
    ]


def _form(found: Mailbox | None, data: QueryDict | None = None) -> NamingForm:
    if found is None:
        return MailboxForm(data)
    return NamingForm(data, initial={"file_name": found.file_name, "subject": found.subject})


def _take(request: PersonRequest, firm: Agency, found: Mailbox | None, form: NamingForm) -> None:
    at = clock.now()
    try:
        if found:
            actions.rename(mailbox=found, **form.cleaned_data)
            notes.info(request, _("Guardado: vale desde el próximo correo."))
        else:
            made = actions.ask(agency=firm, by=request.user, at=at, **form.cleaned_data)
            _send_code(request, made, at)
    except (actions.AlreadyThere, actions.CannotChange):
        notes.warning(request, _("Alguien lo ha cambiado mientras tanto."), extra_tags="warn")


def _send_code(request: PersonRequest, found: Mailbox, at: datetime) -> None:
    """To the mailbox itself: who reads it there shows that it is theirs."""
    try:
        limits.count("mailbox", str(request.user.pk), most=CODES, per=PER, at=at)
    except limits.TooMany:
        notes.warning(request, _("Ha pedido muchos códigos seguidos. Espere diez minutos."), extra_tags="warn")
        return
    what = _("Que las facturas de %(agency)s lleguen a este buzón.") % {"agency": found.agency.name}
    row = signing_in.send_confirmation(person=request.user, what=what, at=at, address=found.address)
    request.session[ASKED] = {"mailbox": str(found.pk), "code": str(row.pk)}
    notes.info(request, _("Hemos mandado un código a %(address)s.") % {"address": found.address})


@requires(Permission.READ_OWN_MONEY)
@post_only
def code(request: PersonRequest, agency: UUID) -> HttpResponse:
    """Sends another code."""
    _firm, found = _own(request, agency)
    if found and found.confirmed_at is None:
        _send_code(request, found, clock.now())
    return redirect("notifications:invoice-mailbox", agency=agency)


@requires(Permission.READ_OWN_MONEY)
@post_only
@sensitive_post_parameters("code")
def confirmation(request: PersonRequest, agency: UUID) -> HttpResponse:
    """The code that arrived there opens it."""
    _firm, found = _own(request, agency)
    asked, form, at = request.session.get(ASKED, {}), MailboxCodeForm(request.POST), clock.now()
    if found is None or asked.get("mailbox") != str(found.pk) or not form.is_valid():
        notes.warning(request, _("Escriba el código que ha llegado al buzón."), extra_tags="warn")
        return redirect("notifications:invoice-mailbox", agency=agency)
    try:
        person = signing_in.check_code(row_id=UUID(asked["code"]), code=form.cleaned_data["code"], at=at)
        if person == request.user:
            actions.confirm(mailbox=found, by=request.user, at=at)
            del request.session[ASKED]
            notes.info(request, _("Confirmado. Desde ahora, cada factura que se avise llega también a ese buzón."))
    except signing_in.WrongCode as wrong:
        notes.warning(request, words.wrong_code(wrong.left), extra_tags="warn")
    except actions.CannotChange:
        notes.info(request, _("Ya constaba."))
    return redirect("notifications:invoice-mailbox", agency=agency)


@requires(Permission.READ_OWN_MONEY)
@post_only
def pause(request: PersonRequest, agency: UUID) -> HttpResponse:
    """Pauses it, or opens it again."""
    _firm, found = _own(request, agency)
    try:
        if found and "over" in request.POST:
            actions.go_on(mailbox=found)
        elif found:
            actions.pause(mailbox=found, by=request.user, at=clock.now())
    except actions.CannotChange:
        notes.info(request, _("Ya constaba."))
    return redirect("notifications:invoice-mailbox", agency=agency)


@requires(Permission.READ_OWN_MONEY)
@post_only
def removal(request: PersonRequest, agency: UUID) -> HttpResponse:
    """Nothing goes there any more."""
    _firm, found = _own(request, agency)
    try:
        if found:
            actions.remove(mailbox=found, by=request.user, at=clock.now())
            notes.info(request, _("Quitado. Ya no llega nada a %(address)s.") % {"address": found.address})
    except actions.CannotChange:
        notes.info(request, _("Ya constaba."))
    return redirect("notifications:invoice-mailbox", agency=agency)
