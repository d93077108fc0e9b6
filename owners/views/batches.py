"""The page the office publishes from: files dropped, what is doubtful settled, what is sure published or undone."""

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from owners.actions import batches as actions
from owners.actions import publishing, reading
from owners.actions.batches import Dropped
from owners.enums import BatchItemState
from owners.forms.batches import PublicationForm
from owners.models import Batch, BatchItem
from owners.queries import batch_choice, batch_rows, batch_strip, batches, standing_lists
from owners.queries.batches import Figure
from owners.rules.batches import MOST_PAPERS
from owners.views import progressing
from portal.access.permissions import Permission
from portal.company import queries as companies
from portal.files import uploads
from portal.lib import clock, keys
from portal.web import pages
from portal.web.access import PersonRequest, post_only, requires, takes_form

PATIENCE = 40.0  # seconds one request may take in files; a server waits sixty
State = BatchItemState


@requires(Permission.RUN_OFFICE)
@takes_form
def publish(request: PersonRequest) -> HttpResponse:
    """The batch that waits, or the place to drop one; takes files, one a request or all at once."""
    if request.method == "POST":
        return _take(request)
    waiting = None if request.GET.get("new") else batches.open_one()
    return _page(request, waiting)


@requires(Permission.RUN_OFFICE)
def batch(request: PersonRequest, batch: UUID) -> HttpResponse:
    """One batch."""
    return _page(request, get_object_or_404(batches.every(), pk=batch))


def _page(request: PersonRequest, found: Batch | None) -> HttpResponse:
    at = clock.now()
    page: dict[str, Any] = {
        "batch": found,
        "key": found.pk if found else keys.new_key(),
        "others": batch_strip.under_way(found, at),
        "other_lists": standing_lists.waiting_elsewhere(found),
        "most": MOST_PAPERS,
        "most_octets": uploads.MOST,
    }
    if found:
        page |= _told(request, found, at)
    return render(request, "owners/office/publish.html", page)


def _told(request: PersonRequest, found: Batch, at: datetime) -> dict[str, Any]:
    figures, progress = batches.counts(found), batch_strip.progress(found, at)
    doubtful = batches.doubtful(found, every_one=bool(request.GET.get("all")))
    wanted = request.GET.get("item", "")
    active = next((one for one in doubtful if str(one.pk) == wanted), _asked_for(found, wanted))
    if active is None and doubtful:
        active = doubtful[0]
    if active and active.pk not in {one.pk for one in doubtful}:
        doubtful = [active, *doubtful]
    state = _settled(figures)
    sure, after = batches.page_of(found, state, after=request.GET.get("after", ""))
    refused = (
        batches.page_of(found, State.REFUSED, after=request.GET.get("after", ""))[0]
        if request.GET.get("refused")
        else []
    )
    return {
        "title": batches.title(found, at),
        "figures": figures,
        "received": batches.received(found, figures),
        "landings": batch_strip.strip(found, figures, at),
        "progress": progress,
        "progress_url": reverse("owners:batch-progress", args=[found.pk]),
        "lists": standing_lists.cards(found),
        "is_busy": progress is not None and not progress.is_over,
        "doubtful": [batch_rows.row(one) for one in doubtful],
        "choice": batch_choice.choice(active) if active else None,
        "hidden": figures["doubtful"].count - len(doubtful),
        "sure": [batch_rows.row(one) for one in sure],
        "sure_title": state,
        "after": after,
        "refused": [batch_rows.row(one) for one in refused],
        "beside": batches.beside(found),
        "own": batch_strip.own_card(found, at),
        "form": PublicationForm(),
        "proof_url": pages.url_of("owners.proof", found.pk),
    }  # fmt: skip


def _settled(figures: dict[str, Figure]) -> State:
    """Which papers stand below the doubtful: the sure, else what was published, else what was undone."""
    ordered = (State.SURE, State.PUBLISHED, State.WITHDRAWN)
    return next((state for state in ordered if figures[state].count), State.SURE)


def _asked_for(found: Batch, wanted: str) -> BatchItem | None:
    """A doubtful paper beyond those that are shown."""
    key = keys.read(wanted)
    return batches.items().filter(batch=found, pk=key, state=State.DOUBTFUL).first() if key else None


@requires(Permission.RUN_OFFICE)
def progress(request: PersonRequest, batch: UUID) -> HttpResponse:
    """How far the reading or publishing is; once it is over, the whole page is asked for anew."""
    found = get_object_or_404(batches.every(), pk=batch)
    return progressing.answer(request, batch_strip.progress(found, clock.now()))


def _take(request: PersonRequest) -> HttpResponse:
    key = keys.read(request.POST.get("batch", ""))
    found, at = actions.begin(by=request.user, at=clock.now(), key=key), clock.now()
    uploaded = request.FILES.getlist("files")
    if "application/json" in request.headers.get("Accept", ""):
        return _answered(found, uploaded, at)
    left = _each(found, uploaded, at)
    _read(found, request.user, at)
    taken = len(uploaded) - left
    if left:
        words = _(
            "Recibidos %(n)s ficheros y no ha dado tiempo a los demás: elíjalos todos otra vez, y sigue donde quedó."
        )
        messages.warning(request, words % {"n": taken}, extra_tags="warn")
    elif not uploaded:
        messages.warning(request, _("Elija al menos un fichero."), extra_tags="warn")
    return redirect("owners:batch", batch=found.pk)


def _each(found: Batch, uploaded: Iterable["UploadedFile[bytes]"], at: datetime) -> int:
    """Takes one after another while there is time; answers how many are left."""
    ends_at, waiting = time.monotonic() + PATIENCE, list(uploaded)
    while waiting and time.monotonic() < ends_at:
        one = waiting.pop(0)
        try:
            actions.take(batch=found, dropped=_dropped(one), at=at)
        except actions.Full:
            return len(waiting) + 1
    return len(waiting)


def _dropped(upload: "UploadedFile[bytes]") -> Dropped:
    """Its name and bytes; of what is far too big, as much as says so."""
    return Dropped(upload.name or "?", upload.read(uploads.MOST_SHEET + 1))


def _answered(found: Batch, uploaded: list["UploadedFile[bytes]"], at: datetime) -> JsonResponse:
    """What became of one file, for the script that sends them one by one."""
    if not uploaded:
        return JsonResponse({"why": _("Elija al menos un fichero.")}, status=400)
    try:
        item = actions.take(batch=found, dropped=_dropped(uploaded[0]), at=at)
    except actions.Full:
        words = _("En una tanda caben %(most)s ficheros: publique esta y empiece otra.") % {"most": MOST_PAPERS}
        return JsonResponse({"state": State.REFUSED, "why": words})
    return JsonResponse({"state": item.state, "why": item.why})


@requires(Permission.RUN_OFFICE)
def taken(request: PersonRequest, batch: UUID) -> JsonResponse:
    """The digests of what is here already: who lost the connection sends the others only."""
    return JsonResponse({"taken": batches.digests(batch)})


@requires(Permission.RUN_OFFICE)
@post_only
def read(request: PersonRequest, batch: UUID) -> HttpResponse:
    """Begins to read what came."""
    found = get_object_or_404(batches.every(), pk=batch)
    _read(found, request.user, clock.now())
    return redirect("owners:batch", batch=found.pk)


def _read(found: Batch, by: Any, at: datetime) -> None:
    with suppress(reading.UnderWay):  # it reads what comes meanwhile too
        reading.start(batch=found, by=by, at=at)


@requires(Permission.RUN_OFFICE)
@post_only
def publication(request: PersonRequest, batch: UUID) -> HttpResponse:
    """Publishes what is sure; owners are told after the undo hour, or at the time that was chosen."""
    found = get_object_or_404(batches.every(), pk=batch)
    timezone.activate(companies.current().time_zone)
    form, at = PublicationForm(request.POST), clock.now()
    if not form.is_valid():
        messages.warning(request, str(form.errors["announce_after"][0]), extra_tags="warn")
        return redirect("owners:batch", batch=found.pk)
    try:
        publishing.start(batch=found, announce_after=form.cleaned_data["announce_after"], by=request.user, at=at)
    except publishing.NothingSure:
        messages.warning(request, _("No hay ninguna segura que publicar."), extra_tags="warn")
    except publishing.UnderWay:
        messages.warning(request, _("Ya se está publicando."), extra_tags="warn")
    return redirect("owners:batch", batch=found.pk)


@requires(Permission.RUN_OFFICE)
@post_only
def undoing(request: PersonRequest, batch: UUID) -> HttpResponse:
    """Takes back all of it that nobody was told of."""
    found = get_object_or_404(batches.every(), pk=batch)
    try:
        publishing.undo(batch=found, by=request.user, at=clock.now())
    except publishing.TooLate:
        words = _("Ya se ha avisado: retire una por una las que no valgan, y sus titulares lo sabrán.")
        messages.warning(request, words, extra_tags="warn")
    except publishing.UnderWay:
        messages.warning(request, _("Ya se está deshaciendo."), extra_tags="warn")
    return redirect("owners:batch", batch=found.pk)


@requires(Permission.RUN_OFFICE)
@post_only
def closing(request: PersonRequest, batch: UUID) -> HttpResponse:
    """The office has done with the batch."""
    found = get_object_or_404(batches.every(), pk=batch)
    actions.close(batch=found, by=request.user, at=clock.now())
    words = _("Cerrada. Lo que no se publicó sigue guardado y se puede mirar.")
    messages.info(request, words)
    return redirect("owners:publish")
