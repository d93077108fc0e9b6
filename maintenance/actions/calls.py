"""Calls: what somebody told us."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, models, transaction

from maintenance import kinds
from maintenance.actions import breakdowns, numbers
from maintenance.enums import Answer, How
from maintenance.models import Breakdown, Call, Lift, Technician
from portal.accounts.models import User
from portal.ledger import actions as ledger
from portal.lib import nudge
from portal.lib.keys import new_key


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

    @property
    def stops_service(self) -> bool:
        """Whether the lift cannot be used: it stands, or somebody is shut in it."""
        return Answer.YES in {self.anyone_inside, self.stopped}


@dataclass(frozen=True)
class Care:
    """What the office does about a call: who gets it, and by when there is news."""

    technician: Technician | None
    next_update_by: datetime


@transaction.atomic
def receive(
    *,
    lift: Lift,
    told: Told,
    key: UUID | None = None,
    called_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Call:
    """Writes a call down; it joins the lift's open breakdown when there is one. `called_at` is when, if not now."""
    call = Call.objects.create(
        pk=key or new_key(),
        number=numbers.following("calls"),
        lift=lift,
        breakdown=_open_breakdown(lift),
        called_at=called_at or at,
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
    breakdowns.join(call=call)
    if told.anyone_inside == Answer.YES:
        nudge.on_commit("maintenance.ring")

    ledger.append(kinds.CALL_RECEIVED.of(call, occurred_at=call.called_at), by=by, at=at)
    return call


@transaction.atomic
def take(*, key: UUID, lift: Lift, told: Told, care: Care, by: User, at: datetime) -> Call:
    """A call from the first word to the technician who has it. The same key again is the same call.

    It is a breakdown when the lift stands or somebody is sent; else it waits to be confirmed.
    """
    try:
        with transaction.atomic():
            call = receive(lift=lift, told=told, key=key, by=by, at=at)
    except IntegrityError:
        return Call.objects.get(pk=key)

    if call.breakdown is not None:
        _hurry(call, care, by=by, at=at)
    elif told.stops_service or care.technician is not None:
        confirm(call=call, stops_service=told.stops_service, care=care, by=by, at=at)
    return call


@transaction.atomic
def confirm(*, call: Call, stops_service: bool, care: Care, by: User | None, at: datetime) -> Breakdown:
    """The call is a breakdown: it is confirmed, promised, and given to the technician when one is named."""
    confirmed = breakdowns.confirm(
        call=call, stops_service=stops_service, next_update_by=care.next_update_by, by=by, at=at
    )
    call.refresh_from_db()
    if care.technician is None:
        return confirmed
    return breakdowns.assign(breakdown=confirmed, technician=care.technician, by=by, at=at)


@transaction.atomic
def settle(*, call: Call, by: User | None, at: datetime) -> Call:
    """Closes a call that turned out to be no breakdown."""
    if not Call.objects.unconfirmed().filter(pk=call.pk).update(settled_at=at):
        raise CannotSettle
    call.refresh_from_db()

    ledger.append(kinds.CALL_SETTLED.of(call, occurred_at=at), by=by, at=at)
    return call


def _hurry(call: Call, care: Care, *, by: User, at: datetime) -> None:
    """Somebody inside cannot wait for news promised when nobody was."""
    known = call.breakdown
    if known is None or call.anyone_inside != Answer.YES:
        return
    if known.next_update_by is None or care.next_update_by < known.next_update_by:
        back = known.expected_back_at if known.expected_back_at and known.expected_back_at > at else None
        breakdowns.promise(breakdown=known, next_update_by=care.next_update_by, expected_back_at=back, by=by, at=at)


def _open_breakdown(lift: Lift) -> Breakdown | None:
    """The lift's open breakdown, held until the transaction ends so that it cannot close meanwhile."""
    open_ones = Breakdown.objects.open().filter(lift=lift)
    open_ones.update(lift=models.F("lift"))
    return open_ones.order_by("-reported_at", "-pk").first()
