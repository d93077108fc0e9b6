"""A month on paper: what goes in it, printed by a worker, taken away, and said to have gone."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.actions import postings as actions
from owners.forms.postings import PostedForm, PrintForm
from owners.queries import months, posting_runs, postings, scope
from owners.rules import months as rules
from portal.access.permissions import Permission
from portal.files import serving
from portal.jobs.models import Job
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form

SHOWN = 200


def _first(month: str, at: datetime) -> date:
    try:
        first = rules.days_of(month)[0]
    except ValueError as none:
        raise Http404 from none
    if first > scope.today(at):
        raise Http404
    return first


@requires(Permission.RUN_OFFICE)
def last(request: PersonRequest) -> HttpResponse:
    """The last month that is over."""
    return redirect("owners:post", month=rules.before(scope.today(clock.now())))


@requires(Permission.RUN_OFFICE)
@takes_form
def month(request: PersonRequest, month: str) -> HttpResponse:
    """Who gets what, before it is printed; then how it goes. The part that changes renews itself."""
    at = clock.now()
    first = _first(month, at)
    form = PrintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.start(month=month, **form.cleaned_data, by=request.user, at=at)
        return redirect("owners:post", month=month)
    job = posting_runs.runs(month).first()
    page = {"month": month, "run": posting_runs.told(job, at) if job else None, "posting": _posting(job, at)}
    if request.htmx:
        return render(request, "owners/office/post.html#progress", page)
    return render(request, "owners/office/post.html", page | _found(first, at) | {"form": form})


def _posting(job: Job | None, at: datetime) -> PostedForm | None:
    if job is None or not posting_runs.is_there(job):
        return None
    return PostedForm(first=clock.day_in(scope.zone(), job.created_at), last=scope.today(at))


def _found(first: date, at: datetime) -> dict[str, object]:
    found, today = postings.month(first, at), scope.today(at)
    return {
        "name": months.named(f"{first:%Y-%m}", today),
        "found": found,
        "rows": found.envelopes[:SHOWN],
        "before": rules.before(first),
        "after": rules.following(first, today),
        "earlier": posting_runs.earlier(f"{first:%Y-%m}", at),
    }


@requires(Permission.RUN_OFFICE)
def sheets(request: PersonRequest, month: str) -> HttpResponse:
    """How many sheets it takes: every paper is opened for that, so the page asks for it by itself."""
    at = clock.now()
    first = _first(month, at)
    counted = postings.sheets(postings.month(first, at))
    if request.htmx:
        return render(request, "owners/office/post_sheets.html#sheets", {"counted": counted})
    name = months.named(month, scope.today(at))
    return render(request, "owners/office/post_sheets.html", {"counted": counted, "month": month, "name": name})


def _run(key: UUID) -> Job:
    return get_object_or_404(posting_runs.every(), pk=key)


@requires(Permission.RUN_OFFICE)
def file(request: PersonRequest, run: UUID) -> HttpResponseBase:
    """The PDF; of one that is gone, the page that says so. Each file within is logged as handed out."""
    found = _run(run)
    month = found.parameters["month"]
    if not posting_runs.is_there(found):
        return redirect("owners:post", month=month)
    path = posting_runs.folder_of(found) / posting_runs.PRINTED
    told = {"name": _("correo_postal_%(month)s.pdf") % {"month": month}, "media_type": "application/pdf"}
    return serving.serve_archive(request, path, posting_runs.files(found), **told)


@requires(Permission.RUN_OFFICE)
@post_only
def posted(request: PersonRequest, run: UUID) -> HttpResponse:
    """Writes that the envelopes went."""
    found, at = _run(run), clock.now()
    form = PostedForm(request.POST, first=clock.day_in(scope.zone(), found.created_at), last=scope.today(at))
    if not form.is_valid():
        messages.error(request, str(form.errors["posted_on"][0]))
        return redirect("owners:post", month=found.parameters["month"])
    try:
        many = actions.tell(run=found, posted_on=form.cleaned_data["posted_on"], by=request.user, at=at)
    except actions.CannotPost:
        messages.error(request, _("Ya no está lo que se imprimió: hágalo otra vez."))
    else:
        told = ngettext("Anotado: %(n)s sobre enviado.", "Anotado: %(n)s sobres enviados.", many) % {"n": many}
        messages.info(request, told if many else _("Ya constaba."))
    return redirect("owners:post", month=found.parameters["month"])
