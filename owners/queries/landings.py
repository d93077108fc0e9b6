"""Entries of a lift told as landings, read off the rows they are about in a fixed number of queries a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import ngettext

from maintenance.enums import Answer, Cause, Condition, Frequency, How, VisitState
from maintenance.kinds import WORKS
from maintenance.models import Breakdown, Bulletin, Call, Visit, Work
from maintenance.queries import photos
from maintenance.queries.photos import Some
from owners.models import Document
from owners.queries import work_words
from portal.ledger import kinds
from portal.web import pages, words
from portal.web.words import gettext as _
from portal.web.words import remembered

Row = dict[str, Any]
COUNTS = ("ok", "adjusted", "observed", "pending", "not_done")  # of a visit: what `checked` tells
PICTURED = ("visit.completed", "breakdown.restored")  # the entries that have photos, visits first
LATE_TO_US = timedelta(minutes=5)  # recorded without coverage, and received later: said from here on


class Landing(NamedTuple):
    """One entry as a page prints it. `tone` is ok, warn, stop or accent; `links` are (words, address); `some` are
    the first of its photos.
    """

    on: date
    number: int
    title: str
    when: str
    url: str = ""
    tone: str = ""
    text: str = ""
    note: str = ""
    links: Sequence[tuple[str, str]] = ()
    some: Some | None = None


@dataclass(frozen=True)
class Told:
    """An entry with the row it is about, times in the zone of the building."""

    entry: Row
    subject: Row
    zone: ZoneInfo
    now: datetime

    def at(self, column: str) -> datetime | None:
        """A moment of the subject at the building's place."""
        moment: datetime | None = self.subject.get(column)
        return moment.astimezone(self.zone) if moment else None


def of(
    entries: Sequence[Row],
    *,
    zone: ZoneInfo,
    now: datetime,
    whole: bool,
    erased: Mapping[int, str],
    pictured: bool,
) -> list[Landing]:
    """Landings in the order given, `pictured` with their photos. Unless `whole`, what a later entry tells better is
    left out.

    `erased` says of entries whose text is gone, by number, when it went and why.
    """
    subjects = {label: _subjects(label, entries) for label in {entry["subject_label"] for entry in entries}}
    told = [Told(entry, subjects[entry["subject_label"]].get(entry["subject_id"], {}), zone, now) for entry in entries]
    walls = _walls(entries) if pictured else {}
    shown = [one for one in told if whole or not _is_told_later(one)]
    return [_landing(one, erased, walls.get(one.entry["number"])) for one in shown]


def _walls(entries: Sequence[Row]) -> dict[int, Some]:
    """The first photos of what was done, by the number of the entry that tells it; none where its text is gone."""
    done = {kind: [one for one in entries if one["kind"] == kind and one["body"]] for kind in PICTURED}
    visits, breakdowns = ({one["subject_id"] for one in some} for some in done.values())
    if not (visits or breakdowns):
        return {}
    found = photos.first_of(visits, breakdowns)
    told = [one for some in done.values() for one in some]
    return {one["number"]: found[one["subject_id"]] for one in told if one["subject_id"] in found}


def _is_told_later(one: Told) -> bool:
    return one.entry["kind"] == "breakdown.confirmed" and one.subject.get("restored_at") is not None


def _landing(one: Told, erased: Mapping[int, str], some: Some | None) -> Landing:
    occurred_at = one.entry["occurred_at"].astimezone(one.zone)
    told = _told(one, erased)
    if "title" not in told:
        told["title"] = _sentence(one.entry["kind"])
    if "when" not in told:
        told["when"] = f"{words.short(occurred_at.date(), one.now.date())}, {words.hour(occurred_at)}"
    return Landing(on=occurred_at.date(), number=one.entry["number"], some=some, **told)


def _told(one: Told, erased: Mapping[int, str]) -> Row:
    """What is said of this entry alone; the rest its kind and its moment say."""
    entry = one.entry
    if entry["body"] == "":
        return {"note": erased.get(entry["number"], "")}
    told = _correction(one) | _TELL.get(entry["kind"], _plainly)(one)
    return {"url": pages.url_of(entry["subject_label"], entry["subject_id"])} | told


@remembered
def _sentence(kind: str) -> str:
    return str(kinds.named(kind).sentence)


def _correction(one: Told) -> Row:
    if one.entry["corrects"] is None:
        return {}
    return {"note": _("Corrige la anotación %(number)s.") % {"number": one.entry["corrects"]}, "tone": "accent"}


def _plainly(_one: Told) -> Row:
    return {}


def _day_only(one: Told) -> Row:
    return {"when": words.short(one.entry["occurred_at"].astimezone(one.zone).date(), one.now.date())}


# --- visits ----------------------------------------------------------------------------------------------------------


def _visit(one: Told) -> Row:
    began, ended = one.at("started_at"), one.at("finished_at")
    visit = one.subject
    return {
        "title": scope_sentence(visit["scope"]),
        "when": words.span(began, ended, one.now) if began and ended else "",
        "tone": "warn" if visit["pending"] or visit["condition_on_departure"] == Condition.OUT_OF_SERVICE else "ok",
        "text": words.sentences(checked(visit), visit["words_for_owner"]),
        "note": _counted_once(visit) or received_late(one.at("recorded_at"), one.at("received_at")),
        "links": _bulletin_link(visit["bulletins__pk"]),
    }


def _counted_once(visit: Row) -> str:
    if visit["state"] != VisitState.JOINED:
        return ""
    return _("La misma revisión está anotada también por otro técnico: cuenta una sola vez.")


@remembered
def scope_sentence(scope: str) -> str:
    """Revisión mensual hecha."""
    return _("Revisión %(scope)s hecha") % {"scope": Frequency(scope).label.lower()}


def checked(visit: Row) -> str:
    """Marta Gil comprobó 34 puntos: 32 correctos, 1 ajustado, 1 pendiente."""
    said = _checked(visit["ok"], visit["adjusted"], visit["observed"], visit["pending"], visit["not_done"])
    return said % {"name": visit["technician__person__name"] or visit["done_by"] or _("El técnico")} if said else ""


@remembered
def _checked(ok: int, adjusted: int, observed: int, pending: int, not_done: int) -> str:
    """The sentence with a gap for the name."""
    total = ok + adjusted + observed + pending + not_done
    if not total:
        return ""
    gaps: Row = {"name": "%(name)s", "n": total}
    if total == ok:
        said = ngettext(
            "%(name)s comprobó %(n)s punto, correcto.", "%(name)s comprobó %(n)s puntos, todos correctos.", total
        )
        return said % gaps
    parts = [
        (ok, ngettext("%(n)s correcto", "%(n)s correctos", ok)),
        (adjusted, ngettext("%(n)s ajustado", "%(n)s ajustados", adjusted)),
        (observed, ngettext("%(n)s con observación", "%(n)s con observaciones", observed)),
        (pending, ngettext("%(n)s pendiente", "%(n)s pendientes", pending)),
        (not_done, ngettext("%(n)s sin hacer", "%(n)s sin hacer", not_done)),
    ]
    listed = ", ".join(told % {"n": count} for count, told in parts if count)
    said = ngettext("%(name)s comprobó %(n)s punto: %(listed)s.", "%(name)s comprobó %(n)s puntos: %(listed)s.", total)
    return said % (gaps | {"listed": listed})


def received_late(recorded: datetime | None, received: datetime | None) -> str:
    """Anotado a las 10:58 sin cobertura, recibido 12:40."""
    if recorded is None or received is None or received - recorded < LATE_TO_US:
        return ""
    if received.date() == recorded.date():
        return _("Anotado a las %(recorded)s, recibido a las %(received)s.") % {
            "recorded": words.hour(recorded),
            "received": words.hour(received),
        }
    return _("Anotado a las %(recorded)s, recibido el %(day)s.") % {
        "recorded": words.hour(recorded),
        "day": words.figures(received.date()),
    }


def _bulletin_link(key: UUID | None) -> list[tuple[str, str]]:
    return [(_("Boletín"), pages.url_of("maintenance.bulletin", key))] if key else []


# --- breakdowns ------------------------------------------------------------------------------------------------------


def _restored(one: Told) -> Row:
    reported, restored = one.at("reported_at"), one.at("restored_at")
    if reported is None or restored is None:
        return {"tone": "stop"}
    took = words.lasting((restored - reported).total_seconds())
    return {
        "title": _("Avería resuelta en %(took)s") % {"took": took},
        "when": words.span(reported, restored, one.now),
        "tone": "stop" if one.subject["stops_service"] else "warn",
        "text": words.sentences(_cause(one.subject), one.subject["fix_words"], _inside(one.subject)),
        "links": _repeated(one.subject["repeats_id"]),
    }


def _confirmed(one: Told) -> Row:
    text = words.sentences(_cause(one.subject), _inside(one.subject)) if one.subject else ""
    return {"tone": "stop" if one.subject.get("stops_service") else "warn", "text": text}


def _cause(breakdown: Row) -> str:
    if breakdown["cause_words"]:
        return str(breakdown["cause_words"])
    if breakdown["cause"] == Cause.UNKNOWN:
        return ""
    return _("Causa: %(cause)s.") % {"cause": Cause(breakdown["cause"]).label.lower()}


def _inside(breakdown: Row) -> str:
    return _("Había alguien dentro.") if breakdown["entrapment"] else ""


def _repeated(key: UUID | None) -> list[tuple[str, str]]:
    return [(_("Repite otra de hace menos de 30 días"), pages.url_of("maintenance.breakdown", key))] if key else []


# --- calls and papers ------------------------------------------------------------------------------------------------


def _call(one: Told) -> Row:
    call = one.subject
    inside = {Answer.YES: _("Hay alguien dentro."), Answer.NO: _("Nadie dentro.")}.get(
        call.get("anyone_inside", ""), ""
    )
    return {
        "title": _("Aviso %(number)s, %(how)s") % {"number": call["number"], "how": How(call["how"]).label},
        "tone": "warn",
        "text": inside,
        "url": pages.url_of("maintenance.breakdown", call["breakdown_id"]) if call["breakdown_id"] else "",
    }


def _bulletin(one: Told) -> Row:
    return {"title": _("Boletín %(number)s emitido") % {"number": one.subject["number"]}, "tone": "accent"}


def _document(one: Told) -> Row:
    said = {"what": _sentence(one.entry["kind"]), "title": one.subject.get("title", "")}
    return {"title": _("%(what)s: %(title)s") % said, "tone": "accent"}


def _work(one: Told) -> Row:
    return work_words.landing(one.entry["kind"], one.subject, one.at, one.now)


_TELL: dict[str, Callable[[Told], Row]] = {
    "lift.entered": _day_only,
    "visit.completed": _visit,
    "breakdown.restored": _restored,
    "breakdown.confirmed": _confirmed,
    "call.received": _call,
    "bulletin.issued": _bulletin,
    "document.published": _document,
    "document.superseded": _document,
    "document.withdrawn": _document,
    "document.received": _document,
    **dict.fromkeys((kind.name for kind in WORKS), _work),
}

_VISIT = (
    "started_at", "finished_at", "recorded_at", "received_at", "technician__person__name", "done_by", "scope", *COUNTS,
    "words_for_owner", "condition_on_departure", "bulletins__pk", "state",
)  # fmt: skip
_BREAKDOWN = (
    "reported_at", "restored_at", "cause", "cause_words", "fix_words", "entrapment", "stops_service", "repeats_id",
)  # fmt: skip


def _subjects(label: str, entries: Sequence[Row]) -> dict[UUID, Row]:
    """The rows these entries are about, by key; a correction's later paper wins."""
    sources: dict[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
        "maintenance.visit": (Visit.objects.order_by("bulletins__issued_at"), _VISIT),
        "maintenance.breakdown": (Breakdown.objects.all(), _BREAKDOWN),
        "maintenance.call": (Call.objects.all(), ("number", "how", "anyone_inside", "breakdown_id")),
        "maintenance.bulletin": (Bulletin.objects.all(), ("number",)),
        "maintenance.work": (Work.objects.all(), work_words.TOLD),
        "owners.document": (Document.objects.all(), ("title",)),
    }
    if label not in sources:
        return {}
    rows, columns = sources[label]
    wanted = {entry["subject_id"] for entry in entries if entry["subject_label"] == label}
    return {row["pk"]: row for row in rows.filter(pk__in=wanted).values("pk", *columns)}
