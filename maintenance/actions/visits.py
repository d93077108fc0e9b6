"""Visits: what was done to a lift, told once."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from maintenance import kinds
from maintenance.enums import Condition, Frequency, Result, VisitState
from maintenance.models import Lift, PlanTemplate, Technician, Visit
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib.keys import new_key


class CannotComplete(Exception):
    """The visit is not waiting to be completed."""


@dataclass(frozen=True)
class Reply:
    """What one item of the checklist came to."""

    number: int
    result: Result
    words: str = ""


@dataclass(frozen=True)
class CompletedWork:
    """A visit as its technician tells it; device times as they were, in UTC."""

    technician: Technician
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


def told(work: CompletedWork, *, received_at: datetime) -> dict[str, Any]:
    """The columns a completed visit is written with."""
    counts = Counter(reply.result for reply in work.replies)
    answers = [{"number": reply.number, "result": reply.result, "words": reply.words} for reply in work.replies]
    return {
        "state": VisitState.COMPLETED,
        "technician": work.technician,
        "plan": work.plan,
        "scope": work.scope,
        "started_at": work.started_at,
        "finished_at": work.finished_at,
        "recorded_at": work.recorded_at,
        "received_at": received_at,
        "condition_on_arrival": work.condition_on_arrival,
        "condition_on_departure": work.condition_on_departure,
        "answers": json.dumps(answers, ensure_ascii=False),
        "ok": counts[Result.OK],
        "adjusted": counts[Result.ADJUSTED],
        "observed": counts[Result.OBSERVED],
        "pending": counts[Result.PENDING],
        "not_done": counts[Result.NOT_DONE],
        "words_for_owner": work.words_for_owner,
        "signed_by": work.signed_by,
        "why_unsigned": work.why_unsigned,
    }


@transaction.atomic
def complete(
    *, visit: Visit, work: CompletedWork, by: User | None, at: datetime, origin: Origin = Origin.LIVE
) -> Visit:
    """Closes a planned or started visit and writes it in the lift's ledger; the bulletin and the message follow."""
    waiting = Visit.objects.filter(pk=visit.pk, state__in=[VisitState.PLANNED, VisitState.STARTED])
    if not waiting.update(origin=origin, **told(work, received_at=at)):
        raise CannotComplete
    visit.refresh_from_db()

    ledger.append(kinds.VISIT_COMPLETED.of(visit, occurred_at=work.finished_at, origin=origin), by=by, at=at)
    return visit


@transaction.atomic
def record(
    *,
    lift: Lift,
    work: CompletedWork,
    key: UUID | None = None,
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Visit:
    """Writes a visit that nobody had planned here, whole. The same key again is the same visit."""
    try:
        with transaction.atomic():
            visit = Visit.objects.create(pk=key or new_key(), lift=lift, origin=origin, **told(work, received_at=at))
    except IntegrityError:
        if key is None or not Visit.objects.filter(pk=key).exists():
            raise
        return Visit.objects.get(pk=key)

    ledger.append(kinds.VISIT_COMPLETED.of(visit, occurred_at=work.finished_at, origin=origin), by=by, at=at)
    return visit
