"""One paper of a batch: settled in one stroke, put right by form, given its owner, read, or left out."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.actions import batches as actions
from owners.enums import BatchItemState
from owners.forms.batches import MendForm
from owners.models import BatchItem, Owner
from owners.queries import batch_choice, batch_rows, batches, billing, choosing
from owners.rules.recognition.shapes import Fact, Source, Value
from owners.views.choosing import WANTED
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form

State = BatchItemState


@requires(Permission.RUN_OFFICE)
@post_only
def choice(request: PersonRequest, item: UUID) -> HttpResponse:
    """Settles a doubtful paper in one stroke: whose it is, which source is right, or that it is right as it is."""
    found = get_object_or_404(batches.items(), pk=item)
    owner, mended = found.owner, dict[Fact, Value]()
    if "owner" in request.POST:
        owner = billing.owner(request.POST["owner"])
    if request.POST.get("source") in Source.__members__:
        mended = batch_choice.said_by(found, Source[request.POST["source"]])
    try:
        actions.confirm(item=found, owner=owner, lift=found.lift, mended=mended, by=request.user, at=clock.now())
    except actions.StillLacks as refused:
        words = ", ".join(str(lack.label).lower() for lack in refused.lacks)
        messages.warning(request, _("Todavía no: %(lacks)s.") % {"lacks": words}, extra_tags="warn")
        return redirect(f"{_item_url(found)}{f'?owner={owner.pk}' if owner else ''}")
    except actions.Settled:
        messages.warning(request, _("Alguien la resolvió mientras tanto."), extra_tags="warn")
    return redirect(_batch_url(found) + "#active")


def _item_url(found: BatchItem) -> str:
    return redirect("owners:batch-item", item=found.pk).url


def _batch_url(found: BatchItem) -> str:
    return redirect("owners:batch", batch=found.batch_id).url


@requires(Permission.RUN_OFFICE)
@takes_form
def item(request: PersonRequest, item: UUID) -> HttpResponse:
    """One paper, every field of it, to be put right."""
    found, at = get_object_or_404(batches.items(), pk=item), clock.now()
    owner = billing.owner(request.GET.get("owner", "")) or found.owner
    form = _mend_form(request, found, owner, at)
    if request.method == "POST" and form.is_valid() and _mended(request, found, owner, form, at):
        return redirect(_batch_url(found) + "#active")
    page = {"item": found, "owner": owner, "form": form, "row": batch_rows.row(found), "is_open": _is_open(found)}
    return render(request, "owners/office/batch_item.html", page)


@requires(Permission.RUN_OFFICE)
def owner(request: PersonRequest, item: UUID) -> HttpResponse:
    """Looks for whose a paper is; who is chosen goes with the way back."""
    found, chosen = get_object_or_404(batches.items(), pk=item), billing.owner(request.GET.get("owner", ""))
    if chosen:
        return redirect(f"{_item_url(found)}?owner={chosen.pk}")
    name = f"{WANTED}#found" if request.htmx else "owners/office/batch_owner.html"
    page = {"item": found, "title": _("De quién es"), "label": _("Titular: nombre, NIF o calle")}
    page |= {"chosen": choosing.owners(request.GET.get("q", ""))}
    return render(request, name, page)


def _is_open(found: BatchItem) -> bool:
    return found.state in (State.SURE, State.DOUBTFUL)


def _mend_form(request: PersonRequest, found: BatchItem, owner: Owner | None, at: datetime) -> MendForm:
    lifts = billing.lifts(owner, at) if owner else billing.lift(found.lift_id)
    return MendForm(request.POST or None, item=found, owner=owner, lifts=lifts)


def _mended(request: PersonRequest, found: BatchItem, owner: Owner | None, form: MendForm, at: datetime) -> bool:
    lift = form.cleaned_data["lift"]
    try:
        actions.confirm(item=found, owner=owner, lift=lift, mended=form.mended, by=request.user, at=at)
    except actions.StillLacks:
        form.add_error(None, _("Diga de quién es: búsquelo arriba."))
        return False
    except actions.Settled:
        messages.warning(request, _("Alguien la resolvió mientras tanto."), extra_tags="warn")
    return True


@requires(Permission.RUN_OFFICE)
@post_only
def leaving_out(request: PersonRequest, item: UUID) -> HttpResponse:
    """Leaves a paper unpublished."""
    found = get_object_or_404(batches.items(), pk=item)
    try:
        actions.leave_out(item=found, by=request.user, at=clock.now())
    except actions.Settled:
        messages.warning(request, _("Alguien la resolvió mientras tanto."), extra_tags="warn")
    return redirect(_batch_url(found) + "#active")


@requires(Permission.RUN_OFFICE)
def file(request: PersonRequest, item: UUID) -> HttpResponse:
    """The paper itself."""
    found = get_object_or_404(batches.items(), pk=item)
    if found.file is None:
        raise Http404
    return serving.serve(request, found.file, name=found.name)
