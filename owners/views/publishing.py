"""The office publishes documents, replaces and withdraws them, and sees what is lacking or runs out."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maintenance.models import Building, Lift
from maintenance.views import choosing
from owners.actions import documents as actions
from owners.actions.documents import Sheet
from owners.enums import DocumentKind
from owners.forms.documents import DocumentForm, SheetForm, VersionForm, WithdrawalForm
from owners.models import Document, DocumentVersion, Owner
from owners.queries import documents, scope, shelf
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.files import uploads
from portal.lib import clock
from portal.web.access import PersonRequest, requires, takes_form

RUNNING_OUT, LATEST = 12, 6


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """What runs out, what was published last, and every lift with what its dossier lacks."""
    at = clock.now()
    typed, after = request.GET.get("q", "").strip()[:80], request.GET.get("after", "")
    lacking = "lacking" in request.GET
    page = {
        "typed": typed,
        "lacking": lacking,
        "page": shelf.page(request.user, at, typed=typed, lacking=lacking, after=after),
        "running_out": documents.running_out(request.user, at, most=RUNNING_OUT),
        "latest": documents.latest(request.user, at, most=LATEST),
    }
    return render(request, "owners/office_papers.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Finds the lift, then publishes a paper about it, its building or its owner."""
    at = clock.now()
    chosen = choosing.choice(request, at)
    if chosen.lift is None:
        name = "maintenance/components/found.html" if request.htmx else "owners/document_new.html"
        return render(request, name, {"chosen": chosen})
    owner = scope.owner_of(chosen.lift, at)
    today = clock.day_in(chosen.lift.building.time_zone, at)
    kind = request.GET.get("kind", "")
    initial = {"about": "lift", "audience": Audience.OWNER.value, "valid_from": today, "kind": kind}
    if kind == DocumentKind.CONTRACT:
        initial |= {"about": "owner", "audience": Audience.BILLING.value}
    about = _about(chosen.lift, owner)
    form = DocumentForm(request.POST or None, request.FILES or None, initial=initial, about=about)
    if request.method == "POST" and form.is_valid():
        things: dict[str, Lift | Building | Owner | None] = {
            "lift": chosen.lift,
            "building": chosen.lift.building,
            "owner": owner,
        }
        if made := _publish(request, form, things[form.cleaned_data["about"]], at):
            return redirect("owners:document", document=made.document_id)
    return render(request, "owners/document_new.html", {"chosen": chosen, "form": form})


def _about(lift: Lift, owner: Owner | None) -> list[tuple[str, str]]:
    things = [
        ("lift", _("El ascensor: %(name)s") % {"name": lift.name}),
        ("building", _("El edificio: %(street)s") % {"street": lift.building.street}),
    ]
    return [*things, ("owner", _("El titular: %(name)s") % {"name": owner.name})] if owner else things


def _publish(
    request: PersonRequest, form: DocumentForm, about: Lift | Building | Owner | None, at: datetime
) -> DocumentVersion | None:
    typed = form.cleaned_data
    if about is None:
        return None
    try:
        made = actions.publish(
            about=about,
            kind=DocumentKind(typed["kind"]),
            title=typed["title"],
            audience=Audience(typed["audience"]),
            sheet=_sheet(form, at),
            by=request.user,
            at=at,
        )
    except actions.SameFile as same:
        form.add_error("file", _("Este mismo fichero ya está publicado aquí: «%(title)s».") % {"title": same.document})
        return None
    messages.info(request, _("Publicado. Ya lo puede leer quien usted ha dicho."))
    return made


def _sheet(form: SheetForm, at: datetime) -> Sheet:
    typed = form.cleaned_data
    file = uploads.keep(typed["file"], at=at)
    return Sheet(file, typed["valid_from"], typed["valid_until"], typed.get("why", ""))


@requires(Permission.RUN_OFFICE)
@takes_form
def version(request: PersonRequest, document: UUID) -> HttpResponse:
    """Another file in the place of the one that is there."""
    at = clock.now()
    found = _standing(request, document, at)
    current = documents.current(found)
    today = scope.today(at)
    form = VersionForm(request.POST or None, request.FILES or None, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.supersede(replaced=current, sheet=_sheet(form, at), by=request.user, at=at)
        except actions.SameFile:
            form.add_error("file", _("Es el mismo fichero que ya está publicado."))
        except actions.Overtaken:
            form.add_error(None, _("Otra persona lo ha cambiado mientras tanto: mírelo antes de seguir."))
        else:
            messages.info(request, _("Sustituido. La versión anterior se conserva y se puede leer."))
            return redirect("owners:document", document=found.pk)
    page = {"document": found, "about": documents.about(found), "form": form}
    return render(request, "owners/document_version.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def withdrawal(request: PersonRequest, document: UUID) -> HttpResponse:
    """The document counts no more."""
    at = clock.now()
    found = _standing(request, document, at)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            actions.withdraw(version=documents.current(found), why=why, by=request.user, at=at)
        except actions.Overtaken:
            form.add_error(None, _("Otra persona lo ha cambiado mientras tanto: mírelo antes de seguir."))
        else:
            messages.info(request, _("Retirado. Queda anotado, y el fichero se conserva."))
            return redirect("owners:document", document=found.pk)
    page = {"document": found, "about": documents.about(found), "form": form}
    return render(request, "owners/document_withdrawal.html", page)


def _standing(request: PersonRequest, key: UUID, at: datetime) -> Document:
    rows = ("lift__building", "building", "owner")
    return get_object_or_404(scope.documents(request.user, at).standing().select_related(*rows), pk=key)
