"""When a step of a breakdown was, where that was not told with it: assumed at first, and told later.

A step whose moment nobody told stands at the moment of the step before. What is told later corrects it; the history
keeps both.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from maintenance import kinds
from maintenance.actions.climbing import KINDS
from maintenance.enums import Step
from maintenance.models import Breakdown, BreakdownStep
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry


class CannotDate(Exception):
    """Its moment was told before, or it would stand before what came before it, or after what came of it."""


def assume(*, breakdown: Breakdown, step: Step) -> None:
    """The moment of the step just written was not told."""
    last = _last(breakdown, step)
    if last:
        BreakdownStep.objects.filter(pk=last.pk).update(is_assumed=True)


@transaction.atomic
def date(*, breakdown: Breakdown, step: Step, happened_at: datetime, by: User | None, at: datetime) -> bool:
    """Says when it was; answers whether that is news. Raises CannotDate.

    Of a breakdown of the archive that has no such step, it is written down now.
    """
    there = _last(breakdown, step)
    if there and there.at == happened_at and not there.is_assumed:
        return False
    if there is None and breakdown.origin != Origin.HISTORY:
        raise CannotDate
    if there:
        _move(there, happened_at)
    else:
        who = {"technician_id": breakdown.technician_id, "done_by": breakdown.done_by}
        BreakdownStep.objects.create(breakdown=breakdown, step=step, at=happened_at, **who)
    told: dict[str, Any] = {"step": step.value, "moment": happened_at}
    earlier = Entry.objects.of_stream(breakdown.lift_id).filter(subject_id=breakdown.pk, kind=KINDS[step].name)
    corrects = earlier.order_by("-number").values_list("number", flat=True).first()

    entry = kinds.BREAKDOWN_DATED.of(
        breakdown, occurred_at=happened_at, origin=Origin(breakdown.origin), corrects=corrects, more=told
    )
    ledger.append(entry, by=by, at=at)
    return True


def _move(there: BreakdownStep, happened_at: datetime) -> None:
    """Between the steps before it and those after."""
    overtakes = Q(pk__gt=there.pk, at__lt=happened_at) | Q(pk__lt=there.pk, at__gt=happened_at)
    assumed = BreakdownStep.objects.filter(pk=there.pk, is_assumed=True)
    if there.breakdown.steps.filter(overtakes).exists() or not assumed.update(at=happened_at, is_assumed=False):
        raise CannotDate


def _last(breakdown: Breakdown, step: Step) -> BreakdownStep | None:
    """The last time it took the step."""
    return breakdown.steps.filter(step=step).order_by("-at", "-pk").first()
