"""The ERP's list of where invoices stand: what it would change is seen, put right, and written down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from owners.actions import reading
from owners.actions import standing_lists as actions
from owners.actions.invoices import ToCome
from owners.enums.standings import StandingRowState as State
from owners.forms.invoices import StandingForm
from owners.forms.standing_lists import ChoiceForm, ColumnsForm
from owners.models import BatchItem, StandingRow
from owners.models.standing_list import ASKING, WAITING
from owners.queries import remembered, remittances, scope, standing_lists
from owners.rules.standings import Standing
from owners.views import progressing
from portal.access.permissions import Permission
from portal.files import store
from portal.lib import clock
from portal.lib.tables.refusals import CannotRead
from portal.web.access import PersonRequest, post_only, requires, takes_form

OTHERS = (State.UNKNOWN, State.REFUSED, State.LEFT)


@requires(Permission.RUN_OFFICE)
def one(request: PersonRequest, standing_list: UUID) -> HttpResponse:
    """What it would change, from where to where; what is doubtful first, what it cannot below."""
    found, at = get_object_or_404(standing_lists.every(), pk=standing_list), clock.now()
    today, n = scope.today(at), standing_lists.counts(found)
    state = State.CHANGES if n[State.CHANGES] else State.MOVED
    changes, after = standing_lists.page_of(found, (state,), today, after=request.GET.get("after", ""))
    others, others_after = standing_lists.page_of(found, OTHERS, today, after=request.GET.get("others", ""))
    told = standing_lists.progress(found, at)
    page = {
        "list": found,
        "words": standing_lists.told(n),
        "n": n,
        "doubtful": standing_lists.doubtful(found, today),
        "asking": sum(n[name] for name in ASKING),
        "changes": changes,
        "after": after,
        "others": others,
        "others_count": sum(n[name] for name in OTHERS),
        "others_after": others_after,
        "progress": told,
        "progress_url": reverse("owners:standing-list-progress", args=[found.pk]),
        "is_busy": told is not None and not told.is_over,
    }
    return render(request, "owners/office/standing_list.html", page)


@requires(Permission.RUN_OFFICE)
def progress(request: PersonRequest, standing_list: UUID) -> HttpResponse:
    """How far the writing down is; once it is over, the whole page is asked for anew."""
    found = get_object_or_404(standing_lists.every(), pk=standing_list)
    return progressing.answer(request, standing_lists.progress(found, clock.now()))


@requires(Permission.RUN_OFFICE)
@post_only
def moving(request: PersonRequest, standing_list: UUID) -> HttpResponse:
    """Writes down what changes; what is doubtful waits."""
    found = get_object_or_404(standing_lists.every(), pk=standing_list)
    try:
        actions.start(found=found, by=request.user, at=clock.now())
    except actions.NothingToMove:
        messages.warning(request, _("No hay nada que anotar."), extra_tags="warn")
    except actions.UnderWay:
        messages.warning(request, _("Ya se está anotando."), extra_tags="warn")
    return redirect("owners:standing-list", standing_list=found.pk)


@requires(Permission.RUN_OFFICE)
@takes_form
def row(request: PersonRequest, standing_row: UUID) -> HttpResponse:
    """One row: where the list says its invoice stands, to be put right; or which invoice it is of."""
    found = get_object_or_404(standing_lists.settleable(), pk=standing_row)
    if found.state == State.CHOICE:
        return _choice(request, found)
    initial = vars(Standing.read(found.after))
    form = StandingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _confirmed(request, found, form):
        return redirect("owners:standing-list", standing_list=found.list_id)
    shown = standing_lists.shown(found, scope.today(clock.now()))
    page = {"row": found, "shown": shown, "form": form, "is_open": found.state in WAITING}
    return render(request, "owners/office/standing_row.html", page)


def _choice(request: PersonRequest, found: StandingRow) -> HttpResponse:
    """Several invoices have its number: which one it is."""
    options = standing_lists.options(found, scope.today(clock.now()))
    form = ChoiceForm(request.POST if request.method == "POST" else None, options=options)
    if request.method == "POST" and form.is_valid() and _chosen(request, found, form):
        return redirect("owners:standing-list", standing_list=found.list_id)
    page = {"row": found, "options": options, "form": form}
    return render(request, "owners/office/standing_choice.html", page)


def _chosen(request: PersonRequest, found: StandingRow, form: ChoiceForm) -> bool:
    """False when another line is of that invoice, which the form says."""
    try:
        actions.choose(row=found, invoice=UUID(form.cleaned_data["invoice"]), by=request.user, at=clock.now())
    except actions.Settled:
        messages.warning(request, _("Alguien la resolvió mientras tanto."), extra_tags="warn")
    except actions.Taken as other:
        form.add_error("invoice", _("De esa ya es la línea %(line)s de la lista.") % {"line": other.line})
        return False
    return True


def _confirmed(request: PersonRequest, found: StandingRow, form: StandingForm) -> bool:
    """False when a day has not come, which the form says."""
    try:
        actions.confirm(row=found, to=form.standing, by=request.user, at=clock.now())
    except actions.Settled:
        messages.warning(request, _("Alguien la resolvió mientras tanto."), extra_tags="warn")
    except ToCome as early:
        form.refuse_day(early.day)
        return False
    return True


@requires(Permission.RUN_OFFICE)
@post_only
def leaving_out(request: PersonRequest, standing_row: UUID) -> HttpResponse:
    """Leaves a row unused."""
    found = get_object_or_404(standing_lists.rows(), pk=standing_row)
    try:
        actions.leave_out(row=found, by=request.user, at=clock.now())
    except actions.Settled:
        messages.warning(request, _("Alguien la resolvió mientras tanto."), extra_tags="warn")
    return redirect("owners:standing-list", standing_list=found.list_id)


@requires(Permission.RUN_OFFICE)
@takes_form
def columns(request: PersonRequest, sheet: UUID) -> HttpResponse:
    """Says which column of a list is which; what is said is kept for the next lists."""
    found = get_object_or_404(standing_lists.items(), pk=sheet)
    try:
        head, examples = remittances.examples(store.path_of(found.sha256))
    except CannotRead as unread:
        messages.warning(request, str(unread), extra_tags="warn")
        return redirect("owners:batch", batch=found.batch_id)
    known = {fact: one.columns[0] for fact, one in remittances.mapping_of(head, remembered.mappings()).fields.items()}
    unknown = standing_lists.unknown_words(found)
    form = ColumnsForm(request.POST or None, headings=head.columns, known=known, unknown=unknown)
    if request.method == "POST" and form.is_valid():
        return _kept(request, found, form)
    page = {"item": found, "form": form, "examples": examples}
    return render(request, "owners/office/list_columns.html", page)


def _kept(request: PersonRequest, found: BatchItem, form: ColumnsForm) -> HttpResponse:
    try:
        actions.remember(item=found, columns=form.columns, words=form.words, by=request.user, at=clock.now())
    except reading.UnderWay:
        messages.warning(request, _("Se está leyendo: espere a que acabe."), extra_tags="warn")
        return redirect("owners:list-columns", sheet=found.pk)
    messages.info(request, _("Anotado: las próximas listas con estas columnas se leerán igual."))
    return redirect("owners:batch", batch=found.batch_id)
