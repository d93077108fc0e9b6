"""Quotes as their owner sees them: the list, one with its alternatives, the sheet for the meeting, the decision."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from owners.actions import quotes as actions
from owners.enums import QuoteState
from owners.enums.enquiries import About
from owners.forms.quotes import DecisionForm
from owners.models import Quote
from owners.queries import enquiries, quotes, scope
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.web import stepping, words
from portal.web.access import PersonRequest, post_only, requires, takes_form
from portal.web.stepping import ConfirmationForm

READERS = (Permission.READ_OWN_MONEY, Permission.RUN_OFFICE)
ASKED = "quote_decision"


def _quote(request: PersonRequest, key: UUID, at: datetime) -> Quote:
    found: Quote = get_object_or_404(scope.quotes(request.user, at).select_related(*quotes.ROWS), pk=key)
    return found


@requires(*READERS)
def every(request: PersonRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    wanted = request.GET.get("q", "").strip()[:80]
    waiting, others = quotes.listed(request.user, clock.now(), wanted=wanted)
    return render(request, "owners/quotes.html", {"waiting": waiting, "others": others, "wanted": wanted})


@requires(*READERS)
def one(request: PersonRequest, quote: UUID) -> HttpResponse:
    """One quote: why, what it costs, the alternatives, what was decided."""
    at = clock.now()
    found = _quote(request, quote, at)
    return _page(request, found, DecisionForm(initial={"meeting_on": quotes.next_meeting(found, at)}))


def _page(request: PersonRequest, found: Quote, form: DecisionForm) -> HttpResponse:
    at = clock.now()
    mends, seen_on = quotes.finding_of(found, request.user, at)
    tone, state = quotes.standing(found, scope.today(at))
    work, work_url = quotes.work_of(found, request.user, at)
    page = {
        "quote": found,
        "tone": tone,
        "state": state,
        "total": words.money(found.total, found.currency),
        "lines": quotes.lines(found),
        "alternatives": quotes.alternatives(found, at),
        "decided": quotes.decided(found, at),
        "mends": mends,
        "seen_on": seen_on,
        "work": work,
        "work_url": work_url,
        "name": quotes.file_name(found),
        "asked": enquiries.about(request.user, at, About.QUOTE, found.pk),
        "form": form if scope.quotes_to_decide(request.user, at).filter(pk=found.pk).exists() else None,
    }
    return render(request, "owners/quote.html", page)


@requires(*READERS)
def sheet(request: PersonRequest, quote: UUID) -> HttpResponse:
    """One page for the owners' meeting, made to be printed."""
    at = clock.now()
    found = _quote(request, quote, at)
    page = {
        "quote": found,
        "total": words.money(found.total, found.currency),
        "lines": quotes.lines(found),
        "alternatives": quotes.alternatives(found, at),
        "mends": quotes.finding_of(found, request.user, at)[0],
    }
    return render(request, "owners/quote_sheet.html", page)


@requires(*READERS)
def file(request: PersonRequest, quote: UUID) -> HttpResponse:
    """The original, byte for byte."""
    found = _quote(request, quote, clock.now())
    return serving.serve(request, found.file, name=quotes.file_name(found), download="download" in request.GET)


@requires(Permission.DECIDE_QUOTES)
@post_only
def decision(request: PersonRequest, quote: UUID) -> HttpResponse:
    """Takes what the owner says: the meeting at once, a yes or a no once it is confirmed."""
    at = clock.now()
    found = get_object_or_404(scope.quotes_to_decide(request.user, at).select_related(*quotes.ROWS), pk=quote)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    said = form.cleaned_data
    if said["state"] == QuoteState.MEETING:
        return _to_meeting(request, found, form, at)
    about = {"quote": str(found.pk), "state": said["state"], "words": said["words"]}
    try:
        stepping.ask(request, ASKED, what=_what(found, said["state"]), about=about, at=at)
    except stepping.CannotAsk as why:
        form.add_error(None, str(why))
        return _page(request, found, form)
    return redirect("owners:quote-confirmation", quote=found.pk)


def _to_meeting(request: PersonRequest, found: Quote, form: DecisionForm, at: datetime) -> HttpResponse:
    on: date = form.cleaned_data["meeting_on"]
    try:
        actions.take_to_meeting(quote=found, on=on, words=form.cleaned_data["words"], by=request.user, at=at)
    except actions.MeetingGone:
        last = {"day": words.figures(found.valid_until)}
        form.add_error("meeting_on", _("Tiene que ser entre hoy y el %(day)s, que es hasta cuando vale.") % last)
        return _page(request, found, form)
    except actions.CannotDecide:
        messages.warning(request, _("Ya estaba decidido."), extra_tags="warn")
    else:
        messages.info(request, _("Anotado. Aquí tiene la hoja para la junta."))
    return redirect("owners:quote", quote=found.pk)


def _what(found: Quote, state: str) -> str:
    told = {"number": found.number, "title": found.title, "total": words.money(found.total, found.currency)}
    if state == QuoteState.ACCEPTED:
        return _("Acepta el presupuesto %(number)s, %(title)s, de %(total)s.") % told
    return _("No acepta el presupuesto %(number)s, %(title)s, de %(total)s.") % told


@requires(Permission.DECIDE_QUOTES)
@takes_form
@sensitive_post_parameters("code")
def confirmation(request: PersonRequest, quote: UUID) -> HttpResponse:
    """The code shows again who decides."""
    at = clock.now()
    timezone.activate(scope.zone())
    found = get_object_or_404(scope.quotes_to_decide(request.user, at).select_related(*quotes.ROWS), pk=quote)
    asked = stepping.asked(request, ASKED)
    if asked.get("quote") != str(found.pk):
        return redirect("owners:quote", quote=found.pk)
    if "another" in request.POST:
        stepping.ask_again(request, ASKED, what=_what(found, asked["state"]), at=at)
        return redirect("owners:quote-confirmation", quote=found.pk)
    form = ConfirmationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and stepping.confirmed(request, ASKED, form, at=at):
        _decide(request, found, at)
        return redirect("owners:quote", quote=found.pk)
    page = {
        "form": form,
        "what": _what(found, asked["state"]),
        "do": _("Aceptarlo") if asked["state"] == QuoteState.ACCEPTED else _("No aceptarlo"),
        "back": reverse("owners:quote", args=[found.pk]),
        "back_words": _("Volver sin decidir"),
    }
    return render(request, "web/confirmation.html", page)


def _decide(request: PersonRequest, found: Quote, at: datetime) -> None:
    asked = stepping.done(request, ASKED)
    state = QuoteState(asked["state"])
    try:
        actions.decide(quote=found, state=state, words=asked["words"], confirmed="code", by=request.user, at=at)
    except actions.CannotDecide:
        messages.warning(request, _("Ya estaba decidido."), extra_tags="warn")
        return
    said = _("Aceptado. Le diremos qué día se hace.") if state == QuoteState.ACCEPTED else _("Anotado: no se hace.")
    messages.info(request, said)
