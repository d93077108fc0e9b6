"""What was over before the portal began: written in bulk with its own times, as old facts that nobody is told.

Each fact says what was known when it happened: a breakdown's row is brought forward step by step while they are made.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from maintenance import kinds
from maintenance.actions import visits as visiting
from maintenance.actions.climbing import KINDS
from maintenance.enums import Cause, Step, Why
from maintenance.models import Breakdown, BreakdownStep, Call, Series, Stop, Visit
from maintenance.queries.breakdowns import REPEATS_WITHIN
from portal.demo import rounds
from portal.demo.faults import Call as Told
from portal.demo.faults import Fault, Murmur
from portal.demo.founding import append_all
from portal.demo.known import SOURCE, Known
from portal.ledger.kinds import Origin, Record

UNREPEATED = {Cause.UNKNOWN, Cause.POWER, Cause.NO_FAULT}
CALLS_BEFORE = 871  # the company is older than its portal


@transaction.atomic
def write(
    known: Known, *, visits: Iterable[rounds.Visit], faults: Iterable[Fault], murmurs: Iterable[Murmur], at: datetime
) -> None:
    """Writes them as they were; the order of facts in a stream is the order in which they happened."""
    shelf = _Shelf(known)
    for visit in visits:
        shelf.put_visit(visit)
    calls: list[Fault | Murmur] = [*faults, *murmurs]
    for told in sorted(calls, key=_began_at):
        if isinstance(told, Fault):
            shelf.put_fault(told)
        else:
            shelf.put_murmur(told)
    shelf.store(at=at)


def _began_at(told: Fault | Murmur) -> datetime:
    return told.reported_at if isinstance(told, Fault) else told.call.at


class _Shelf:
    """Rows and facts as they pile up, with the numbers given so far."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.rows: dict[type[models.Model], list[Any]] = defaultdict(list)
        self.records: list[Record] = []
        self.numbers = {"calls": CALLS_BEFORE} | dict(Series.objects.values_list("name", "last"))
        self.earlier: dict[tuple[str, Cause], Breakdown] = {}
        self.promised: dict[str, datetime] = {}

    def put_visit(self, visit: rounds.Visit) -> None:
        told = visiting.told(self.known.work(visit), received_at=visit.received_at)
        row = Visit(lift=self.known.lifts[visit.lift], origin=Origin.HISTORY, **_named(visit.key), **told)
        self.rows[Visit].append(row)
        self._say(kinds.VISIT_COMPLETED.of(row, occurred_at=visit.finished_at, origin=Origin.HISTORY))

    def put_murmur(self, murmur: Murmur) -> None:
        row = self._call(murmur.lift, murmur.call)
        row.settled_at = murmur.settled_at
        self._say(kinds.CALL_SETTLED.of(row, occurred_at=murmur.settled_at, origin=Origin.HISTORY))

    def put_fault(self, fault: Fault) -> None:
        row = self._breakdown(fault)
        calls = [
            self._call(fault.lift, told, joins=row if told.at > fault.confirmed_at else None) for told in fault.calls
        ]
        for landing in sorted(_landings(fault), key=lambda one: one.at):
            self._promises(fault, row, until=landing.at)
            self._climb(fault, row, landing)
        for call in calls:
            call.breakdown = row
        self.rows[Breakdown].append(row)
        if fault.stops:
            why = Why.MAINS if fault.cause == Cause.POWER else Why.BREAKDOWN
            stop = Stop(lift=row.lift, from_at=row.reported_at, to_at=row.restored_at, why=why, breakdown=row)
            self.rows[Stop].append(stop)

    def store(self, *, at: datetime) -> None:
        """All rows in the order in which they lean on each other, then the facts and the numbers reached."""
        for model in (Visit, Breakdown, Call, BreakdownStep, Stop):
            model._default_manager.bulk_create(self.rows[model], batch_size=500)
        append_all(self.records, at=at)
        Series.objects.bulk_create(
            [Series(name=name, last=last) for name, last in self.numbers.items()],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["last"],
        )

    def _call(self, code: str, told: Told, *, joins: Breakdown | None = None) -> Call:
        row = Call(
            number=self._next("calls"),
            lift=self.known.lifts[code],
            breakdown=joins,
            called_at=told.at,
            how=told.how,
            caller_name=told.caller,
            caller_phone=told.phone,
            anyone_inside=told.inside,
            stopped=told.stopped,
            where=told.where,
            words=told.words,
            taken_by=self.known.taker(told),
        )
        self.rows[Call].append(row)
        self._say(kinds.CALL_RECEIVED.of(row, occurred_at=told.at, origin=Origin.HISTORY))
        return row

    def _breakdown(self, fault: Fault) -> Breakdown:
        year = fault.confirmed_at.year
        return Breakdown(
            number=f"A-{year}-{self._next(f'A-{year}'):04d}",
            lift=self.known.lifts[fault.lift],
            reported_at=fault.reported_at,
            stops_service=fault.stops,
            entrapment=fault.inside,
            origin=Origin.HISTORY,
            **_named(fault.key),
        )

    def _climb(self, fault: Fault, row: Breakdown, landing: "_Landing") -> None:
        step, at = landing.step, landing.at
        _bring_forward(row, fault, self.known, landing)
        told = {"because": landing.because, "words": landing.words, "technician_id": row.technician_id}
        self.rows[BreakdownStep].append(BreakdownStep(breakdown=row, step=step, at=at, **told))
        if step == Step.RESTORED:
            row.repeats = self._repeated(fault, row)
        if step != Step.REPORTED:
            self._say(KINDS[step].of(row, occurred_at=at, origin=Origin.HISTORY))

    def _promises(self, fault: Fault, row: Breakdown, *, until: datetime) -> None:
        """What was promised since the last promise that is written."""
        since = self.promised.get(fault.key, fault.reported_at)
        for promise in fault.promises:
            if since < promise.at <= until:
                row.next_update_by, row.expected_back_at = promise.news_by, promise.back_at
                self._say(kinds.BREAKDOWN_PROMISED.of(row, occurred_at=promise.at, origin=Origin.HISTORY))
        self.promised[fault.key] = until

    def _repeated(self, fault: Fault, row: Breakdown) -> Breakdown | None:
        """The last breakdown of the same lift and cause within 30 days, as the action finds it."""
        if fault.cause in UNREPEATED:
            return None
        earlier = self.earlier.get((fault.lift, fault.cause))
        self.earlier[fault.lift, fault.cause] = row
        if earlier is None or earlier.restored_at is None:
            return None
        return earlier if earlier.restored_at >= fault.reported_at - REPEATS_WITHIN else None

    def _next(self, series: str) -> int:
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def _say(self, record: Record) -> None:
        self.records.append(record)


def _named(key: str) -> dict[str, str]:
    return {"source": SOURCE, "external_id": key}


@dataclass(frozen=True)
class _Landing:
    step: Step
    at: datetime
    words: str = ""
    because: str = ""


def _landings(fault: Fault) -> Iterator[_Landing]:
    """The landings, each with its words; whoever goes meanwhile comes back."""
    all_steps = (
        (Step.REPORTED, fault.reported_at, fault.calls[0].words),
        (Step.CONFIRMED, fault.confirmed_at, ""),
        (Step.ASSIGNED, fault.assigned_at, ""),
        (Step.ON_THE_WAY, fault.set_out_at, ""),
        (Step.ARRIVED, fault.arrived_at, ""),
        (Step.FREED, fault.freed_at, ""),
        (Step.FOUND, fault.found_at, fault.plot.found),
        (Step.RESTORED, fault.restored_at, fault.plot.fixed),
    )
    yield from (_Landing(step, at, words) for step, at, words in all_steps if at is not None)
    for absence in fault.absences:
        yield _Landing(Step.LEFT, absence.at, because=absence.because)
        yield _Landing(Step.ARRIVED, absence.back_at)


def _bring_forward(row: Breakdown, fault: Fault, known: Known, landing: _Landing) -> None:
    """What the row holds once a step is taken."""
    at = landing.at
    match landing.step:
        case Step.CONFIRMED:
            row.confirmed_at, row.next_update_by = at, fault.news_by
        case Step.ASSIGNED:
            row.technician = known.technicians[fault.technician or ""]
        case Step.ARRIVED:
            row.arrived_at = row.arrived_at or at
            row.there_since, row.left_at, row.left_because = at, None, ""
        case Step.LEFT:
            row.there_since, row.left_at, row.left_because = None, at, landing.because
        case Step.FREED:
            row.freed_at = at
        case Step.FOUND:
            row.cause, row.cause_words = fault.cause, fault.plot.found
        case Step.RESTORED:
            row.restored_at, row.next_update_by = at, None
            row.fix_words, row.attribution = fault.plot.fixed, fault.plot.down_to
