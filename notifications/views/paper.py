"""To deliver on paper: the list, its print, and what became of each letter; and who takes paper, said to the office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.actions import handing, preferences
from notifications.enums import Handing, Why
from notifications.forms.paper import HandedForm, NeedlessForm, SheetsForm, WaysForm
from notifications.queries import listeners, paper
from owners.queries import months, posting_runs, postings, scope
from portal.access.permissions import Permission
from portal.accounts import queries as accounts
from portal.files import serving
from portal.jobs.models import Job
from portal.lib import clock, keys
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """Who gets what on paper and why, in the order of the streets; the print renews itself."""
    at, run = clock.now(), _run_named(request.GET)
    last = run or paper.runs().first()
    page: dict[str, Any] = {"run": posting_runs.told(last, at) if last else None, "only": run}
    if request.htmx:
        return render(request, "notifications/paper.html#progress", page)
    today = scope.today(at)
    page |= {
        "page": paper.page(at, run=run, after=request.GET.get("after", "")),
        "total": paper.waiting().count(),
        "chosen": paper.waiting().filter(run=run).count() if run else 0,
        "of_month": postings.bulletins_waiting(today.replace(day=1), at),
        "month": f"{today:%Y-%m}",
        "month_name": months.named(f"{today:%Y-%m}", today),
        "sheets": SheetsForm(),
        "handed": HandedForm(today=today),
        "needless": NeedlessForm(),
    }
    return render(request, "notifications/paper.html", page)


def _run_named(given: QueryDict) -> Job | None:
    key = keys.read(given.get("run", ""))
    return paper.runs().filter(pk=key).first() if key else None


def _chosen(request: PersonRequest, most: int = handing.AT_ONCE) -> list[UUID]:
    """The letters that were ticked, or all that wait; of one print, if that is what was looked at."""
    run, found = _run_named(request.POST), paper.waiting()
    if run:
        found = found.filter(run=run)
    if request.POST.get("every"):
        return list(found.order_by("walk", "pk").values_list("pk", flat=True)[:most])
    ticked = [key for text in request.POST.getlist("letters")[: paper.PAGE] if (key := keys.read(text))]
    return list(found.filter(pk__in=ticked).values_list("pk", flat=True))


def _back(request: PersonRequest) -> HttpResponse:
    run = _run_named(request.POST)
    return redirect(reverse("notifications:paper") + (f"?run={run.pk}" if run else ""))


@requires(Permission.RUN_OFFICE)
@post_only
def printing(request: PersonRequest) -> HttpResponse:
    """Begins the PDF of the letters that were chosen."""
    chosen, form = _chosen(request, handing.MOST), SheetsForm(request.POST)
    if not chosen or not form.is_valid():
        return _none(request)
    run = handing.print_letters(keys=chosen, even=form.cleaned_data["even"], by=request.user, at=clock.now())
    return redirect(reverse("notifications:paper") + f"?run={run.pk}")


@requires(Permission.RUN_OFFICE)
@post_only
def handed(request: PersonRequest) -> HttpResponse:
    """Writes that they were handed over."""
    at, chosen = clock.now(), _chosen(request)
    form = HandedForm(request.POST, today=scope.today(at))
    if not form.is_valid():
        messages.error(request, next(str(errors[0]) for errors in form.errors.values()))
        return _back(request)
    if not chosen:
        return _none(request)
    how, on = Handing(form.cleaned_data["how"]), form.cleaned_data["on"]
    try:
        many = handing.hand_over(keys=chosen, how=how, on=on, by=request.user, at=at)
    except handing.CannotHandOver:
        messages.error(request, _("Ese día alguna de estas cartas todavía no estaba escrita."))
    else:
        told = ngettext("Anotado: %(n)s carta entregada.", "Anotado: %(n)s cartas entregadas.", many) % {"n": many}
        messages.info(request, told if many else _("Ya constaba."))
    return _back(request)


@requires(Permission.RUN_OFFICE)
@post_only
def needless(request: PersonRequest) -> HttpResponse:
    """Takes them off the list, with the reason."""
    chosen, form = _chosen(request), NeedlessForm(request.POST)
    if not chosen or not form.is_valid():
        return _none(request)
    why = Why(form.cleaned_data["why"])
    many = handing.leave(keys=chosen, why=why, by=request.user, at=clock.now())
    said = ngettext("Anotado: %(n)s carta ya no hace falta.", "Anotado: %(n)s cartas ya no hacen falta.", many)
    messages.info(request, said % {"n": many})
    return _back(request)


def _none(request: PersonRequest) -> HttpResponse:
    messages.warning(request, _("Marque antes alguna carta."), extra_tags="warn")
    return _back(request)


@requires(Permission.RUN_OFFICE)
def file(request: PersonRequest, letters: UUID) -> HttpResponseBase:
    """The PDF; of one that is gone, the list. Each file within is logged as handed out."""
    found = get_object_or_404(paper.runs(), pk=letters)
    if not posting_runs.is_there(found):
        return redirect("notifications:paper")
    path = posting_runs.folder_of(found) / posting_runs.PRINTED
    day = clock.day_in(scope.zone(), found.created_at)
    told = {"name": _("cartas_%(day)s.pdf") % {"day": day.isoformat()}, "media_type": "application/pdf"}
    return serving.serve_archive(request, path, posting_runs.files(found), **told)


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def of_person(request: PersonRequest, person: UUID) -> HttpResponse:
    """What somebody gets on paper, written down by the office for who said so by telephone or across the counter."""
    at = clock.now()
    found = get_object_or_404(accounts.everybody(at), pk=person)
    wishes = listeners.wishes(found)
    shown = {"law_on_paper": wishes.law_on_paper, "summaries_on_paper": wishes.summaries_on_paper}
    form = WaysForm(request.POST if request.method == "POST" else None, initial=shown)
    if request.method == "POST" and form.is_valid():
        preferences.take_paper(person=found, by=request.user, at=at, **form.cleaned_data)
        messages.info(request, _("Guardado."))
        return redirect("notifications:person-paper", person=found.pk)
    context = {"form": form, "one": found, "noted": listeners.paper_noted(found, at)}
    return render(request, "notifications/person_paper.html", context)
