"""The weeks ahead: what is due, who goes when, and how a week is shared out."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from maintenance.actions import planning
from maintenance.actions.planning import CannotPlan
from maintenance.forms import planning as forms
from maintenance.models import Lift, Visit
from maintenance.queries import board, lifts, proposals, visits, weeks
from maintenance.queries import planning as due
from maintenance.queries.planning import Asked
from maintenance.rules import workdays
from portal.access.permissions import Permission
from portal.company import queries as companies
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form

OFFERED = 8  # working days one may choose with a tap


@requires(Permission.RUN_OFFICE)
def week(request: PersonRequest) -> HttpResponse:
    """A week by route: what is late, what closes, what may be done, what is planned."""
    asked = _asked(request, clock.now())
    counted = due.counts(asked)
    group = request.GET.get("group", "")
    page = {
        "asked": asked,
        "routes": due.routes(),
        "head": board.head(asked, counted, (get_language() or "es")[:2]),
        "counted": counted,
        **_board(asked),
    }
    if request.htmx:
        return render(request, "maintenance/planning.html#glance", page)
    if group in counted.total:
        page["groups"] = [due.group(group, asked, counted, after=request.GET.get("after", ""))]
        page["group"] = group
    else:
        page["groups"] = [] if asked.week.is_past else due.groups(asked, counted)
    return render(request, "maintenance/planning.html", page)


def _board(asked: Asked) -> dict[str, Any]:
    days = asked.week.days(companies.current().region)
    if asked.route:
        return {"columns": board.columns(asked, days)}
    return {"days": days, "rows": board.rows(asked, days)}


@requires(Permission.RUN_OFFICE)
@takes_form
def lift(request: PersonRequest, lift: UUID) -> HttpResponse:
    """One lift's plan: its day and who goes; given once, it is moved."""
    at = clock.now()
    found, asked = get_object_or_404(lifts.in_care(), pk=lift), _asked(request, at)
    planned = due.planned_of(found)
    form = _form(request, found, planned, at)
    page = {
        "lift": found,
        "asked": asked,
        "planned": planned,
        "form": form,
        "due": lifts.due_of(found, at),
        "line": due.line(found, asked),
    }
    if request.method == "POST" and form.is_valid():
        page["cautions"] = form.cautions()
        if not page["cautions"] and _plan(request, form, found, planned, at):
            return _planned(request, found, asked)
    return render(
        request, "maintenance/planning_lift.html#form" if request.htmx else "maintenance/planning_lift.html", page
    )


def _plan(request: PersonRequest, form: forms.PlanForm, found: Lift, planned: Visit | None, at: datetime) -> bool:
    said = {"day": form.cleaned_data["day"], "technician": form.cleaned_data["technician"]}
    try:
        if planned:
            planning.move(visit=planned, by=request.user, at=at, **said)
        else:
            planning.plan(lift=found, by=request.user, at=at, **said)
    except CannotPlan as refused:
        form.refused(refused.hindrance)
        return False
    return True


def _planned(request: PersonRequest, found: Lift, asked: Asked) -> HttpResponse:
    """The week again, or only the lift's line of it; the glance at the week renews itself."""
    if not request.htmx:
        return redirect(f"{reverse('maintenance:planning')}?{asked.query}")
    page = {"one": due.line(found, asked), "asked": asked}
    answer = render(request, "maintenance/planning.html#line", page)
    answer["HX-Trigger"] = "planned"
    answer["HX-Retarget"] = f"#due-{found.pk}"
    answer["HX-Reswap"] = "outerHTML"
    return answer


@requires(Permission.RUN_OFFICE)
@post_only
def cancellation(request: PersonRequest, lift: UUID) -> HttpResponse:
    """The lift has no plan any more."""
    found, asked = get_object_or_404(lifts.in_care(), pk=lift), _asked(request, clock.now())
    planned = due.planned_of(found)
    try:
        if planned:
            planning.cancel(visit=planned, by=request.user, at=clock.now())
    except CannotPlan as refused:
        messages.warning(request, refused.hindrance.label, extra_tags="warn")
    return _planned(request, found, asked)


@requires(Permission.RUN_OFFICE)
def proposal(request: PersonRequest) -> HttpResponse:
    """Days for what has none, shown before anything is planned."""
    at = clock.now()
    return _proposed(request, _asked(request, at), at)


@requires(Permission.RUN_OFFICE)
@post_only
def acceptance(request: PersonRequest) -> HttpResponse:
    """The proposed days that were left ticked."""
    at = clock.now()
    asked = _asked(request, at)
    form = forms.ProposalForm(request.POST, today=clock.day_in(companies.current().time_zone, at))
    return _apply(request, form, asked, at) if form.is_valid() else _proposed(request, asked, at, form=form)


def _proposed(
    request: PersonRequest, asked: Asked, at: datetime, *, form: forms.ProposalForm | None = None
) -> HttpResponse:
    most = forms.MostForm(request.GET if "most" in request.GET else None)
    days = asked.week.days(companies.current().region)
    page = {
        "asked": asked,
        "most": most,
        "form": form,
        "proposal": proposals.of(asked, days, most=most.many(), hour=_hour(at)),
        "routes": due.routes(),
    }
    return render(request, "maintenance/planning_proposal.html", page)


def _hour(at: datetime) -> int:
    """The hour it is at the company."""
    return at.astimezone(ZoneInfo(companies.current().time_zone)).hour


def _apply(request: PersonRequest, form: forms.ProposalForm, asked: Asked, at: datetime) -> HttpResponse:
    done, refused = planning.plan_all(plans=form.cleaned_data["plans"], by=request.user, at=at)
    said = ngettext("%(n)s revisión tiene ya su día.", "%(n)s revisiones tienen ya su día.", len(done))
    messages.info(request, said % {"n": len(done)})
    for plan, hindrance in refused:
        place = plan.lift.place
        messages.warning(request, f"{place}: {hindrance.label}", extra_tags="warn")
    return redirect(f"{reverse('maintenance:planning')}?{asked.query}")


def _asked(request: HttpRequest, at: datetime) -> Asked:
    """Reads `?week=` and `?route=`."""
    today = clock.day_in(companies.current().time_zone, at)
    return Asked(weeks.read(request.GET.get("week", ""), today), due.route_of(request.GET.get("route", "")))


def _form(request: PersonRequest, found: Lift, planned: Visit | None, at: datetime) -> forms.PlanForm:
    today = clock.day_in(found.building.time_zone, at)
    of_route = found.route.technician if found.route else None
    last = today + timedelta(days=21)
    days = list(workdays.working(today, last, found.building.region))[:OFFERED]
    held = proposals.loads(of_route, today, days)
    offered = [(day, _offer(day, today, held.get(day, 0))) for day in days]
    technician = planned.technician_id if planned else of_route.pk if of_route else None
    return forms.PlanForm(
        request.POST or None,
        lift=found,
        offered=offered,
        visited_on=visits.days_of(found),
        today=today,
        usual=of_route.person.name if of_route and any(held.values()) else "",
        initial=forms.initial(planned.planned_on if planned else None, offered, technician),
        auto_id=f"plan-{found.pk}-%s",
    )


def _offer(day: date, today: date, many: int) -> str:
    """mar. 24 · 3: the day, and how many visits it holds."""
    return f"{weeks.short(day, today)} · {many}" if many else weeks.short(day, today)
