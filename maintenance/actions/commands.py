"""What phones tell, taken once each: the very bytes, what was done, and the receipt they will always have.

Row and deed are one transaction. The row comes first: of two that bring the same command at once the second waits
for it, and is handed the first one's receipt.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maintenance.actions import technicians
from maintenance.actions.climbing import CannotClimb
from maintenance.actions.enclosures import Refused
from maintenance.actions.phone import breakdowns, visits
from maintenance.actions.phone.telling import Done, Told
from maintenance.enums import Outcome
from maintenance.models import Command, Photo
from maintenance.rules import payloads, skew
from maintenance.rules.payloads import Sent
from portal.accounts.models import User
from portal.lib.text import canonical

HANDLERS: dict[str, Callable[[Told], Done]] = {
    "visit.started": visits.started,
    "visit.completed": visits.completed,
    "visit.corrected": visits.corrected,
    "breakdown.taken": breakdowns.taken,
    "breakdown.on_the_way": breakdowns.on_the_way,
    "breakdown.arrived": breakdowns.arrived,
    "breakdown.freed": breakdowns.freed,
    "breakdown.left": breakdowns.left,
    "breakdown.found": breakdowns.found,
    "breakdown.promised": breakdowns.promised,
    "breakdown.restored": breakdowns.restored,
}


class Unknown(Exception):
    """There is no such command of this person's."""


class OtherBytes(Exception):
    """This command was told before in other bytes."""


@dataclass(frozen=True)
class Taken:
    """The receipt, and whether it was made just now."""

    receipt: str
    is_new: bool


def take(*, key: UUID, body: bytes, device_time: datetime | None, by: User, at: datetime) -> Taken:
    """Does what a command says, once; raises Cut or Unfit for what cannot be read, OtherBytes, Unknown."""
    if known := Command.objects.filter(pk=key).first():
        return _again(known, body, by)
    sent = payloads.read(body)
    try:
        return _first(key, body, sent, skew.seconds(device_time, at), by, at)
    except _Overtaken:
        return _again(Command.objects.get(pk=key), body, by)


class _Overtaken(Exception):
    """The same command came in by another way at the same moment."""


@transaction.atomic
def _first(key: UUID, body: bytes, sent: Sent, skew_seconds: int, by: User, at: datetime) -> Taken:
    command = _row(key, body, sent, skew_seconds, by, at)
    told = Told(
        subject=sent.subject,
        payload=skew.moved(sent.payload, skew_seconds, at),
        technician=technicians.of(by),
        by=by,
        at=at,
        skew_seconds=skew_seconds,
    )

    outcome, words, done = _do(sent.kind, told)

    receipt = _receipt(command, outcome, words, done)
    Command.objects.filter(pk=key, outcome="").update(outcome=outcome, receipt=receipt)
    return Taken(receipt, is_new=True)


def _row(key: UUID, body: bytes, sent: Sent, skew_seconds: int, by: User, at: datetime) -> Command:
    try:
        with transaction.atomic():
            return Command.objects.create(
                pk=key,
                person=by,
                kind=sent.kind,
                schema=sent.schema,
                subject=sent.subject,
                body=body.decode(),
                body_sha256=_digest(body),
                device_made_at=sent.made_at,
                received_at=at,
                skew_seconds=skew_seconds,
            )
    except IntegrityError as taken:
        raise _Overtaken from taken


def _do(kind: str, told: Told) -> tuple[Outcome, str, Done]:
    """What came of it; a refusal leaves nothing behind but its words."""
    try:
        with transaction.atomic():
            return Outcome.DONE, "", HANDLERS[kind](told)
    except Refused as refused:
        words = str(refused)
    except CannotClimb as refused:
        words = str(refused.obstacle.label)
    return Outcome.REFUSED, words, Done(told.subject)


def _receipt(command: Command, outcome: Outcome, words: str, done: Done) -> str:
    return canonical(
        {
            "uuid": command.pk,
            "body_sha256": command.body_sha256,
            "outcome": outcome,
            "words": words,
            "subject": done.subject,
            "received_at": command.received_at,
            "skew_seconds": command.skew_seconds,
            "photos_missing": _missing(done.photos, command.person),
        }
    )


def _missing(named: tuple[str, ...], by: User) -> list[str]:
    waited_for = Photo.objects.missing().filter(person=by, sha256__in=named)
    missing = set(waited_for.values_list("sha256", flat=True))
    return [sha256 for sha256 in named if sha256 in missing]


def _again(known: Command, body: bytes, by: User) -> Taken:
    if known.person_id != by.pk:
        raise Unknown
    if known.body_sha256 != _digest(body):
        raise OtherBytes
    return Taken(known.receipt, is_new=False)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
