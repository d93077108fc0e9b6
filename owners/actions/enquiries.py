"""Enquiries: asked with a number and a day at once, answered, added to, closed by who asked, told when late."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from maintenance.actions import numbers
from maintenance.models import Lift
from owners.enums.enquiries import About, EnquiryKind, EnquiryState, Side
from owners.kinds import enquiries as kinds
from owners.models import Enquiry, EnquiryWords, Owner
from owners.queries import enquiries, scope
from owners.queries.topics import Topic
from owners.rules import beginnings, deadlines
from owners.rules.deadlines import Deadline
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib.keys import new_key
from portal.lib.text import fold

AT_ONCE = 200  # told late in one sweep


class CannotAnswer(Exception):
    """Who asked has closed it."""


class Overtaken(Exception):
    """Somebody spoke since the page was opened."""


class CannotClose(Exception):
    """It is closed, or somebody else asked it."""


class CannotAssign(Exception):
    """It is closed, or has been that person's."""


@dataclass(frozen=True)
class Saying:
    """What is said, with the paper or photo beside it. `key` tells a form sent twice from two that are alike."""

    text: str
    file: File | None = None
    key: UUID | None = None


@transaction.atomic
def ask(
    *,
    owner: Owner,
    kind: EnquiryKind,
    saying: Saying,
    topic: Topic | None = None,
    phone: str = "",
    by: User,
    taken_by: User | None = None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Enquiry:
    """Takes it in: its number and its day are there at once. A form sent twice is one enquiry.

    What is asked by telephone is of who calls; `taken_by` is who of the office writes it down.
    """
    again = Enquiry.objects.filter(words__pk=saying.key, asked_by=by).first() if saying.key else None
    if again:
        return again
    lift = topic.lift if topic and topic.lift else enquiries.only_lift(owner, at)
    today = scope.today(at)
    due = _due(kind, today, owner, lift, topic.about if topic else "")
    enquiry = Enquiry.objects.create(
        number=f"C-{today.year}-{numbers.following(f'C-{today.year}'):04d}",
        owner=owner,
        lift=lift,
        kind=kind,
        about=topic.about if topic else "",
        about_id=topic.key if topic else None,
        line=topic.line if topic else None,
        title=beginnings.of(saying.text),
        phone=phone,
        asked_by=by,
        taken_by=taken_by,
        asked_at=at,
        said_at=at,
        due_on=due.on,
        term=due.term.kind,
        search=fold(owner.name, by.name, saying.text[:400]),
    )
    said = _say(enquiry, Side.OWNER, saying, by, at)

    ledger.append(kinds.ASKED.of(enquiry, occurred_at=at, origin=origin, more=_proof(said)), by=taken_by or by, at=at)
    return enquiry


@dataclass(frozen=True)
class Telephoned:
    """A call as the office writes it down while it lasts: who calls, what for, and what he was told at once, if so.

    `enquiry` is the one it is about, where what he says belongs to one that is there.
    """

    asker: User
    kind: EnquiryKind
    saying: Saying
    answer: str = ""
    topic: Topic | None = None
    phone: str = ""
    enquiry: Enquiry | None = None


@transaction.atomic
def take_down(*, owner: Owner, call: Telephoned, by: User, at: datetime) -> Enquiry:
    """Writes down what somebody says by telephone, in his name: a new enquiry, or a word of one that is there.

    What he was told is its answer. A form sent twice counts once.
    """
    there = EnquiryWords.objects.filter(pk=call.saying.key).exists() if call.saying.key else False
    if call.enquiry:
        made = call.enquiry
        add(enquiry=made, saying=call.saying, by=call.asker, taken_by=by, at=at)
    else:
        told: dict[str, Any] = {"kind": call.kind, "saying": call.saying, "topic": call.topic, "phone": call.phone}
        made = ask(owner=owner, by=call.asker, taken_by=by, at=at, **told)
    if call.answer and not there:
        answer(enquiry=made, saying=Saying(call.answer), seen=made.words.count(), by=by, at=at)
    return made


@transaction.atomic
def answer(
    *, enquiry: Enquiry, saying: Saying, seen: int, by: User, at: datetime, origin: Origin = Origin.LIVE
) -> EnquiryWords:
    """The office answers; who takes up what nobody had, has it. `seen` counts the words its writer had before him.

    A form sent twice is one answer.
    """
    if again := _said_before(enquiry, saying, by):
        return again
    there = Enquiry.objects.filter(pk=enquiry.pk).exclude(state=EnquiryState.CLOSED)
    if not there.update(
        state=EnquiryState.ANSWERED,
        answered_at=at,
        late_at=None,
        said_at=at,
        assigned_to=Coalesce(F("assigned_to"), Value(by.pk, output_field=models.UUIDField())),
    ):
        raise CannotAnswer
    if enquiry.words.count() != seen:
        raise Overtaken
    enquiry.refresh_from_db()
    said = _say(enquiry, Side.HOUSE, saying, by, at)

    ledger.append(kinds.ANSWERED.of(enquiry, occurred_at=at, origin=origin, more=_proof(said)), by=by, at=at)
    return said


@transaction.atomic
def add(
    *,
    enquiry: Enquiry,
    saying: Saying,
    by: User,
    taken_by: User | None = None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> EnquiryWords:
    """The owner says more. What was answered or closed is open again, with a day of its own.

    What is said by telephone is of who calls; `taken_by` is who of the office writes it down.
    """
    if again := _said_before(enquiry, saying, by):
        return again
    one = Enquiry.objects.filter(pk=enquiry.pk)
    if not one.filter(state=EnquiryState.OPEN).update(said_at=at):
        kind = EnquiryKind(enquiry.kind)
        due = _due(kind, scope.today(at), enquiry.owner, enquiry.lift, enquiry.about)
        one.update(state=EnquiryState.OPEN, due_on=due.on, term=due.term.kind, said_at=at)
    enquiry.refresh_from_db()
    said = _say(enquiry, Side.OWNER, saying, by, at, taken_by)
    more = _proof(said) | ({"taken_by": taken_by.pk} if taken_by else {})

    ledger.append(kinds.ADDED.of(enquiry, occurred_at=at, origin=origin, more=more), by=taken_by or by, at=at)
    return said


@transaction.atomic
def close(*, enquiry: Enquiry, by: User, at: datetime, origin: Origin = Origin.LIVE) -> Enquiry:
    """Who asked needs no more. A new word opens it again."""
    own = Enquiry.objects.filter(pk=enquiry.pk, asked_by=by).exclude(state=EnquiryState.CLOSED)
    if not own.update(state=EnquiryState.CLOSED, closed_at=at, late_at=None):
        raise CannotClose
    enquiry.refresh_from_db()

    ledger.append(kinds.CLOSED.of(enquiry, occurred_at=at, origin=origin), by=by, at=at)
    return enquiry


@transaction.atomic
def assign(*, enquiry: Enquiry, to: User | None, by: User, at: datetime) -> Enquiry:
    """Somebody of the office takes care of it; None gives it back to all."""
    free = Enquiry.objects.filter(pk=enquiry.pk).exclude(state=EnquiryState.CLOSED)
    other = free.exclude(assigned_to=to) if to else free.filter(assigned_to__isnull=False)
    if not other.update(assigned_to=to):
        raise CannotAssign
    enquiry.refresh_from_db()

    ledger.append(kinds.ASSIGNED.of(enquiry, occurred_at=at), by=by, at=at)
    return enquiry


def tell_late(*, at: datetime) -> int:
    """Writes down those whose last day is over, once each. Answers how many."""
    return sum(_tell_late(one, at) for one in _late(at).order_by("due_on", "pk")[:AT_ONCE])


@transaction.atomic
def _tell_late(enquiry: Enquiry, at: datetime) -> bool:
    if not _late(at).filter(pk=enquiry.pk).update(late_at=at):
        return False
    enquiry.refresh_from_db()

    ledger.append(kinds.LATE.of(enquiry, occurred_at=at), by=None, at=at)
    return True


def _late(at: datetime) -> models.QuerySet[Enquiry]:
    return Enquiry.objects.overdue(scope.today(at)).filter(late_at=None)


def _due(kind: EnquiryKind, day: date, owner: Owner, lift: Lift | None, about: str) -> Deadline:
    region = enquiries.region(owner, lift)
    under_law = companies.current().under_care_law
    return deadlines.deadline(kind, day, region, is_billing=about == About.INVOICE, under_care_law=under_law)


def _said_before(enquiry: Enquiry, saying: Saying, by: User) -> EnquiryWords | None:
    """The same word, where its form was sent before."""
    return EnquiryWords.objects.filter(pk=saying.key, enquiry=enquiry, person=by).first() if saying.key else None


def _say(
    enquiry: Enquiry, side: Side, saying: Saying, by: User, at: datetime, taken_by: User | None = None
) -> EnquiryWords:
    return EnquiryWords.objects.create(
        pk=saying.key or new_key(),
        enquiry=enquiry,
        place=enquiry.words.count() + 1,
        side=side,
        person=by,
        taken_by=taken_by,
        text=saying.text,
        file=saying.file,
        at=at,
    )


def _proof(said: EnquiryWords) -> dict[str, Any]:
    """By which anybody who has the words can show that they were these."""
    return {
        "words": said.pk,
        "sha256": hashlib.sha256(said.text.encode()).hexdigest(),
        "file": said.file.sha256 if said.file else None,
    }
