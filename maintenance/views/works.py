"""Works on lifts beside their visits: planned, moved, begun, finished, called off."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.actions import works
from maintenance.actions.works import CannotWork, Order
from maintenance.enums import WorkHindrance, WorkKind, WorkState
from maintenance.forms.works import BeginningForm, CancellationForm, EndForm, WorkForm
from maintenance.models import Lift, Work
from maintenance.queries import works as orders
from maintenance.views import choosing
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form

FIRST_HOUR, USUAL = 9, timedelta(hours=4)


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """What is being done, what lies ahead, what was done lately."""
    at = clock.now()
    groups = [
        (_("En marcha"), orders.begun(at)),
        (_("Previstos"), orders.ahead(at)),
        (_("Del último mes"), orders.lately(at)),
    ]
    page = {"groups": [one for one in groups if one[1]], "ahead": len(groups[1][1]), "begun": len(groups[0][1])}
    return render(request, "maintenance/works.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Finds the lift, then gives the work its day."""
    at = clock.now()
    chosen = choosing.choice(request, at)
    if chosen.lift is None:
        name = "maintenance/components/found.html" if request.htmx else "maintenance/work_new.html"
        return render(request, name, {"chosen": chosen})
    form = WorkForm(request.POST or None, lift=chosen.lift, at=at, initial=_start(request, chosen.lift, at))
    if request.method == "POST" and form.is_valid():
        try:
            made = works.plan(lift=chosen.lift, order=form.order(), by=request.user, at=at)
        except CannotWork as refused:
            form.refused(refused.hindrance)
        else:
            return redirect("maintenance:work", work=made.pk)
    return render(request, "maintenance/work_new.html", {"chosen": chosen, "form": form})


def _start(request: PersonRequest, lift: Lift, at: datetime) -> dict[str, Any]:
    """Tomorrow morning, by who usually goes; of a finding, its words."""
    begins = timezone.localtime(at + timedelta(days=1)).replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
    finding = orders.finding_of(request.GET.get("finding", ""), lift)
    return {
        "kind": WorkKind.REPAIR,
        "words": finding.words if finding else "",
        "finding": finding,
        "from_at": begins,
        "to_at": begins + USUAL,
        "stops_service": True,
        "technician": lift.route.technician_id if lift.route else None,
    }


@requires(Permission.RUN_OFFICE)
@takes_form
def one(request: PersonRequest, work: UUID) -> HttpResponse:
    """One work: how far it is, and the form that moves it."""
    found, at = _found(work), clock.now()
    form = _form(found, at, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            works.move(work=found, order=form.order(), by=request.user, at=at)
        except CannotWork as refused:
            if refused.hindrance is WorkHindrance.ELSEWHERE:
                return _elsewhere(request, found)
            form.refused(refused.hindrance)
        else:
            return _done(request, found, _("Cambiado."))
    return _page(request, found, form=form)


@requires(Permission.RUN_OFFICE)
@post_only
def beginning(request: PersonRequest, work: UUID) -> HttpResponse:
    """Somebody has begun."""
    found, form = _found(work), BeginningForm(request.POST)
    if form.is_valid():
        try:
            works.begin(work=found, begun_at=form.cleaned_data["begun_at"], by=request.user, at=clock.now())
        except CannotWork as refused:
            if refused.hindrance is WorkHindrance.ELSEWHERE:
                return _elsewhere(request, found)
            form.add_error("begun_at", refused.hindrance.label)
        else:
            return _done(request, found, _("Anotado: está en marcha."))
    return _page(request, _found(work), beginning=form)


@requires(Permission.RUN_OFFICE)
@post_only
def end(request: PersonRequest, work: UUID) -> HttpResponse:
    """It is done."""
    found, form = _found(work), EndForm(request.POST)
    if form.is_valid():
        try:
            works.finish(work=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except CannotWork as refused:
            if refused.hindrance is WorkHindrance.ELSEWHERE:
                return _elsewhere(request, found)
            form.refused(refused.hindrance)
        else:
            return _done(request, found, _("Anotado: está hecho."))
    return _page(request, _found(work), end=form)


@requires(Permission.RUN_OFFICE)
@post_only
def cancellation(request: PersonRequest, work: UUID) -> HttpResponse:
    """It will not be."""
    found, form = _found(work), CancellationForm(request.POST)
    if form.is_valid():
        try:
            works.cancel(work=found, why=form.cleaned_data["why"], by=request.user, at=clock.now())
        except CannotWork:
            return _elsewhere(request, found)
        else:
            return _done(request, found, _("Anulado."))
    return _page(request, _found(work), cancelling=form)


def _found(key: UUID) -> Work:
    found = get_object_or_404(orders.every(), pk=key)
    timezone.activate(found.lift.building.time_zone)
    return found


def _form(found: Work, at: datetime, data: QueryDict | None = None) -> WorkForm:
    initial = {name: getattr(found, name) for name in Order.__dataclass_fields__}
    return WorkForm(data, lift=found.lift, at=at, initial=initial)


def _done(request: PersonRequest, found: Work, words: str) -> HttpResponse:
    messages.info(request, words)
    return redirect("maintenance:work", work=found.pk)


def _elsewhere(request: PersonRequest, found: Work) -> HttpResponse:
    """The form that was sent is there no more: its work is further than that."""
    messages.warning(request, WorkHindrance.ELSEWHERE.label, extra_tags="warn")
    return redirect("maintenance:work", work=found.pk)


def _page(request: PersonRequest, found: Work, **forms: Any) -> HttpResponse:
    """What was typed stays in the form that was sent; the others begin as they should."""
    at = clock.now()
    local = timezone.localtime(at)
    page = {
        "work": found,
        "facts": orders.facts(found, at),
        "is_planned": found.state == WorkState.PLANNED,
        "is_begun": found.state == WorkState.BEGUN,
        "is_a_breakdown": found.is_a_breakdown(),
        "form": forms.get("form") or _form(found, at),
        "beginning": forms.get("beginning") or BeginningForm(initial={"begun_at": local}),
        "end": forms.get("end") or EndForm(initial={"ended_at": local}),
        "cancelling": forms.get("cancelling") or CancellationForm(),
    }
    return render(request, "maintenance/work.html", page)
