"""Calls: what somebody told us."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maintenance import kinds
from maintenance.actions import numbers
from maintenance.enums import Answer, How
from maintenance.models import Breakdown, Call, Lift
from portal.accounts.models import User
from portal.ledger import actions as ledger


class CannotSettle(Exception):
    """The call is a breakdown already, or was settled before."""


@dataclass(frozen=True)
class Told:
    """What the caller said."""

    anyone_inside: Answer
    stopped: Answer = Answer.UNKNOWN
    how: How = How.PHONE
    caller: User | None = None
    caller_name: str = ""
    caller_phone: str = ""
    where: str = ""
    words: str = ""


@transaction.atomic
def receive(*, lift: Lift, told: Told, by: User | None, at: datetime) -> Call:
    """Writes a call down; it joins the lift's open breakdown when there is one."""
    call = Call.objects.create(
        number=numbers.following("calls"),
        lift=lift,
        breakdown=Breakdown.objects.open().filter(lift=lift).order_by("-reported_at", "-pk").first(),
        called_at=at,
        how=told.how,
        caller=told.caller,
        caller_name=told.caller_name,
        caller_phone=told.caller_phone,
        anyone_inside=told.anyone_inside,
        stopped=told.stopped,
        where=told.where,
        words=told.words,
        taken_by=by,
    )

    ledger.append(kinds.CALL_RECEIVED.of(call, occurred_at=at), by=by, at=at)
    return call


@transaction.atomic
def settle(*, call: Call, by: User | None, at: datetime) -> Call:
    """Closes a call that turned out to be no breakdown."""
    if not Call.objects.unconfirmed().filter(pk=call.pk).update(settled_at=at):
        raise CannotSettle
    call.refresh_from_db()

    ledger.append(kinds.CALL_SETTLED.of(call, occurred_at=at), by=by, at=at)
    return call
