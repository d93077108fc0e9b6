"""How what we tell is received, as the office reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.catalogue import label_of
from notifications.queries import reception
from notifications.queries.reception import InTheDark
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires

SHOWN = 100
GOAL = 60.0  # seconds in which 95 of 100 facts at the lift are told


@dataclass(frozen=True)
class Figure:
    """One number with what it means; its tone says whether it is as it should be."""

    title: str
    number: str
    under: str
    tone: str = ""


@requires(Permission.RUN_OFFICE)
def received(request: PersonRequest) -> HttpResponse:
    """How soon, who spoke first, what people asked not to hear, and who is in the dark."""
    now = clock.now()
    dark = reception.in_the_dark(now)
    context = {
        "figures": [_quickness(now), _announced(now), _owned_up(now), _calls(now)],
        "lines": [(label_of(one.touchpoint), one) for one in reception.lines(now)],
        "silenced": _silenced(),
        "dark": [_dark(one, now) for one in dark[:SHOWN]],
        "dark_total": len(dark),
    }
    return render(request, "notifications/reception.html", context)


def _quickness(now: datetime) -> Figure:
    found = reception.quickness(now)
    if not found.told:
        return Figure(_("De lo que pasa a que se sabe"), "–", _("Aún no hay nada que medir."))
    said = {"half": _seconds(found.half), "n": found.told}
    under = ngettext(
        "95 de cada 100, en ese tiempo o menos; la mitad, en %(half)s. De %(n)s correo.",
        "95 de cada 100, en ese tiempo o menos; la mitad, en %(half)s. De %(n)s correos.",
        found.told,
    )
    tone = "ok" if found.nearly_all <= GOAL else "warn"
    return Figure(_("De lo que pasa a que se sabe"), _seconds(found.nearly_all), under % said, tone)


def _seconds(number: float) -> str:
    if number < 120:
        return _("%(n)s s") % {"n": number_format(number, 0 if number >= 10 else 1, use_l10n=True)}
    return _("%(n)s min") % {"n": number_format(number / 60, 0, use_l10n=True)}


def _announced(now: datetime) -> Figure:
    found = reception.announced(now)
    title = _("Averías que contamos antes de que nos llamaran")
    total = found.first + found.after + found.unsaid
    if not total:
        return Figure(title, "–", _("No ha habido averías."))
    number = _("%(n)s de %(all)s") % {"n": found.first, "all": total}
    parts = [
        _("En %(n)s llamó antes alguien del titular.") % {"n": found.after} if found.after else "",
        _("De %(n)s no se avisó a nadie.") % {"n": found.unsaid} if found.unsaid else "",
    ]
    said = " ".join(part for part in parts if part) or _("De todas avisamos nosotros primero.")
    return Figure(title, number, said, "warn" if found.unsaid else "ok")


def _owned_up(now: datetime) -> Figure:
    told, owed = reception.owned_up(now)
    title = _("Lo que no cumplimos y dijimos nosotros")
    if not owed:
        return Figure(title, "–", _("Ni un plazo pasado, ni una promesa sin cumplir."), "ok")
    number = _("%(n)s de %(all)s") % {"n": told, "all": owed}
    under = _("Revisiones que llegan tarde, promesas de noticias y paradas largas.")
    return Figure(title, number, under, "ok" if told == owed else "stop")


def _calls(now: datetime) -> Figure:
    number = number_format(reception.calls_per_lift_and_month(now), 2, use_l10n=True)
    return Figure(_("Llamadas por ascensor y mes"), number, _("La meta: que nadie tenga que llamar para saber."))


def _silenced() -> list[tuple[str, int]]:
    found = reception.silenced()
    return [
        (_("Solo quieren lo que pide la ley"), found["law"]),
        (_("Han apagado algún tema"), found["off"]),
        (_("Dicen que no son ellos"), found["wrong"]),
    ]


def _dark(one: InTheDark, now: datetime) -> dict[str, Any]:
    return {"name": one.owner.name, "why": reception.why(one, now), "tone": "warn" if one.can_be_reached else "stop"}
