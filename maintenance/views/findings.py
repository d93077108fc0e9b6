"""What technicians found and nobody has seen to yet; closing one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.actions import findings as closing
from maintenance.forms.findings import SettlingForm, WithdrawalForm
from maintenance.models import Finding
from maintenance.queries import findings
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web import pages
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
def waiting(request: PersonRequest) -> HttpResponse:
    """Findings that wait, by how serious they are: all, or those of a route, a severity, an age."""
    at, asked = clock.now(), findings.read(request.GET)
    counted = findings.counts(asked, now=at)
    page = {
        "filters": [
            (_("Por ruta"), findings.routes(asked)),
            (_("Por gravedad"), findings.severities(asked)),
            (_("Por antigüedad"), findings.ages(asked)),
        ],
        "groups": findings.groups(asked, counted, now=at),
        "total": sum(counted.values()),
        "serious": counted["serious"],
        "is_narrowed": asked != findings.Asked(),
    }
    return render(request, "maintenance/findings.html", page)


@requires(Permission.RUN_OFFICE)
@takes_form
def one(request: PersonRequest, finding: UUID) -> HttpResponse:
    """One finding, and the form that says it has been seen to."""
    found, at = _found(finding), clock.now()
    form = SettlingForm(request.POST or None, visits=findings.later_visits(found))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            closing.settle(finding=found, words=said["words"], visit=said["visit"], by=request.user, at=at)
        except closing.CannotClose:
            form.add_error(None, _("Alguien lo cerró mientras tanto."))
            found = _found(finding)
        else:
            return _closed(request, _("Hallazgo resuelto."))
    return _page(request, found, form, WithdrawalForm())


@requires(Permission.RUN_OFFICE)
@post_only
def withdrawal(request: PersonRequest, finding: UUID) -> HttpResponse:
    """It was none."""
    found, at = _found(finding), clock.now()
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        try:
            closing.withdraw(finding=found, why=form.cleaned_data["why"], by=request.user, at=at)
        except closing.CannotClose:
            form.add_error(None, _("Alguien lo cerró mientras tanto."))
            found = _found(finding)
        else:
            return _closed(request, _("Hallazgo retirado."))
    return _page(request, found, SettlingForm(visits=findings.later_visits(found)), form)


def _found(key: UUID) -> Finding:
    found = get_object_or_404(findings.one(key))
    timezone.activate(found.lift.building.time_zone)
    return found


def _closed(request: PersonRequest, words: str) -> HttpResponse:
    messages.info(request, words)
    return redirect("maintenance:findings")


def _page(request: PersonRequest, found: Finding, settling: SettlingForm, withdrawing: WithdrawalForm) -> HttpResponse:
    at = clock.now()
    page = {
        "finding": found,
        "line": findings.line(found, now=at),
        "ended": findings.ended(found, now=at),
        "quote_url": pages.url_of("maintenance.finding_quote", found.pk),
        "settling": settling,
        "withdrawing": withdrawing,
    }
    return render(request, "maintenance/finding.html", page)
