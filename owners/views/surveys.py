"""A question answered from a mail without signing in; the answers in the office; thanks where they belong."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from owners.actions import surveys as actions
from owners.enums.surveys import Question, Score
from owners.forms.surveys import AnswerForm, SpokenForm
from owners.models import Survey
from owners.queries import scope, survey_figures, surveys
from owners.rules.surveys import is_low
from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.accounts.actions import limits
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, public, requires, takes_form

TRIES, PER = 300, timedelta(hours=1)  # from one place: a whole office may sit behind one address


@public
@takes_form
def survey(request: HttpRequest, asked: str) -> HttpResponse:
    """Reading it answers nothing, for mail scanners follow links; the button that is pressed is the answer."""
    found = surveys.signed(asked)
    if found is None:
        raise Http404
    with translation.override(found.person.language):
        form = AnswerForm(request.POST or None, question=found.question)
        if request.method == "POST" and found.answered_at is None and form.is_valid():
            try:
                return _answered(request, found, form)
            except limits.TooMany:
                form.add_error(None, _("Desde aquí han contestado muchos a la vez. Pruebe otra vez dentro de un rato."))
        return render(request, "owners/survey.html", _asked(found, form))


def _answered(request: HttpRequest, found: Survey, form: AnswerForm) -> HttpResponse:
    at = clock.now()
    try:
        limits.count("survey", request.META.get("REMOTE_ADDR", ""), most=TRIES, per=PER, at=at)
        actions.answer(survey=found, at=at, **form.cleaned_data)
    except actions.CannotAnswer:
        messages.info(request, _("Ya nos había contestado: vale lo primero que dijo."))
    return redirect(request.path)


def _asked(found: Survey, form: AnswerForm) -> dict[str, Any]:
    came = surveys.who_came(found)
    breakdown = found.breakdown
    lift, at = breakdown.lift if breakdown else None, clock.now()
    knows = lift is not None and Audience.OWNER in scope.audiences_on(found.person, lift, at)
    return {
        "survey": found,
        "form": form,
        "is_yearly": found.question == Question.YEARLY,
        "street": breakdown.lift.building.street if breakdown else "",
        "day": surveys.day(breakdown, at) if breakdown else "",
        "scores": Score.choices if breakdown else [(n, n) for n in range(11)],
        "came": came.person.name if came and knows else "",
        "told": surveys.told(found),
        "calls": found.assigned_to.name if found.assigned_to else "",
        "is_low": found.score is not None and is_low(found.question, found.score),
    }


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """Who waits for a call first; then what others said."""
    at = clock.now()
    page = {
        "waiting": [surveys.line(one, at) for one in surveys.to_follow()],
        "latest": [surveys.line(one, at) for one in surveys.latest()],
        "figures": survey_figures.table(at),
    }
    return render(request, "owners/office/surveys.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def one(request: PersonRequest, survey: UUID) -> HttpResponse:
    """One answer, who calls, and what was said."""
    found, at = get_object_or_404(surveys.office(), pk=survey), clock.now()
    form = SpokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.speak(survey=found, by=request.user, at=at, **form.cleaned_data)
        except actions.CannotSpeak:
            messages.info(request, _("Alguien lo escribió ya: léalo aquí."))
        else:
            messages.info(request, _("Anotado."))
        return redirect("owners:office-survey", survey=found.pk)
    page = {"line": surveys.line(found, at), "person": found.person, "form": form}
    return render(request, "owners/office/survey_one.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def taking(request: PersonRequest, survey: UUID) -> HttpResponse:
    """I am the one who calls."""
    found = get_object_or_404(surveys.office(), pk=survey)
    try:
        actions.take_on(survey=found, by=request.user)
    except actions.CannotSpeak:
        messages.info(request, _("Nadie espera ya esa llamada."))
    return redirect("owners:office-survey", survey=found.pk)


@requires(Permission.WORK_ON_LIFTS)
def thanks(request: PersonRequest) -> HttpResponse:
    """Thanks that reached who is signed in."""
    at = clock.now()
    page = {"thanks": [surveys.line(one, at) for one in surveys.thanks(request.user)]}
    return render(request, "owners/thanks.html", page)
