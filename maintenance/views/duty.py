"""Who is on duty: by route and hour, given, shortened, taken away."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maintenance.actions import duty as duties
from maintenance.forms.duty import DutyForm, ShorteningForm
from maintenance.models import Duty
from maintenance.queries import duty as rota
from maintenance.queries import planning, weeks
from portal.access.permissions import Permission
from portal.company import queries as companies
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
@takes_form
def week(request: PersonRequest) -> HttpResponse:
    """A week of duties, who answers now, and where nobody does."""
    at = clock.now()
    form = DutyForm(request.POST or None, today=at.astimezone(_zone()).date(), initial=_tonight(at))
    if request.method == "POST" and form.is_valid():
        made = _give(request, form, at)
        if made is not None:
            return redirect(_week_of(made.from_at))
    return render(request, "maintenance/duty.html", _page(request, at) | {"form": form})


def _page(request: PersonRequest, at: datetime) -> dict[str, Any]:
    zone = _zone()
    asked = weeks.read(request.GET.get("week", ""), at.astimezone(zone).date())
    days = asked.days(companies.current().region)
    drawn = rota.rota(asked, days, list(planning.routes()), at=at, zone=zone)
    present = rota.now(at, zone)
    return {
        "week": asked,
        "days": days,
        "rota": drawn,
        "now": present,
        "head": rota.head(present, (get_language() or "es")[:2]),
    }


def _give(request: PersonRequest, form: DutyForm, at: datetime) -> Duty | None:
    try:
        return duties.give(by=request.user, at=at, **form.cleaned_data)
    except duties.CannotChange as refused:
        form.refused(refused.hindrance)
    return None


@requires(Permission.RUN_OFFICE)
@takes_form
def one(request: PersonRequest, duty: UUID) -> HttpResponse:
    """One duty: it can end earlier, or go before it begins."""
    at, zone = clock.now(), _zone()
    found = get_object_or_404(rota.every(), pk=duty)
    local = at.astimezone(zone)
    earliest = {"to_at": local if found.from_at <= at < found.to_at else found.to_at.astimezone(zone)}
    form = ShorteningForm(request.POST or None, initial=earliest)
    if request.method == "POST" and form.is_valid():
        try:
            duties.shorten(duty=found, to_at=form.until(), by=request.user, at=at)
        except duties.CannotChange as refused:
            form.add_error("to_at", refused.hindrance.label)
        else:
            return redirect(_week_of(found.from_at))
    page = {
        "duty": found,
        "form": form,
        "from_at": found.from_at.astimezone(zone),
        "to_at": found.to_at.astimezone(zone),
        "is_over": found.to_at <= at,
        "has_begun": found.from_at <= at,
        "back": _week_of(found.from_at),
    }
    return render(request, "maintenance/duty_one.html", page)


@requires(Permission.RUN_OFFICE)
@post_only
def removal(request: PersonRequest, duty: UUID) -> HttpResponse:
    """It will not be."""
    found = get_object_or_404(rota.every(), pk=duty)
    try:
        duties.remove(duty=found, by=request.user, at=clock.now())
    except duties.CannotChange as refused:
        messages.warning(request, refused.hindrance.label, extra_tags="warn")
    else:
        messages.info(request, _("Guardia quitada."))
    return redirect(_week_of(found.from_at))


def _week_of(moment: datetime) -> str:
    day = moment.astimezone(_zone()).date()
    return f"{reverse('maintenance:duty')}?week={weeks.read('', day).code}"


def _tonight(at: datetime) -> dict[str, datetime]:
    """What is given most often: from this evening to tomorrow morning."""
    zone = _zone()
    day = at.astimezone(zone).date()
    evening = datetime.combine(day, time(18), zone)
    return {"from_at": evening, "to_at": datetime.combine(day + timedelta(days=1), time(8), zone)}


def _zone() -> ZoneInfo:
    """The company's zone, in which hours are typed and said from here on."""
    zone = ZoneInfo(companies.current().time_zone)
    timezone.activate(zone)
    return zone
