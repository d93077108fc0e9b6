"""Writing down a visit from the technician's paper, and what became of it."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.actions import visits
from maintenance.enums import Answer, Condition, Frequency, How
from maintenance.forms.checklist import ChecklistForm
from maintenance.forms.visits import VisitForm
from maintenance.models import Lift, PlanTemplate, Visit
from maintenance.queries import breakdowns as stories
from maintenance.queries import doubles, lifts, photos, plans, receipts, recorded
from maintenance.queries import visits as done
from maintenance.rules import checklist
from maintenance.views import choosing
from maintenance.views.choosing import Choice
from portal.access.permissions import Permission
from portal.lib import clock
from portal.lib.keys import new_key
from portal.web.access import PersonRequest, requires, takes_form

RELOAD = "reload"


@requires(Permission.RUN_OFFICE)
@takes_form
def new(request: PersonRequest) -> HttpResponse:
    """Finds the lift, then writes the visit down."""
    at = clock.now()
    chosen = choosing.choice(request, at)
    if chosen.lift is None:
        name = "maintenance/components/found.html" if request.htmx else "maintenance/visit_new.html"
        return render(request, name, {"chosen": chosen})
    plan = plans.current(chosen.lift)
    if plan is None:
        return render(request, "maintenance/visit_new.html", {"chosen": chosen, "plan": None})
    return _written(request, chosen, plan, at)


def _written(request: PersonRequest, chosen: Choice, plan: PlanTemplate, at: datetime) -> HttpResponse:
    """The form as it stands, or the visit it made."""
    lift = cast(Lift, chosen.lift)
    form, items = _forms(request, lift, plan, at)
    page = {"chosen": chosen, "plan": plan, "form": form, "items": items, "due": lifts.due_of(lift, at)}
    if request.htmx:
        return render(request, "maintenance/visit_new.html#items", page)
    if request.method == "POST" and RELOAD not in request.POST and form.is_valid() & items.is_valid():
        page["cautions"] = form.cautions()
        if not page["cautions"]:
            work = form.work(plan=plan, replies=items.replies())
            made = visits.record(lift=lift, work=work, key=form.cleaned_data["key"], by=request.user, at=at)
            return _recorded(request, lift, made)
    return render(request, "maintenance/visit_new.html", page)


def _forms(request: PersonRequest, lift: Lift, plan: PlanTemplate, at: datetime) -> tuple[VisitForm, ChecklistForm]:
    """Both halves of the page; asked only for other items, they keep what was typed and judge nothing."""
    typed = request.POST or request.GET
    scope = typed.get("scope", "")
    scope = scope if scope in Frequency.values else Frequency.MONTHLY
    judged = None if RELOAD in request.POST else request.POST or None
    local = timezone.localtime(at)
    start: dict[str, Any] = {
        "key": new_key(),
        "day": local.date(),
        "technician": lift.route.technician_id if lift.route else None,
        "condition_on_arrival": Condition.IN_SERVICE,
        "condition_on_departure": Condition.IN_SERVICE,
    }
    start |= request.POST.dict() | {"scope": scope}
    form = VisitForm(judged, lift=lift, visited_on=done.days_of(lift), now=local, initial=start)
    items = ChecklistForm(
        judged, lines=checklist.due(plan.lines, drive=lift.drive, scope=scope), initial=request.POST.dict()
    )
    return form, items


def _recorded(request: PersonRequest, lift: Lift, made: Visit) -> HttpResponse:
    """To the visit's page; a lift left standing goes on to the call that says so."""
    left_standing = made.condition_on_departure == Condition.OUT_OF_SERVICE
    if not left_standing or stories.open_of(lift) is not None:
        return redirect("maintenance:visit", visit=made.pk)
    messages.info(request, _("Revisión anotada. Como el ascensor queda parado, dé el aviso para que conste."))
    query = {"lift": str(lift.pk), "stopped": Answer.YES.value, "how": How.TECHNICIAN.value}
    return redirect(reverse("maintenance:call-new", query=query))


@requires(Permission.RUN_OFFICE)
def visit(request: PersonRequest, visit: UUID) -> HttpResponse:
    """What was written down, and whether its bulletin is out."""
    found = get_object_or_404(done.every(), pk=visit)
    timezone.activate(found.lift.building.time_zone)
    at = clock.now()
    page = {
        "visit": found,
        "told": done.told(found, now=at),
        "recorded": recorded.lines(found, now=at),
        "doubles": [doubles.side(one, now=at) for one in doubles.of(found)],
        "receipts": receipts.of(done.bulletin(found), at),
        "wall": photos.of_visit(found, now=at),
    }
    return render(request, "maintenance/visit.html#bulletin" if request.htmx else "maintenance/visit.html", page)
