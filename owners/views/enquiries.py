"""Enquiries as an owner's people have them: asked from any page, a thread, its receipt, closed and opened again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.actions import enquiries as actions
from owners.documents import enquiry_receipt
from owners.enums.enquiries import EnquiryKind, EnquiryState
from owners.forms.enquiries import EnquiryForm, SayingForm
from owners.models import Enquiry, Owner
from owners.queries import enquiries, enquiry_page, scope, topics
from owners.queries.topics import Topic
from portal.access import grants
from portal.access.permissions import Permission
from portal.files import serving, uploads
from portal.files.models import File
from portal.lib import clock, keys
from portal.lib.pdf import PdfUnavailable
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.ASK)
def every(request: PersonRequest) -> HttpResponse:
    """The four ways to write to us, and what was asked."""
    at, wanted = clock.now(), request.GET.get("q", "").strip()[:80]
    page = {
        "found": enquiries.listed(request.user, at, wanted=wanted),
        "wanted": wanted,
        "lifts": list(scope.lifts(request.user, at).order_by("pk")[:2]),
    }
    return render(request, "owners/enquiries.html", page)


@requires(Permission.ASK)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Asks: about the thing whose page one comes from, or about nothing in particular."""
    at = clock.now()
    topic = _topic(request, at)
    owners = scope.speaks_for(request.user, at).order_by("name", "pk")
    owner = topic.owner if topic else _only(owners)
    asked = request.GET.get("kind", "")
    initial = {
        "kind": asked if asked in EnquiryKind.values else EnquiryKind.QUESTION.value,
        "phone": request.user.phone,
    }
    form = EnquiryForm(request.POST or None, request.FILES or None, owners=None if owner else owners, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _ask(request, form, owner or form.cleaned_data["owner"], topic, at)
        told = {"number": made.number, "day": enquiries.promised(made, scope.today(at))}
        messages.info(request, _("Recibido: %(number)s. Le contestamos a más tardar el %(day)s.") % told)
        return redirect("owners:enquiry", enquiry=made.pk)
    where = enquiries.region(owner, topic.lift if topic else None)
    page = {
        "form": form,
        "topic": topic,
        "owner": owner,
        "days": enquiries.answers_by(at, where, topic.about if topic else ""),
        "is_read_by_others": Permission.READ_OWN_PAPERS not in grants.of(request.user).permissions,
    }
    return render(request, "owners/enquiry_new.html", page)


def _topic(request: PersonRequest, at: datetime) -> Topic | None:
    about = request.GET.get("about", "")
    if not about:
        return None
    key, line = keys.read(request.GET.get("id", "")), request.GET.get("line", "")
    found = topics.find(request.user, at, about=about, key=key, line=int(line) if line.isdecimal() else None)
    if found is None:
        raise Http404
    return found


def _only(owners: Any) -> Owner | None:
    """Whom one asks for, where one speaks for nobody else."""
    found: list[Owner] = list(owners[:2])
    return found[0] if len(found) == 1 else None


def _ask(request: PersonRequest, form: EnquiryForm, owner: Owner, topic: Topic | None, at: datetime) -> Enquiry:
    said = form.cleaned_data
    return actions.ask(
        owner=owner,
        kind=EnquiryKind(said["kind"]),
        saying=form.saying(kept(form, at)),
        topic=topic,
        phone=said["phone"],
        by=request.user,
        at=at,
    )


def kept(form: SayingForm, at: datetime) -> File | None:
    """The row of what was handed in beside the words."""
    accepted = form.cleaned_data.get("file")
    return uploads.keep(accepted, at=at) if accepted else None


def seen(request: PersonRequest, key: UUID, at: datetime) -> Enquiry:
    """The one of an address, as far as who asks for it sees it."""
    found: Enquiry = get_object_or_404(scope.enquiries(request.user, at).select_related(*enquiries.ROWS), pk=key)
    return found


@requires(Permission.ASK)
@takes_form
def one(request: PersonRequest, enquiry: UUID) -> HttpResponse:
    """The thread, and a word more."""
    at = clock.now()
    found = seen(request, enquiry, at)
    form = SayingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        was_open = found.state == EnquiryState.OPEN
        actions.add(enquiry=found, saying=form.saying(kept(form, at)), by=request.user, at=at)
        told = {"day": enquiries.promised(found, scope.today(at))}
        said = _("Añadido.") if was_open else _("Abierta otra vez. Le contestamos a más tardar el %(day)s.") % told
        messages.info(request, said)
        return redirect("owners:enquiry", enquiry=found.pk)
    page = enquiry_page.whole(found, request.user, at)
    page |= {
        "is_late": page["tone"] == "stop",
        "form": form,
        "may_close": found.asked_by == request.user and found.state != EnquiryState.CLOSED,
    }
    return render(request, "owners/enquiry.html", page)


@requires(Permission.ASK)
@post_only
def closing(request: PersonRequest, enquiry: UUID) -> HttpResponse:
    """Who asked needs no more."""
    at = clock.now()
    found = seen(request, enquiry, at)
    try:
        actions.close(enquiry=found, by=request.user, at=at)
    except actions.CannotClose:
        messages.warning(request, _("Solo la cierra quien preguntó, y una vez."), extra_tags="warn")
    else:
        messages.info(request, _("Cerrada. Si escribe otra vez, se vuelve a abrir."))
    return redirect("owners:enquiry", enquiry=found.pk)


@requires(Permission.ASK, Permission.RUN_OFFICE)
def receipt(request: PersonRequest, enquiry: UUID) -> HttpResponse:
    """The proof that it was received, with its number and its time, as a PDF."""
    found = seen(request, enquiry, clock.now())
    try:
        content = enquiry_receipt.render(found)
    except PdfUnavailable:
        messages.warning(request, _("Ahora no podemos hacer el PDF. Imprima esta página: dice lo mismo."))
        asks = Permission.ASK in grants.of(request.user).permissions
        return redirect("owners:enquiry" if asks else "owners:office-enquiry", enquiry=found.pk)
    return serving.serve_made(content, name=f"{found.number}.pdf")


@requires(Permission.ASK, Permission.RUN_OFFICE)
def file(request: PersonRequest, words: UUID) -> HttpResponseBase:
    """The paper or photo beside a word of a thread."""
    said = enquiries.words_of(request.user, words, clock.now())
    if said is None or said.file is None:
        raise Http404
    return serving.serve(request, said.file, name=enquiries.file_name(said, said.file))
