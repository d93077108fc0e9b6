"""What the page of one visit prints."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maintenance.enums import Condition, Frequency, Place, Result, Severity
from maintenance.models import Bulletin, Finding, Visit
from maintenance.queries import findings, visits
from maintenance.queries.photos import Shown, Wall
from owners.queries import landings, visit_strip
from portal.web import words

ROWS = ("lift__building", "technician__person", "contractor", "plan")
TONES = {
    Result.OK: "ok",
    Result.ADJUSTED: "accent",
    Result.OBSERVED: "warn",
    Result.PENDING: "warn",
    Result.NOT_DONE: "warn",
    Result.NOT_APPLICABLE: "",
}
GRAVITY = (Severity.SERIOUS, Severity.SOON, Severity.MINOR)
ICONS = {Result.OK: "check", Result.ADJUSTED: "wrench", Result.NOT_APPLICABLE: "minus"}


@dataclass(frozen=True)
class Item:
    """One thing that was checked: the trade's words, what they mean, and what it came to."""

    text: str
    plain: str
    result: str
    code: str
    tone: str
    icon: str
    words: str


@dataclass(frozen=True)
class Group:
    """Items of one place of the lift."""

    name: str
    items: list[Item]

    @property
    def all_well(self) -> bool:
        """Whether nothing in it needs a word."""
        return all(item.code in {Result.OK, Result.NOT_APPLICABLE} for item in self.items)


@dataclass(frozen=True)
class Found:
    """Something seen that has to be seen to, or had to be."""

    key: UUID
    words: str
    severity: str
    tone: str
    is_settled: bool
    photos: list[Shown]


def groups(visit: Visit) -> list[Group]:
    """What was checked, place by place from the machine room to the pit."""
    language = get_language() or "es"
    lines = {line["number"]: line for line in visit.plan.lines} if visit.plan else {}
    told = [(_in(lines.get(int(reply["number"]), {}), "group", language), reply) for reply in visit.replies]
    return [
        Group(name, [_item(lines.get(int(reply["number"]), {}), reply, language) for _name, reply in some])
        for name, some in groupby(told, key=lambda pair: pair[0])
    ]


def _item(line: dict[str, Any], reply: dict[str, Any], language: str) -> Item:
    result = Result(reply["result"])
    return Item(
        text=_in(line, "text", language),
        plain=_in(line, "plain", language),
        result=str(result.label),
        code=result,
        tone=TONES[result],
        icon=ICONS.get(result, "clock"),
        words=reply.get("words", ""),
    )


def _in(line: dict[str, Any], part: str, language: str) -> str:
    told: dict[str, str] = line.get(part, {})
    return told.get(language, told.get("es", ""))


def checked(visit: Visit) -> str:
    """What was checked, in one sentence."""
    counts = {name: getattr(visit, name) for name in landings.COUNTS}
    return landings.checked(counts | {"technician__person__name": visit.who, "done_by": ""})


def exceptions(found: list[Group]) -> list[Item]:
    """What was mended or is owed."""
    return [item for group in found for item in group.items if item.code not in {Result.OK, Result.NOT_APPLICABLE}]


def facts(visit: Visit, now: datetime) -> dict[str, str]:
    """Times, conditions and punctuality, in words."""
    zone = ZoneInfo(visit.lift.building.time_zone)
    local = now.astimezone(zone)
    began, ended = visit.started_at, visit.finished_at
    recorded = visit.recorded_at.astimezone(zone) if visit.recorded_at else None
    received = visit.received_at.astimezone(zone) if visit.received_at else None
    days = visits.days_of(visit.lift, until=ended) if ended else []
    window = visits.window_after(visit, days)
    return {
        "title": _title(visit, zone, local),
        "times": words.span(began.astimezone(zone), ended.astimezone(zone), local) if began and ended else "",
        "lasted": words.lasting((ended - began).total_seconds()) if began and ended else "",
        "arrival": str(Condition(visit.condition_on_arrival).label),
        "departure": str(Condition(visit.condition_on_departure).label),
        "recorded": landings.received_late(recorded, received),
        "scanned": scanned(visit, zone, local),
        "clock": clock_note(visit),
        "received": words.moment(received, local) if received else "",
        "punctual": visit_strip.said_of(visits.box_of(visit, days)),
        "window": words.window(window.opens_on, window.closes_on, local.date()) if window else "",
    }


def scanned(visit: Visit, zone: ZoneInfo, local: datetime) -> str:
    """En el cuadro de maniobra, a las 9:41: what the phone said, never proved."""
    if visit.scanned_at is None:
        return ""
    said = {"place": Place(visit.scan_place).label, "when": words.moment(visit.scanned_at.astimezone(zone), local)}
    return _("leído %(place)s, %(when)s") % said


def clock_note(visit: Visit) -> str:
    """By how much the phone's clock was wrong, when its times were moved."""
    if not visit.clock_skew_seconds:
        return ""
    said = {"long": words.lasting(abs(visit.clock_skew_seconds))}
    if visit.clock_skew_seconds > 0:
        return _("El del teléfono iba %(long)s atrasado; estas horas están corregidas.") % said
    return _("El del teléfono iba %(long)s adelantado; estas horas están corregidas.") % said


def joined(visit: Visit, now: datetime) -> list[str]:
    """Who else wrote this visit down, and when: one visit, and what they brought is shown with it."""
    zone = ZoneInfo(visit.lift.building.time_zone)
    local = now.astimezone(zone)
    rows = visit.joined.select_related("technician__person").order_by("joined_at", "pk")
    told = []
    for row in rows:
        name = row.technician.person.name if row.technician else _("El técnico")
        began, ended = row.started_at, row.finished_at
        when = words.span(began.astimezone(zone), ended.astimezone(zone), local) if began and ended else ""
        told.append(", ".join(part for part in (name, when) if part))
    return told


def _title(visit: Visit, zone: ZoneInfo, local: datetime) -> str:
    if visit.finished_at is None:
        return _("Revisión prevista")
    day = words.long(visit.finished_at.astimezone(zone).date(), local.date())
    return _("Revisión %(scope)s del %(day)s") % {"scope": Frequency(visit.scope).label.lower(), "day": day}


def bulletin(visit: Visit) -> Bulletin | None:
    """The bulletin that holds; a correction over what it corrects."""
    return visit.bulletins.standing().select_related("file", "corrects").order_by("-issued_at", "-pk").first()


def found(visit: Visit, wall: Wall) -> list[Found]:
    """What was found on the visit, by whoever wrote it down, the most serious first, with its photos."""
    rows = list(Finding.objects.of_visit(visit).order_by("found_at", "pk"))
    rows.sort(key=lambda one: GRAVITY.index(Severity(one.severity)))
    return [
        Found(
            key=one.pk,
            words=one.words,
            severity=str(Severity(one.severity).label),
            tone=findings.TONES[Severity(one.severity)],
            is_settled=one.settled_at is not None,
            photos=wall.of(one.pk),
        )
        for one in rows
    ]
