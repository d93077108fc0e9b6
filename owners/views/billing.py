"""The office publishes an invoice, sees what was published, says where the ERP says it stands, and withdraws it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from owners.actions import comparing
from owners.actions import invoices as actions
from owners.forms.invoices import InvoiceForm, StandingForm, WithdrawalForm
from owners.forms.lines import LineForm, LineForms
from owners.models import Invoice, Owner
from owners.queries import billing, explaining, invoice_page, openings
from owners.rules.standings import Standing
from owners.views.choosing import ask_owner
from portal.access import grants
from portal.access.permissions import Permission
from portal.company import queries as companies
from portal.files import uploads
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
def published(request: PersonRequest) -> HttpResponse:
    """What was published, the newest first; of an owner and of a year, where they are asked for."""
    at, before = clock.now(), request.GET.get("before", "")
    typed, year = request.GET.get("q", "").strip()[:80], request.GET.get("year", "")[:4]
    wanted = billing.Wanted(typed, year, lacking="lacking" in request.GET)
    rows, older = billing.published(at, wanted, before=before)
    page = {"rows": rows, "older": older, "waiting": billing.waiting(at), "wanted": wanted, "years": billing.years()}
    page["runs_company"] = grants.may(request.user, Permission.MANAGE_COMPANY)
    return render(request, "owners/office/published.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Finds the owner, then takes the original and what it says."""
    at, owner = clock.now(), billing.owner(request.GET.get("owner", ""))
    if owner is None:
        title, back_words = _("Publicar una factura"), _("Publicar")
        return ask_owner(request, title=title, back="owners:published", back_words=back_words)
    timezone.activate(companies.current().time_zone)
    initial = {"issuer_nif": companies.current().nif, "issued_on": clock.day_in(companies.current().time_zone, at)}
    form = InvoiceForm(request.POST or None, request.FILES or None, owner=owner, initial=initial)
    lines = LineForms(request.POST or None, prefix="lines", form_kwargs={"owner": owner})
    if request.method == "POST" and form.is_valid() & lines.is_valid():
        made = _publish(request, form, lines, owner, at)
        if made:
            messages.info(request, _("Publicada. Hasta que se avise puede retirarla sin que nadie la vea."))
            return redirect("owners:published-one", invoice=made.pk)
    page = {"owner": owner, "form": form, "lines": lines, "works": explaining.suggested(owner, at)}
    return render(request, "owners/office/invoice_new.html", page)


def _publish(
    request: PersonRequest,
    form: InvoiceForm,
    lines: "BaseFormSet[LineForm]",
    owner: Owner,
    at: datetime,
) -> Invoice | None:
    said = form.cleaned_data
    every = [line.charge(said["works_reference"]) for line in lines]
    charges = [charge for charge in every if charge]
    works = [thing for charge in charges for thing in charge.things]
    try:
        actions.refuse_same(form.stated, None)
        return actions.publish(
            owner=owner,
            file=uploads.keep(said["file"], at=at),
            stated=form.stated_with_link,
            charges=charges,
            lifts=billing.lifts_of(owner, works, at),
            standing=form.standing,
            announce_after=said["announce_after"],
            by=request.user,
            at=at,
        )
    except actions.AlreadyPublished as there:
        same = there.same_file
        form.add_error("file" if same else "number", comparing.already(there.standing, same_file=same))
    except actions.LinkNotAllowed as outside:
        form.add_error(outside.field, _not_allowed(outside.field))
    return None


def _not_allowed(field: str) -> str:
    if field == "tax_link":
        return _("No es una dirección de la Agencia Tributaria ni de una hacienda foral.")
    return _("Solo admitimos las páginas de pago de la empresa, por HTTPS. Las dice la administración de la empresa.")


@requires(Permission.RUN_OFFICE)
def one(request: PersonRequest, invoice: UUID) -> HttpResponse:
    """One published invoice: whether it was announced, who opened it, where it stands."""
    found = get_object_or_404(billing.every(), pk=invoice)
    return _page(request, found)


def _page(
    request: PersonRequest,
    found: Invoice,
    *,
    withdrawing: WithdrawalForm | None = None,
    moving: StandingForm | None = None,
) -> HttpResponse:
    at = clock.now()
    tone, state = billing.announcing(found, at)
    page = {
        "invoice": found,
        "tone": tone,
        "state": state,
        "total": invoice_page.total(found),
        "name": invoice_page.file_name(found),
        "opened": openings.told(found, at),
        "charges": [(one, words.money(one.amount, found.currency)) for one in explaining.part(found, 1).lines],
        "explained": explaining.said(found, at),
        "withdrawing": withdrawing or WithdrawalForm(),
        "moving": moving or StandingForm(initial=vars(Standing.of(found))),
    }
    return render(request, "owners/office/published_one.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def withdrawal(request: PersonRequest, invoice: UUID) -> HttpResponse:
    """Takes it back, saying why."""
    found, form = get_object_or_404(billing.every(), pk=invoice), WithdrawalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, withdrawing=form)
    try:
        actions.withdraw(invoice=found, why=form.cleaned_data["why"], by=request.user, at=clock.now())
    except actions.CannotWithdraw:
        messages.warning(request, _("Ya estaba retirada."), extra_tags="warn")
    else:
        messages.info(request, _("Retirada. El fichero sigue guardado."))
    return redirect("owners:published-one", invoice=found.pk)


@requires(Permission.RUN_OFFICE)
@post_only
def standing(request: PersonRequest, invoice: UUID) -> HttpResponse:
    """Writes where the ERP says it stands."""
    found, form = get_object_or_404(billing.every(), pk=invoice), StandingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, moving=form)
    try:
        actions.move(invoice=found, to=form.standing, by=request.user, at=clock.now())
    except actions.NotAnnounced:
        messages.warning(request, _("Aún no se ha avisado de ella: anótelo después."), "warn")
    except actions.ToCome as early:
        form.refuse_day(early.day)
        return _page(request, found, moving=form)
    except actions.CannotMove:
        messages.warning(request, _("Alguien la cambió mientras tanto, o está retirada: mírela otra vez."), "warn")
    else:
        messages.info(request, _("Anotado."))
    return redirect("owners:published-one", invoice=found.pk)
