"""Visits: what was done to a lift, told once."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from maintenance import kinds
from maintenance.actions import enclosures, planning
from maintenance.actions.enclosures import Enclosed
from maintenance.enums import Condition, Frequency, Place, Result, Unscanned, VisitState
from maintenance.models import Lift, PlanTemplate, Technician, Visit
from maintenance.queries import visits as written
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib.keys import new_key
from portal.lib.text import timestamp

# What happened is recorded, whatever the office planned meanwhile.
WAITING = (VisitState.PLANNED, VisitState.STARTED, VisitState.CANCELLED)


class CannotComplete(Exception):
    """The visit is not waiting to be completed."""


class CannotStart(Exception):
    """Somebody has begun the visit already."""


class CannotCorrect(Exception):
    """Only a visit that was completed is corrected."""


@dataclass(frozen=True)
class Reply:
    """What one item of the checklist came to."""

    number: int
    result: Result
    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Scan:
    """The code that was read, where and when; or why none was. Said by the phone, never proved."""

    place: Place | str = ""
    code: str = ""
    at: datetime | None = None
    why_not: Unscanned | str = ""


@dataclass(frozen=True)
class Arrival:
    """A visit that has begun."""

    technician: Technician
    started_at: datetime
    on_the_way_at: datetime | None = None
    scan: Scan = Scan()
    skew_seconds: int = 0


@dataclass(frozen=True)
class Signatures:
    """Strokes as they were drawn: the technician's with its time, the customer's."""

    technician: str = ""
    signed_at: datetime | None = None
    customer: str = ""


@dataclass(frozen=True)
class CompletedWork:
    """A visit as its technician tells it, times in UTC; `skew_seconds` is by how much a wrong clock's were moved.

    Of the archive alone it may be somebody's who has no account here: then `done_by` is his name.
    """

    technician: Technician | None
    plan: PlanTemplate
    started_at: datetime
    finished_at: datetime
    recorded_at: datetime
    replies: Sequence[Reply]
    scope: Frequency = Frequency.MONTHLY
    condition_on_arrival: Condition = Condition.IN_SERVICE
    condition_on_departure: Condition = Condition.IN_SERVICE
    words_for_owner: str = ""
    signed_by: str = ""
    why_unsigned: str = ""
    on_the_way_at: datetime | None = None
    scan: Scan = Scan()
    signatures: Signatures = Signatures()
    enclosed: Enclosed = field(default_factory=Enclosed)
    skew_seconds: int = 0
    done_by: str = ""

    @property
    def person(self) -> User | None:
        """Whose account it was done with."""
        return self.technician.person if self.technician else None


def told(work: CompletedWork, *, received_at: datetime) -> dict[str, Any]:
    """The columns a completed visit is written with."""
    counts = Counter(reply.result for reply in work.replies)
    return begun(work) | {
        "state": VisitState.COMPLETED,
        "done_by": work.done_by,
        "plan": work.plan,
        "scope": work.scope,
        "finished_at": work.finished_at,
        "recorded_at": work.recorded_at,
        "received_at": received_at,
        "condition_on_arrival": work.condition_on_arrival,
        "condition_on_departure": work.condition_on_departure,
        "answers": json.dumps([_answer(reply) for reply in work.replies], ensure_ascii=False),
        "ok": counts[Result.OK],
        "adjusted": counts[Result.ADJUSTED],
        "observed": counts[Result.OBSERVED],
        "pending": counts[Result.PENDING],
        "not_done": counts[Result.NOT_DONE],
        "words_for_owner": work.words_for_owner,
        "signed_by": work.signed_by,
        "why_unsigned": work.why_unsigned,
        "signature": work.signatures.technician,
        "signed_at": work.signatures.signed_at,
        "customer_signature": work.signatures.customer,
    }


def begun(arrival: Arrival | CompletedWork) -> dict[str, Any]:
    """The columns a visit begins with."""
    return {
        "technician": arrival.technician,
        "contractor_id": arrival.technician.contractor_id if arrival.technician else None,
        "on_the_way_at": arrival.on_the_way_at,
        "started_at": arrival.started_at,
        "scan_place": arrival.scan.place,
        "scan_code": arrival.scan.code,
        "scanned_at": arrival.scan.at,
        "why_not_scanned": arrival.scan.why_not,
        "clock_skew_seconds": arrival.skew_seconds,
    }


def _answer(reply: Reply) -> dict[str, Any]:
    answer = {"number": reply.number, "result": reply.result, "words": reply.words}
    return answer | ({"at": timestamp(reply.at)} if reply.at else {})


@transaction.atomic
def start(*, visit: Visit, arrival: Arrival, at: datetime) -> Visit:
    """The technician is there: a planned visit is claimed; one the office cancelled meanwhile is begun all the same."""
    unclaimed = Visit.objects.filter(pk=visit.pk, state__in=[VisitState.PLANNED, VisitState.CANCELLED])
    if not unclaimed.update(state=VisitState.STARTED, claimed_at=at, **begun(arrival)):
        raise CannotStart
    visit.refresh_from_db()
    return visit


@transaction.atomic
def open_unplanned(*, lift: Lift, arrival: Arrival, key: UUID, beside: Visit | None = None, at: datetime) -> Visit:
    """The technician is there, and nobody had planned it, or somebody else was first."""
    return Visit.objects.create(
        pk=key, lift=lift, state=VisitState.STARTED, claimed_at=at, beside=beside, **begun(arrival)
    )


@transaction.atomic
def complete(
    *, visit: Visit, work: CompletedWork, by: User | None, at: datetime, origin: Origin = Origin.LIVE
) -> Visit:
    """Closes a visit that waits and writes it in the lift's ledger; the bulletin and the message follow.

    One the office has cancelled meanwhile is written all the same: it happened.
    """
    if not Visit.objects.filter(pk=visit.pk, state__in=WAITING).update(origin=origin, **told(work, received_at=at)):
        raise CannotComplete
    visit.refresh_from_db()
    enclosures.keep(work.enclosed, visit=visit, person=work.person, at=at)

    ledger.append(kinds.VISIT_COMPLETED.of(visit, occurred_at=work.finished_at, origin=origin), by=by, at=at)
    return visit


@transaction.atomic
def record(
    *,
    lift: Lift,
    work: CompletedWork,
    key: UUID | None = None,
    beside: Visit | None = None,
    source: str = "",
    external_id: str = "",
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Visit:
    """Writes a visit that nobody had planned here, whole. The same key again is the same visit."""
    try:
        with transaction.atomic():
            row = told(work, received_at=at) | {"lift": lift, "beside": beside, "origin": origin}
            row |= {"source": source, "external_id": external_id}
            visit = Visit.objects.create(pk=key or new_key(), **row)
    except IntegrityError:
        if key is None or not Visit.objects.filter(pk=key).exists():
            raise
        return Visit.objects.get(pk=key)
    enclosures.keep(work.enclosed, visit=visit, person=work.person, at=at)

    told_of = kinds.VISIT_COMPLETED.of(visit, occurred_at=work.finished_at, origin=origin)
    ledger.append(told_of, *(planning.give_way(visit, by=by, at=at) if origin == Origin.LIVE else []), by=by, at=at)
    return visit


@transaction.atomic
def correct(*, visit: Visit, work: CompletedWork, why: str, by: User | None, at: datetime) -> Visit:
    """Tells a completed visit anew; the ledger keeps both, and a new bulletin that names the old one follows.

    A bulletin that was issued keeps its number, so the next one is given another.
    """
    row = told(work, received_at=visit.received_at or at) | {"corrected_at": at, "why_corrected": why}
    done = Visit.objects.filter(pk=visit.pk, state=VisitState.COMPLETED)
    if not done.update(**row):
        raise CannotCorrect
    visit.refresh_from_db()
    if visit.bulletins.filter(number=visit.bulletin_number).exists():
        done.update(bulletin_number="")
    enclosures.keep(work.enclosed, visit=visit, person=work.person, at=at)

    earlier = written.last_entry(visit)
    fact = kinds.VISIT_CORRECTED.of(
        visit, occurred_at=work.finished_at, origin=Origin(visit.origin), corrects=earlier.number if earlier else None
    )
    ledger.append(fact, by=by, at=at)
    return visit
