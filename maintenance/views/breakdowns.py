"""A breakdown through its steps, written down as they are heard. Each step is a resource of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maintenance.actions import breakdowns
from maintenance.actions.climbing import CannotClimb
from maintenance.enums import Cause, Leaving, Step
from maintenance.forms.breakdowns import PromiseForm, StepForm, step_form
from maintenance.models import Breakdown
from maintenance.queries import breakdowns as stories
from maintenance.queries import calls as told
from maintenance.queries import photos, ringing
from maintenance.rules import steps
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires

VERBS = {
    Step.ASSIGNED: ("maintenance:breakdown-assignment", _("Dársela")),
    Step.ON_THE_WAY: ("maintenance:breakdown-departure", _("Ya va en camino")),
    Step.ARRIVED: ("maintenance:breakdown-arrival", _("Ya ha llegado")),
    Step.FREED: ("maintenance:breakdown-freeing", _("Ya está fuera")),
    Step.FOUND: ("maintenance:breakdown-cause", _("Anotar el motivo")),
    Step.LEFT: ("maintenance:breakdown-leaving", _("Se va sin terminar")),
    Step.RESTORED: ("maintenance:breakdown-restoration", _("Vuelve a funcionar")),
}
Act = Callable[..., Breakdown]


@dataclass(frozen=True)
class Offer:
    """A step that may be written down: where to, in which words, with which form."""

    step: Step
    action: str
    verb: Promise | str
    form: StepForm


@requires(Permission.RUN_OFFICE)
def breakdown(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """The story so far, and what may come next."""
    return _page(request, _found(breakdown), clock.now())


@requires(Permission.RUN_OFFICE)
@post_only
def assignment(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """It is given to a technician."""
    return _take(
        request,
        breakdown,
        Step.ASSIGNED,
        lambda form, **step: breakdowns.assign(technician=form.cleaned_data["technician"], **step),
    )


@requires(Permission.RUN_OFFICE)
@post_only
def departure(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """The technician has left for the building."""
    return _take(request, breakdown, Step.ON_THE_WAY, lambda _form, **step: breakdowns.set_out(**step))


@requires(Permission.RUN_OFFICE)
@post_only
def arrival(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """The technician is there."""
    return _take(request, breakdown, Step.ARRIVED, lambda _form, **step: breakdowns.arrive(**step))


@requires(Permission.RUN_OFFICE)
@post_only
def freeing(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """Whoever was inside is out."""
    return _take(request, breakdown, Step.FREED, lambda _form, **step: breakdowns.free(**step))


@requires(Permission.RUN_OFFICE)
@post_only
def cause(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """The cause is known."""
    return _take(
        request,
        breakdown,
        Step.FOUND,
        lambda form, **step: breakdowns.find(
            cause=Cause(form.cleaned_data["cause"]), words=form.cleaned_data["words"], **step
        ),
    )


@requires(Permission.RUN_OFFICE)
@post_only
def leaving(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """The technician goes before the lift runs."""
    return _take(
        request,
        breakdown,
        Step.LEFT,
        lambda form, **step: breakdowns.leave(
            because=Leaving(form.cleaned_data["because"]), words=form.cleaned_data["words"], **step
        ),
    )


@requires(Permission.RUN_OFFICE)
@post_only
def restoration(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """The lift runs again."""
    return _take(
        request, breakdown, Step.RESTORED, lambda form, **step: breakdowns.restore(repair=form.repair(), **step)
    )


@requires(Permission.RUN_OFFICE)
@post_only
def promise(request: PersonRequest, breakdown: UUID) -> HttpResponse:
    """News by another hour."""
    at, found = clock.now(), _found(breakdown)
    form = PromiseForm(request.POST, now=at, auto_id="promise-%s")
    if not form.is_valid():
        return _page(request, found, at, promise=form)
    try:
        breakdowns.promise(
            breakdown=found,
            next_update_by=form.promised_by(),
            expected_back_at=form.cleaned_data["expected_back_at"],
            by=request.user,
            at=at,
        )
    except CannotClimb as refused:
        messages.warning(request, refused.obstacle.label, extra_tags="warn")
    return redirect("maintenance:breakdown", breakdown=found.pk)


def _take(request: PersonRequest, key: UUID, step: Step, act: Act) -> HttpResponse:
    at, found = clock.now(), _found(key)
    form = _step_form(step, request.POST, found, at)
    if not form.is_valid():
        return _page(request, found, at, typed={step: form})
    try:
        act(form, breakdown=found, happened_at=form.cleaned_data["happened"], by=request.user, at=at)
    except CannotClimb as refused:
        messages.warning(request, refused.obstacle.label, extra_tags="warn")
    return redirect("maintenance:breakdown", breakdown=found.pk)


def _found(key: UUID) -> Breakdown:
    found: Breakdown = get_object_or_404(stories.every(), pk=key)
    timezone.activate(found.lift.building.time_zone)
    return found


def _step_form(step: Step, typed: Any, found: Breakdown, at: datetime) -> StepForm:
    story = stories.story(found)
    return step_form(step, typed, breakdown=found, last_at=story.last_at, now=timezone.localtime(at))


def _page(
    request: PersonRequest,
    found: Breakdown,
    at: datetime,
    *,
    typed: dict[Step, StepForm] | None = None,
    promise: PromiseForm | None = None,
) -> HttpResponse:
    story, local = stories.story(found), timezone.localtime(at)
    page = {
        "breakdown": found,
        "offers": _offers(found, story, typed or {}, local),
        "promise_form": promise or PromiseForm(now=local, initial={"promise": "60"}, auto_id="promise-%s"),
        "is_promise_open": promise is not None,
        "head": stories.head(found, story, now=at),
        "floors": stories.floors(found, now=at),
        "ringing": ringing.said(found, now=at),
        "calls": told.of_breakdown(found, now=at),
        "wall": photos.of_breakdown(found, now=at),
    }
    return render(request, "maintenance/breakdown.html", page)


def _offers(found: Breakdown, story: steps.Story, typed: dict[Step, StepForm], local: datetime) -> list[Offer]:
    """What may be written down next; what was typed and is not right yet comes first."""
    wanted = [*typed, *(step for step in steps.following(story) if step not in typed)]
    offers = []
    for step in wanted:
        action, verb = VERBS[step]
        again = step == Step.ASSIGNED and found.technician_id is not None
        form = typed.get(step) or step_form(step, breakdown=found, last_at=story.last_at, now=local)
        offers.append(Offer(step, action, _("Dársela a otro") if again else verb, form))
    return offers
