"""Past breakdowns: each becomes a breakdown of the archive, with its stop and the two ends of its story.

One entry in the lift's stream tells each: it was restored, when, and since when it had stood. Written as history, it
is shown at its time and nobody is told.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Min

from maintenance import kinds
from maintenance.actions import cards, numbers
from maintenance.actions.imports import sheets
from maintenance.actions.imports.sheets import Candidate, Pen, Seen, Sheet
from maintenance.enums import Cause, Doubt, Refusal, Step, Why
from maintenance.models import Breakdown, BreakdownStep, Lift, StagedRow, Stop
from maintenance.queries import imports
from maintenance.rules import sheets as rules
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib import clock

SERIES = "I"
TIMES = ("reported_at", "restored_at")
COPIED = ("cause", "attribution", "cause_words", "fix_words", "entrapment", "stops_service")


def check(rows: Sequence[Candidate], seen: Seen) -> None:
    """Finds each row's lift, says which are here already and which overlap the one before."""
    known = imports.lifts_called({row.found.values[name] for row in rows for name in ("lift", "rae")}, seen.source)
    here = {
        breakdown.external_id: breakdown
        for breakdown in Breakdown.objects.filter(source=seen.source, external_id__in=[row.key for row in rows]).only(
            "external_id", *TIMES
        )
    }
    for row in rows:
        told = row.found.values
        lift_id = known.get(told["lift"] or told["rae"])
        if lift_id is None:
            row.remark(Refusal.NO_LIFT, value=told["lift"] or told["rae"])
        elif row.key in here:
            _compare(row, here[row.key])
        else:
            told["lift"] = str(lift_id)
            _check_overlap(row, seen)


def write(rows: Sequence[StagedRow], pen: Pen) -> None:
    """Writes breakdowns that are over, their stops, their stories and their entries."""
    here = set(
        Breakdown.objects.filter(source=pen.source, external_id__in=[row.external_id for row in rows]).values_list(
            "external_id", flat=True
        )
    )
    new = [row for row in rows if row.external_id not in here]
    told = {row.external_id: row.plain for row in new}
    breakdowns = [
        Breakdown(
            number=f"{SERIES}-{number:06d}",
            lift_id=UUID(values["lift"]),
            reported_at=datetime.fromisoformat(values["reported_at"]),
            restored_at=datetime.fromisoformat(values["restored_at"]),
            arrived_at=values["arrived_at"] and datetime.fromisoformat(values["arrived_at"]),
            source=pen.source,
            external_id=key,
            origin=Origin.HISTORY,
            **{name: values[name] for name in COPIED},
        )
        for number, (key, values) in zip(numbers.block(SERIES, len(told)), told.items(), strict=True)
    ]
    Breakdown.objects.bulk_create(breakdowns)
    Stop.objects.bulk_create(_stop(one) for one in breakdowns if one.stops_service)
    BreakdownStep.objects.bulk_create(step for one in breakdowns for step in _story(one, told[one.external_id]))

    entries = (
        kinds.BREAKDOWN_RESTORED.of(
            one, occurred_at=datetime.fromisoformat(told[one.external_id]["restored_at"]), origin=Origin.HISTORY
        )
        for one in breakdowns
    )
    ledger.append(*entries, by=pen.by, at=pen.at)


def touched(rows: Sequence[StagedRow], _source: str) -> set[UUID]:
    """The lifts of these rows."""
    return {UUID(row.plain["lift"]) for row in rows}


def settle(lift_ids: Sequence[UUID], source: str, at: datetime) -> None:
    """Counts the days the source tells of anew, and makes the cards."""
    spans = {
        lift_id: (first, last)
        for lift_id, first, last in Stop.objects.filter(lift__in=lift_ids, source=source)
        .values("lift")
        .annotate(first=Min("from_at"), last=Max("to_at"))
        .order_by("lift")
        .values_list("lift", "first", "last")
    }
    for lift in Lift.objects.filter(pk__in=spans).select_related("building").order_by("pk"):
        first, last = (clock.day_in(lift.building.time_zone, moment) for moment in spans[lift.pk])
        cards.count_days(lift, [first + timedelta(days=number) for number in range((last - first).days + 1)])
    cards.refresh(lift_ids, at=at)


def _compare(row: Candidate, breakdown: Breakdown) -> None:
    row.is_here = True
    row.remark(Doubt.ALREADY)
    for name in TIMES:
        told, held = datetime.fromisoformat(row.found.values[name]), getattr(breakdown, name)
        if told != held:
            row.remark(Doubt.DIFFERS, of=sheets.title(Breakdown, name), value=f"{told:%d/%m/%Y %H:%M} UTC")


def _check_overlap(row: Candidate, seen: Seen) -> None:
    """Stops that overlap are counted once; the office is told, for one of the two may be wrong."""
    told = row.found.values
    begins, ends = told["reported_at"], told["restored_at"]
    before = seen.notes["span"].get(told["lift"])
    if before and begins < before[1] and before[0] < ends:
        row.remark(Doubt.OVERLAPS, value=str(before[2]))
    if not before or ends > before[1]:
        seen.notes["span"][told["lift"]] = (begins, ends, row.line)


def _stop(breakdown: Breakdown) -> Stop:
    return Stop(
        lift_id=breakdown.lift_id,
        from_at=breakdown.reported_at,
        to_at=breakdown.restored_at,
        why=Why.MAINS if breakdown.cause == Cause.POWER else Why.BREAKDOWN,
        breakdown=breakdown,
        source=breakdown.source,
        external_id=breakdown.external_id,
    )


def _story(breakdown: Breakdown, told: dict[str, Any]) -> Iterable[BreakdownStep]:
    """The landings the archive knows."""
    landings = [
        (Step.REPORTED, breakdown.reported_at, told["words"]),
        (Step.ASSIGNED, _moment(told, "assigned_at"), ""),
        (Step.ARRIVED, breakdown.arrived_at, ""),
        (Step.FOUND, _moment(told, "found_at"), told.get("cause_words", "")),
        (Step.RESTORED, breakdown.restored_at, told["end_words"]),
    ]
    return [BreakdownStep(breakdown=breakdown, step=step, at=at, words=words) for step, at, words in landings if at]


def _moment(told: dict[str, Any], name: str) -> datetime | None:
    """What only programs tell."""
    return datetime.fromisoformat(told[name]) if told.get(name) else None


OUTAGES = Sheet(
    name="breakdowns",
    known=rules.OUTAGE,
    needed=rules.OUTAGE_NEEDS,
    read=rules.outage,
    check=check,
    write=write,
    touched=touched,
    settle=settle,
)
