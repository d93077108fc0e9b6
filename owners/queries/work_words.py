"""A work in words: when, whether the lift stands for it, and how far it is. Moments come in in the building's zone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from maintenance.enums import WorkKind, WorkState
from maintenance.kinds import works
from maintenance.models import Work
from portal.web import words
from portal.web.words import gettext as _

TOLD = ("words", "state", "from_at", "to_at", "begun_at", "ended_at", "end_words", "why_cancelled")


def when(begins: datetime, ends: datetime, now: datetime) -> str:
    """mañana, de 9:00 a 14:00 · desde el 2 de diciembre a las 8:00 hasta el 4 de diciembre a las 18:00."""
    if begins.date() == ends.date():
        hours = {"day": _day(begins, now), "first": words.hour(begins), "last": words.hour(ends)}
        return _("%(day)s, de %(first)s a %(last)s") % hours
    return _("desde el %(first)s a las %(begins)s hasta el %(last)s a las %(ends)s") % {
        "first": words.long(begins.date(), now.date()),
        "begins": words.hour(begins),
        "last": words.long(ends.date(), now.date()),
        "ends": words.hour(ends),
    }


def _day(begins: datetime, now: datetime) -> str:
    away = (begins.date() - now.date()).days
    near = {-1: _("ayer"), 0: _("hoy"), 1: _("mañana")}
    return near.get(away) or _("el %(day)s") % {"day": words.long(begins.date(), now.date())}


def planned(begins: datetime, ends: datetime, now: datetime) -> str:
    """Previsto para mañana, de 9:00 a 14:00."""
    said = {"when": when(begins, ends, now)}
    return _("Previsto para %(when)s") % said if begins.date() == ends.date() else _("Previsto %(when)s") % said


def standing(work: Work) -> str:
    """Whether the lift stands for it, and of one that is done how long it stood."""
    if work.state == WorkState.PLANNED:
        return _("El ascensor estará parado.") if work.stops_service else _("El ascensor seguirá funcionando.")
    if work.state == WorkState.BEGUN:
        return _("El ascensor está parado.") if work.stops_service else _("El ascensor sigue funcionando.")
    if work.state == WorkState.CANCELLED:
        return ""
    if work.stop and work.stop.to_at:
        long = words.lasting((work.stop.to_at - work.stop.from_at).total_seconds())
        return _("El ascensor estuvo parado %(long)s.") % {"long": long}
    return "" if work.stops_service else _("El ascensor no paró.")


def how_far(work: Work, at: datetime) -> str:
    """Previsto para …, en marcha desde …, hecho el …, or why it will not be."""
    zone = ZoneInfo(work.lift.building.time_zone)
    now = at.astimezone(zone)
    if work.state == WorkState.CANCELLED:
        return _("Anulado: %(why)s") % {"why": work.why_cancelled}
    if work.ended_at:
        return _("Hecho el %(day)s") % {"day": words.long(work.ended_at.astimezone(zone).date(), now.date())}
    if work.begun_at:
        return _("En marcha %(since)s") % {"since": words.since(work.begun_at.astimezone(zone), now)}
    return planned(work.from_at.astimezone(zone), work.to_at.astimezone(zone), now)


def named(work: Work, at: datetime) -> str:
    """la reparación T-2026-0001 del 3 de noviembre."""
    zone = ZoneInfo(work.lift.building.time_zone)
    day = (work.ended_at or work.begun_at or work.from_at).astimezone(zone).date()
    said = {"number": work.number, "day": words.long(day, at.astimezone(zone).date())}
    return {
        WorkKind.REPAIR: _("la reparación %(number)s del %(day)s"),
        WorkKind.UPGRADE: _("la mejora %(number)s del %(day)s"),
        WorkKind.OTHER: _("el trabajo %(number)s del %(day)s"),
    }[WorkKind(work.kind)] % said


def landing(kind: str, work: Mapping[str, Any], at: Callable[[str], datetime | None], now: datetime) -> dict[str, Any]:
    """What a timeline says of a work besides its kind; when it will be only for as long as that is ahead.

    `work` has the columns `TOLD`; `at` reads a moment of them in the building's zone.
    """
    if kind == works.DONE.name:
        began, ended = at("begun_at"), at("ended_at")
        said = {"when": words.span(began, ended, now)} if began and ended else {}
        return said | {"tone": "ok", "text": full(work["end_words"])}
    if kind == works.CANCELLED.name:
        return {"text": words.sentences(full(work["words"]), full(work["why_cancelled"]))}
    begins, ends = at("from_at"), at("to_at")
    ahead = f"{planned(begins, ends, now)}." if begins and ends and work["state"] == WorkState.PLANNED else ""
    return {"tone": "accent", "text": words.sentences(full(work["words"]), ahead)}


def full(said: str) -> str:
    """What somebody typed, with its full stop."""
    return f"{said}." if said and said[-1] not in ".!?" else said
