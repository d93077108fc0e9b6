"""Everything on its way out of the house, and what a person can do where it got stuck."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.actions import remedies, sending, suppressions
from notifications.forms.deliveries import Remedy, RemedyForm, ResumptionForm
from notifications.models import Delivery
from notifications.queries import deliveries
from notifications.queries import suppressions as bad_addresses
from notifications.views import posts
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """What nobody knows of, what did not arrive, what waits, and the books."""
    return render(request, "notifications/deliveries.html", {"post": posts.day(clock.now())})


@requires(Permission.RUN_OFFICE)
def one(request: PersonRequest, delivery: UUID) -> HttpResponse:
    """One mail: to whom, what it says, what became of it."""
    found = get_object_or_404(deliveries.one(), pk=delivery)
    return render(request, "notifications/delivery.html", {"mail": posts.whole(found, clock.now())})


@requires(Permission.RUN_OFFICE)
@post_only
def remedy(request: PersonRequest, delivery: UUID) -> HttpResponse:
    """It arrived, it goes again, it is told on paper, or nothing need be done."""
    found = get_object_or_404(deliveries.one(), pk=delivery)
    form = RemedyForm(request.POST)
    if form.is_valid():
        _do(request, found, form.cleaned_data["what"])
    return redirect("notifications:deliveries")


def _do(request: PersonRequest, found: Delivery, what: str) -> None:
    said = {
        Remedy.ARRIVED: _("Anotado: llegó."),
        Remedy.AGAIN: _("Va otra vez."),
        Remedy.PAPER: _("Anotado: se dice en papel."),
        Remedy.SEEN: _("Anotado: no hace falta nada."),
    }
    acts = {
        Remedy.ARRIVED: remedies.arrived,
        Remedy.AGAIN: remedies.send_again,
        Remedy.PAPER: remedies.on_paper,
        Remedy.SEEN: remedies.see,
    }
    try:
        acts[Remedy(what)](delivery=found, by=request.user, at=clock.now())
    except remedies.CannotDecide:
        notes.warning(request, _("Alguien se adelantó: ya no espera."), extra_tags="warn")
    except remedies.CannotGoAgain as cannot:
        notes.warning(request, posts.cannot(cannot.why), extra_tags="warn")
    else:
        notes.info(request, said[Remedy(what)])


@requires(Permission.RUN_OFFICE)
@post_only
def resumption(request: PersonRequest) -> HttpResponse:
    """Sends again after a backup was restored."""
    form = ResumptionForm(request.POST)
    if form.is_valid():
        releases = form.cleaned_data["waiting"] == "sent"
        number = sending.resume(releases=releases, by=request.user, at=clock.now())
        notes.info(request, _released(number) if releases else _held(number))
    return redirect("notifications:deliveries")


def _released(number: int) -> str:
    return ngettext(
        "Los correos vuelven a salir: también %(n)s que esperaba.",
        "Los correos vuelven a salir: también los %(n)s que esperaban.",
        number,
    ) % {"n": number}


def _held(number: int) -> str:
    return ngettext(
        "Los correos nuevos vuelven a salir. %(n)s que esperaba queda en duda.",
        "Los correos nuevos vuelven a salir. Los %(n)s que esperaban quedan en duda.",
        number,
    ) % {"n": number}


@requires(Permission.RUN_OFFICE)
@post_only
def lifting(request: PersonRequest, suppression: int) -> HttpResponse:
    """The address is well again."""
    found = get_object_or_404(bad_addresses.standing(), pk=suppression)
    suppressions.lift(suppression=found, by=request.user, at=clock.now())
    notes.info(request, _("Se vuelve a escribir a %(address)s.") % {"address": found.address})
    return redirect("notifications:deliveries")
