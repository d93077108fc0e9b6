"""What happened to lifts, put together in memory and written in bulk: visits with their papers, breakdowns, and the
entries that tell them. Entries are marked as history: nobody is to be told, and no worker runs here.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from django.db import models, transaction

from maintenance import kinds
from maintenance.enums import Answer, Cause, VisitState, Why
from maintenance.models import Breakdown, Bulletin, Call, Lift, Stop, Technician, Visit
from owners import kinds as owners_kinds
from owners.models import Owner, Receipt
from portal.accounts.models import User
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.kinds import Kind, Origin, Record

AT_ONCE = 1_000
_numbers = count(1)


@dataclass(frozen=True)
class House:
    """A lift with who owns it, who looks after it and who opens its papers."""

    lift: Lift
    owner: Owner
    technician: Technician
    reader: User


@dataclass
class Past:
    """Rows and entries not yet written, in the order they must be."""

    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    def add(self, row: models.Model) -> None:
        self.rows.setdefault(type(row), []).append(row)

    def tell(self, kind: Kind, subject: models.Model, occurred_at: datetime) -> None:
        self.records.append(kind.of(subject, occurred_at=occurred_at, origin=Origin.HISTORY))

    @transaction.atomic
    def write(self, *, at: datetime) -> None:
        """Stores everything and forgets it."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        for start in range(0, len(self.records), AT_ONCE):
            ledger.append(*self.records[start : start + AT_ONCE], by=None, at=at)
        self.rows, self.records = {}, []


def visit(past: Past, house: House, ended_at: datetime, *, opened: bool) -> None:
    """A visit with its bulletin; `opened` says whether the owner's reader has opened it. Two or three entries."""
    number = f"B-{next(_numbers):07d}"
    done = Visit(
        lift=house.lift,
        technician=house.technician,
        state=VisitState.COMPLETED,
        started_at=ended_at - timedelta(minutes=46),
        finished_at=ended_at,
        recorded_at=ended_at,
        received_at=ended_at,
        ok=32,
        adjusted=1,
        words_for_owner="Se ajustó el cierre de la puerta de la tercera planta.",
        bulletin_number=number,
    )
    file = File(
        sha256=hashlib.sha256(number.encode()).hexdigest(),
        size=40_000,
        media_type="application/pdf",
        created_at=ended_at,
    )
    paper = Bulletin(visit=done, number=number, file=file, issued_at=ended_at + timedelta(minutes=1))
    for row in (done, file, paper):
        past.add(row)
    past.tell(kinds.VISIT_COMPLETED, done, ended_at)
    past.tell(kinds.BULLETIN_ISSUED, paper, paper.issued_at)
    if opened:
        _open(past, house, paper)


def _open(past: Past, house: House, paper: Bulletin) -> None:
    at = paper.issued_at + timedelta(hours=5)
    receipt = Receipt(owner=house.owner, bulletin=paper, person=house.reader, how=Receipt.How.SIGNED_IN, at=at)
    past.add(receipt)
    past.tell(owners_kinds.BULLETIN_RECEIVED, receipt, at)


def breakdown(past: Past, house: House, reported_at: datetime, *, restored_at: datetime | None) -> None:
    """A call and the breakdown it was, over or not. Two or three entries."""
    number = next(_numbers)
    fault = Breakdown(
        number=f"A-{number:07d}",
        lift=house.lift,
        reported_at=reported_at,
        confirmed_at=reported_at + timedelta(minutes=10),
        technician=house.technician,
        arrived_at=restored_at and restored_at - timedelta(minutes=30),
        restored_at=restored_at,
        next_update_by=None if restored_at else reported_at + timedelta(hours=24),
        cause=Cause.DOORS,
        cause_words="La puerta de cabina no cerraba.",
        fix_words="Se cambió la correa del operador." if restored_at else "",
    )
    call = Call(
        number=number,
        lift=house.lift,
        breakdown=fault,
        called_at=reported_at,
        anyone_inside=Answer.NO,
        stopped=Answer.YES,
    )
    stop = Stop(lift=house.lift, from_at=reported_at, to_at=restored_at, why=Why.BREAKDOWN, breakdown=fault)
    for row in (fault, call, stop):
        past.add(row)
    past.tell(kinds.CALL_RECEIVED, call, reported_at)
    past.tell(kinds.BREAKDOWN_CONFIRMED, fault, reported_at + timedelta(minutes=10))
    if restored_at:
        past.tell(kinds.BREAKDOWN_RESTORED, fault, restored_at)


def call(past: Past, house: House, called_at: datetime) -> None:
    """A call that nobody has confirmed yet. One entry."""
    said = Call(number=next(_numbers), lift=house.lift, called_at=called_at, anyone_inside=Answer.NO)
    past.add(said)
    past.tell(kinds.CALL_RECEIVED, said, called_at)
