"""The office writes contracts down, revises their price, and ends them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.actions import contracts as actions
from owners.forms.contracts import ClauseForms, ContractForm, EndForm, PriceForm
from owners.models import Contract, Owner
from owners.queries import billing, contract_page, scope
from owners.views.choosing import ask_owner
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form


def _contract(request: PersonRequest, key: UUID) -> Contract:
    rows = scope.contracts(request.user, clock.now()).select_related("owner")
    found: Contract = get_object_or_404(rows, pk=key)
    return found


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """All contracts, running ones first; of an owner when one is searched."""
    wanted = request.GET.get("q", "").strip()[:80]
    rows = contract_page.listed(request.user, clock.now(), wanted=wanted)
    return render(request, "owners/office/contracts.html", {"rows": rows, "wanted": wanted})


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Finds the owner, then writes down what was agreed."""
    at, owner = clock.now(), billing.owner(request.GET.get("owner", ""))
    if owner is None:
        title, back_words = _("Anotar un contrato"), _("Contratos")
        return ask_owner(request, title=title, back="owners:office-contracts", back_words=back_words)
    lifts = billing.lifts(owner, at)
    form = ContractForm(request.POST or None, owner=owner, lifts=lifts, initial={"lifts": list(lifts)})
    clauses = ClauseForms(request.POST or None, prefix="clauses")
    if request.method == "POST" and form.is_valid() & clauses.is_valid():
        made = _enter(request, form, [one.says for one in clauses if one.says], owner)
        if made:
            messages.info(request, _("Contrato anotado."))
            return redirect("owners:office-contract", contract=made.pk)
    return render(request, "owners/office/contract_new.html", {"owner": owner, "form": form, "clauses": clauses})


def _enter(request: PersonRequest, form: ContractForm, clauses: list[actions.Says], owner: Owner) -> Contract | None:
    said = form.cleaned_data
    try:
        return actions.enter(
            owner=owner,
            lifts=said["lifts"],
            terms=form.terms,
            clauses=clauses,
            monthly=said["monthly"],
            by=request.user,
            at=clock.now(),
        )
    except actions.AlreadyThere:
        form.add_error("number", _("Este titular ya tiene un contrato con ese número."))
    return None


@requires(Permission.RUN_OFFICE)
def one(request: PersonRequest, contract: UUID) -> HttpResponse:
    """One contract, with what may still be told of it."""
    return _page(request, _contract(request, contract))


def _page(
    request: PersonRequest, found: Contract, *, pricing: PriceForm | None = None, ending: EndForm | None = None
) -> HttpResponse:
    at = clock.now()
    page = {
        "contract": found,
        "facts": contract_page.facts(found, at),
        "prices": contract_page.prices(found, at),
        "pricing": pricing or PriceForm(),
        "ending": ending or EndForm(auto_id="end-%s"),
    }
    return render(request, "owners/office/contract_one.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def price(request: PersonRequest, contract: UUID) -> HttpResponse:
    """Another fee, from a day on."""
    found, form = _contract(request, contract), PriceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, pricing=form)
    try:
        actions.revise_price(contract=found, by=request.user, at=clock.now(), **form.cleaned_data)
    except actions.CannotRevise:
        form.add_error("from_on", _("Ese día ya tiene precio, o el contrato no vale ese día."))
        return _page(request, found, pricing=form)
    messages.info(request, _("Precio anotado."))
    return redirect("owners:office-contract", contract=found.pk)


@requires(Permission.RUN_OFFICE)
@post_only
def end(request: PersonRequest, contract: UUID) -> HttpResponse:
    """It holds no more from a day on."""
    found, form = _contract(request, contract), EndForm(request.POST, auto_id="end-%s")
    if not form.is_valid():
        return _page(request, found, ending=form)
    try:
        actions.end(contract=found, by=request.user, at=clock.now(), **form.cleaned_data)
    except actions.CannotEnd:
        form.add_error("ended_on", _("Ya había terminado, o es antes de que empezara."))
        return _page(request, found, ending=form)
    messages.info(request, _("Contrato terminado."))
    return redirect("owners:office-contract", contract=found.pk)
