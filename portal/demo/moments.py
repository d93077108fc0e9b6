"""The story as it is lived: one moment after the other, each with its verb."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from portal.demo.faults import Absence, Call, Fault, Murmur, Promise
from portal.demo.orders import Ordered
from portal.demo.rounds import Visit
from portal.demo.story import Story

MOST = 200  # moments in one transaction


class Verb(IntEnum):
    """What happens, in the order in which it happens at one and the same moment."""

    CALL = 1
    CONFIRM = 2
    ASSIGN = 3
    SET_OUT = 4
    ARRIVE = 5
    FREE = 6
    FIND = 7
    PROMISE = 8
    LEAVE = 9
    RESTORE = 10
    MURMUR = 11
    SETTLE = 12
    VISIT = 13
    PLAN = 14
    BEGIN = 15
    FINISH = 16
    CALL_OFF = 17


@dataclass(frozen=True)
class Moment:
    """Something happens to a lift; `detail` is the call, the promise or the absence among several."""

    at: datetime
    verb: Verb
    lift: str
    thing: Visit | Fault | Murmur | Ordered
    detail: Call | Promise | Absence | None = None


def between(story: Story, since: datetime, until: datetime) -> list[Moment]:
    """Everything that happens after one moment and up to another, in order."""
    found = (one for one in _every(story) if since < one.at <= until)
    return sorted(found, key=lambda one: (one.at, one.thing.key, one.verb))


def _every(story: Story) -> Iterator[Moment]:
    for visit in story.visits:
        yield Moment(visit.received_at, Verb.VISIT, visit.lift, visit)
    for fault in story.faults:
        yield from of_fault(fault)
    for murmur in story.murmurs:
        yield Moment(murmur.call.at, Verb.MURMUR, murmur.lift, murmur)
        yield Moment(murmur.settled_at, Verb.SETTLE, murmur.lift, murmur)
    for work in story.works:
        yield from _of_work(work)


def of_fault(fault: Fault) -> Iterator[Moment]:
    """A breakdown's own moments."""
    for call in fault.calls:
        yield Moment(call.at, Verb.CALL, fault.lift, fault, call)
    for promise in fault.promises:
        yield Moment(promise.at, Verb.PROMISE, fault.lift, fault, promise)
    for absence in fault.absences:
        yield Moment(absence.at, Verb.LEAVE, fault.lift, fault, absence)
        yield Moment(absence.back_at, Verb.ARRIVE, fault.lift, fault, absence)
    steps = (
        (fault.confirmed_at, Verb.CONFIRM),
        (fault.assigned_at, Verb.ASSIGN),
        (fault.set_out_at, Verb.SET_OUT),
        (fault.arrived_at, Verb.ARRIVE),
        (fault.freed_at, Verb.FREE),
        (fault.found_at, Verb.FIND),
        (fault.restored_at, Verb.RESTORE),
    )
    yield from (Moment(at, verb, fault.lift, fault) for at, verb in steps if at is not None)


def _of_work(work: Ordered) -> Iterator[Moment]:
    yield Moment(work.planned_at, Verb.PLAN, work.lift, work)
    if work.cancelled_at:
        yield Moment(work.cancelled_at, Verb.CALL_OFF, work.lift, work)
    else:
        yield Moment(work.begun_at, Verb.BEGIN, work.lift, work)
        yield Moment(work.ended_at, Verb.FINISH, work.lift, work)


def pieces(moments: Iterable[Moment], papers_of: frozenset[str]) -> Iterator[list[Moment]]:
    """Cut so that nothing follows a visit of these lifts before its paper is made, and no piece is long.

    A moment shared by several is not cut through.
    """
    piece: list[Moment] = []
    owing: set[str] = set()
    for moment in moments:
        if piece and moment.at > piece[-1].at and (moment.lift in owing or len(piece) >= MOST):
            yield piece
            piece, owing = [], set()
        piece.append(moment)
        if moment.verb == Verb.VISIT and moment.lift in papers_of:
            owing.add(moment.lift)
    if piece:
        yield piece
