"""The office publishes quotes, sees what was decided, gives what was accepted its day, and takes quotes back.

Who opened one is not shown.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.actions.works import CannotWork
from maintenance.forms.works import WorkForm
from maintenance.models import Finding
from owners.actions import quotes as actions
from owners.forms.quotes import LineForms, QuoteForm, WithdrawalForm
from owners.models import Owner, Quote
from owners.queries import billing, quotes, scope
from owners.views.choosing import ask_owner
from portal.access.permissions import Permission
from portal.files import uploads
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, requires, takes_form

USUAL = timedelta(days=30)  # a quote holds


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """What waits for us to give it its day, what waits for its owner, and what was decided."""
    wanted, at = request.GET.get("q", "").strip()[:80], clock.now()
    without_day = quotes.without_day(request.user, at, wanted=wanted)
    waiting, decided = quotes.listed(request.user, at, wanted=wanted)
    others = [one for one in decided if one not in without_day]
    page = {"without_day": without_day, "waiting": waiting, "others": others, "wanted": wanted}
    return render(request, "owners/office/quotes.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Finds the owner, then takes the original and what it offers."""
    owner = billing.owner(request.GET.get("owner", ""))
    if owner is None:
        title, back_words = _("Publicar un presupuesto"), _("Presupuestos")
        return ask_owner(request, title=title, back="owners:office-quotes", back_words=back_words)
    return _form(request, owner, None)


@requires(Permission.RUN_OFFICE)
@takes_form
def for_finding(request: PersonRequest, finding: UUID) -> HttpResponse:
    """For what a technician found; whose lift it is now gets it."""
    found = get_object_or_404(quotes.waiting_findings(), pk=finding)
    owner = scope.owner_of(found.lift, clock.now())
    if owner is None:
        messages.warning(request, _("Ese ascensor no tiene titular: falta anotarlo."), extra_tags="warn")
        return redirect("owners:quote-new")
    return _form(request, owner, found)


def _form(request: PersonRequest, owner: Owner, finding: Finding | None) -> HttpResponse:
    at = clock.now()
    today = scope.today(at)
    initial = {"issued_on": today, "valid_until": today + USUAL, "lift": finding.lift if finding else None}
    lifts = billing.lifts(owner, at)
    form = QuoteForm(request.POST or None, request.FILES or None, lifts=lifts, initial=initial)
    lines = LineForms(request.POST or None, prefix="lines")
    if request.method == "POST" and form.is_valid() & lines.is_valid():
        said = form.cleaned_data
        rows = [one.cleaned_data for one in lines if one.cleaned_data.get("text")]
        try:
            made = actions.publish(
                owner=owner,
                lift=said["lift"],
                offer=form.offer,
                lines=[(row["text"], row["amount"]) for row in rows],
                file=uploads.keep(said["file"], at=at),
                finding=finding if finding and finding.lift == said["lift"] else None,
                by=request.user,
                at=at,
            )
        except actions.AlreadyPublished:
            form.add_error("number", _("Este titular ya tiene un presupuesto con ese número."))
        else:
            messages.info(request, _("Publicado y avisado."))
            return redirect("owners:office-quote", quote=made.pk)
    page = {"owner": owner, "finding": finding, "form": form, "lines": lines}
    return render(request, "owners/office/quote_new.html", page)


@requires(Permission.RUN_OFFICE)
def one(request: PersonRequest, quote: UUID) -> HttpResponse:
    """One quote, and what its owner decided."""
    return _page(request, _found(request, quote), WithdrawalForm())


def _found(request: PersonRequest, key: UUID) -> Quote:
    rows = scope.quotes(request.user, clock.now()).select_related(*quotes.ROWS, "published_by", "withdrawn_by")
    found: Quote = get_object_or_404(rows, pk=key)
    return found


def _page(request: PersonRequest, found: Quote, withdrawing: WithdrawalForm) -> HttpResponse:
    at = clock.now()
    tone, state = quotes.standing(found, scope.today(at))
    work, work_url = quotes.work_of(found, request.user, at)
    page = {
        "quote": found,
        "tone": tone,
        "state": state,
        "total": words.money(found.total, found.currency),
        "lines": quotes.lines(found),
        "decided": quotes.decided(found, at),
        "work": work,
        "work_url": work_url,
        "may_get_work": quotes.may_get_work(found),
        "withdrawing": withdrawing if not found.withdrawn_at and found.state != "accepted" else None,
    }
    return render(request, "owners/office/quote_one.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def work(request: PersonRequest, quote: UUID) -> HttpResponse:
    """Gives what was accepted its day; what the quote says is there already."""
    at, found = clock.now(), _found(request, quote)
    if not quotes.may_get_work(found):
        messages.warning(request, _("No espera ningún día: o ya lo tiene, o nadie lo ha aceptado."), extra_tags="warn")
        return redirect("owners:office-quote", quote=found.pk)
    timezone.activate(found.lift.building.time_zone)
    form = WorkForm(request.POST or None, lift=found.lift, at=at, initial=quotes.usual_work(found))
    if request.method == "POST" and form.is_valid() and _gives_work(request, found, form, at):
        return redirect("owners:office-quote", quote=found.pk)
    return render(request, "owners/office/quote_work.html", {"quote": found, "form": form})


def _gives_work(request: PersonRequest, found: Quote, form: WorkForm, at: datetime) -> bool:
    """Whether there is no more to ask; a refusal stands at its field."""
    try:
        actions.give_work(quote=found, order=form.order(), by=request.user, at=at)
    except CannotWork as refused:
        form.refused(refused.hindrance)
        return False
    except actions.HasWork:
        messages.warning(request, _("Alguien acaba de darle día: es este."), extra_tags="warn")
    else:
        messages.info(request, _("Ya tiene día. Su titular lo ve en el presupuesto y en los trabajos del ascensor."))
    return True


@requires(Permission.RUN_OFFICE)
@post_only
def withdrawal(request: PersonRequest, quote: UUID) -> HttpResponse:
    """Takes it back, saying why."""
    found, form = _found(request, quote), WithdrawalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.withdraw(quote=found, why=form.cleaned_data["why"], by=request.user, at=clock.now())
    except actions.CannotWithdraw:
        messages.warning(request, _("Ya estaba retirado, o aceptado."), extra_tags="warn")
    else:
        messages.info(request, _("Retirado. Su titular lo ve, y por qué."))
    return redirect("owners:office-quote", quote=found.pk)
