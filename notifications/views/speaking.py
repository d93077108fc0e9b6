"""Beginning to write: owners we do not write to yet, what would go out, and the press that begins it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.actions import first_letters
from notifications.forms.speaking import ChoiceForm, FilterForm
from owners.actions import speaking as actions
from owners.models import Wave
from owners.queries import speaking
from portal.access.permissions import Permission
from portal.jobs.models import JobState
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def owners(request: PersonRequest) -> HttpResponse:
    """The list to choose from; choosing begins nothing yet."""
    at = clock.now()
    narrowed = FilterForm(request.GET)
    asked = narrowed.asked()
    found = speaking.silent(asked, at)
    listed = list(found[: speaking.SHOWN])
    form = ChoiceForm(request.POST, keys=[one.pk for one in listed]) if request.method == "POST" else None
    if form and form.is_valid():
        wave = actions.choose(owners=form.cleaned_data["owner"], by=request.user, at=at)
        return redirect("notifications:speaking-wave", wave=wave.pk)
    if form:
        messages.error(request, str(form.errors["owner"][0]))
        return redirect(request.get_full_path())
    page = {
        "owners": speaking.told(listed, at),
        "total": found.count(),
        "asked": asked,
        "firms": speaking.firms(at),
        "waves": [_line(one) for one in speaking.waves()[:10]],
        "chosen": [_line(one) for one in speaking.chosen()[:10]],
    }
    return render(request, "notifications/speaking.html", page)


@requires(Permission.MANAGE_PEOPLE)
def wave(request: PersonRequest, wave: UUID) -> HttpResponse:
    """What would go out, to each; once begun, how far it is."""
    found = _wave(wave)
    if found.started_at is not None:
        page = {"wave": found, "progress": _progress(found), "line": _line(found)}
        part = "#progress" if request.htmx else ""
        return render(request, f"notifications/speaking_begun.html{part}", page)
    at = clock.now()
    foreseen = first_letters.foresee(wave=found, by=request.user, at=at)
    now = timezone.localtime(at)
    letters = [(one, _when(one, now)) for one in foreseen.letters]
    page = {"wave": found, "foreseen": foreseen, "letters": letters, "n": found.beginnings.count()}
    return render(request, "notifications/speaking_wave.html", page)


@requires(Permission.MANAGE_PEOPLE)
@post_only
def start(request: PersonRequest, wave: UUID) -> HttpResponse:
    """Begins it, once."""
    found = _wave(wave)
    try:
        actions.start(wave=found, by=request.user, at=clock.now())
    except actions.CannotStart:
        found.refresh_from_db()
        if found.started_at is None:
            messages.info(request, _("A esos titulares ya les escribimos."))
            return redirect("notifications:speaking")
        messages.info(request, _("Ya estaba empezado."))
    return redirect("notifications:speaking-wave", wave=found.pk)


@requires(Permission.MANAGE_PEOPLE)
@post_only
def putting_back(request: PersonRequest, wave: UUID) -> HttpResponse:
    """The choice is forgotten; nothing was begun."""
    try:
        actions.put_back(wave=_wave(wave))
    except actions.CannotStart:
        messages.info(request, _("Ya estaba empezado."))
        return redirect("notifications:speaking-wave", wave=wave)
    messages.info(request, _("Devueltos a la lista. No ha salido nada."))
    return redirect("notifications:speaking")


def _wave(key: UUID) -> Wave:
    return get_object_or_404(speaking.every(), pk=key)


def _when(one: first_letters.Foreseen, now: Any) -> str:
    if one.goes_at is None:
        return one.why
    local = timezone.localtime(one.goes_at)
    return _("Sale enseguida") if local <= now else _("Sale %(when)s") % {"when": _moment(local, now)}


def _moment(local: Any, now: Any) -> str:
    if local.date() == now.date():
        return _("a las %(hour)s") % {"hour": words.hour(local)}
    return _("el %(day)s a las %(hour)s") % {"day": words.long(local.date(), now.date()), "hour": words.hour(local)}


def _progress(found: Wave) -> dict[str, Any]:
    job = found.job
    rows = found.beginnings.filter(taken_at__isnull=False)
    done, total = rows.exclude(begun_at=None).count(), rows.count()
    return {
        "done": done,
        "total": total,
        "is_over": done == total,
        "failed": job.outcome.get("error", "") if job and job.state == JobState.FAILED else "",
    }


def _line(found: Wave) -> dict[str, Any]:
    now = timezone.localtime(clock.now())
    began = found.started_at or found.chosen_at
    return {
        "key": found.pk,
        "when": words.moment(timezone.localtime(began), now),
        "who": (found.started_by or found.chosen_by).name,
        "n": getattr(found, "n", 0),
    }
