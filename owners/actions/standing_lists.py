"""The ERP's list of where invoices stand: its columns said, its doubtful rows settled, what it changes written down."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from owners.actions import invoices, reading
from owners.enums import BatchItemState
from owners.enums.standings import StandingRowState as State
from owners.models import BatchItem, Invoice, ListMapping, StandingList, StandingRow
from owners.models.standing_list import ASKING, HOLDING
from owners.queries import remembered
from owners.rules.standings import Standing
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import ENDED, Job
from portal.lib import clock

MOVING = "owners.moving"
BESIDE = (BatchItemState.BESIDE, BatchItemState.REFUSED)


class Settled(Exception):
    """The row was written down or left out meanwhile, or its invoice has moved."""


class Taken(Exception):
    """Another line of the list is of that invoice; `line` says which."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class NothingToMove(Exception):
    """No row changes anything."""


class UnderWay(Exception):
    """It is being written down already."""


@transaction.atomic
def remember(
    *, item: BatchItem, columns: Mapping[str, str], words: Mapping[str, str], by: User, at: datetime
) -> ListMapping:
    """Keeps which column is which for this list and the next ones, and begins to read the batch again.

    `words` are what was said now of the ERP's own words for a state; what was said of others before stays.
    """
    told = {"columns": json.dumps(dict(columns)), "words": json.dumps(remembered.words() | dict(words))}
    made = ListMapping.objects.create(**told, by=by, at=at)
    BatchItem.objects.filter(pk=item.pk, state__in=BESIDE).update(state=BatchItemState.BESIDE, why="")
    reading.start(batch=item.batch, by=by, at=at)
    return made


@transaction.atomic
def confirm(*, row: StandingRow, to: Standing, by: User, at: datetime) -> StandingRow:
    """A person says where the invoice is to stand: it is written down with the others.

    Raises Settled, and invoices.ToCome.
    """
    to = invoices.by_now(to, at)
    invoice = Invoice.objects.standing().filter(pk=row.invoice_id).exclude(announced_at=None).first()
    if invoice is None:
        raise Settled
    before = Standing.of(invoice)
    state = State.SAME if to == before else State.CHANGES
    told = {"before": before.kept, "after": to.kept, "why": "", "confirmed_by": by, "confirmed_at": at}
    if not StandingRow.objects.waiting().filter(pk=row.pk).update(state=state, **told):
        raise Settled
    row.refresh_from_db()
    return row


@transaction.atomic
def choose(*, row: StandingRow, invoice: UUID, by: User, at: datetime) -> StandingRow:
    """A person says which of the invoices with its number a row is of. Raises Settled and Taken."""
    option = next((one for one in json.loads(row.options) if one["invoice"] == str(invoice)), None)
    if option is None:
        raise Settled
    others = row.list.rows.filter(invoice=invoice, state__in=HOLDING).exclude(pk=row.pk)
    if other := others.first():
        raise Taken(other.line)
    told = option | {"invoice": invoice, "confirmed_by": by, "confirmed_at": at}
    if not StandingRow.objects.filter(pk=row.pk, state=State.CHOICE).update(**told):
        raise Settled
    row.refresh_from_db()
    return row


@transaction.atomic
def leave_out(*, row: StandingRow, by: User, at: datetime) -> None:
    """A person says that the row is not to be used; raises Settled."""
    words = _("La ha dejado fuera %(name)s.") % {"name": by.name}
    told = {"state": State.LEFT, "why": words, "confirmed_by": by, "confirmed_at": at}
    if not StandingRow.objects.waiting().filter(pk=row.pk).update(**told):
        raise Settled


@transaction.atomic
def start(*, found: StandingList, by: User | None, at: datetime) -> Job:
    """Begins to write down what changes; what is doubtful waits. Raises UnderWay and NothingToMove."""
    if not found.rows.filter(state=State.CHANGES).exists():
        raise NothingToMove
    job = jobs.start(MOVING, params={"list": str(found.pk)}, by=by, at=at)
    free = StandingList.objects.filter(Q(moving=None) | Q(moving__state__in=ENDED), pk=found.pk)
    if not free.update(moving=job):
        raise UnderWay
    return job


def read(job: Job) -> dict[str, Any]:
    """The work of reading a batch; what nobody has dropped is then written down by itself where all of it is sure."""
    told = reading.work(job)
    if job.created_by is None:
        for found in StandingList.objects.filter(item__batch=job.parameters["batch"]).order_by("pk"):
            _by_itself(found)
    return told


def _by_itself(found: StandingList) -> None:
    """As if a person had pressed the button of its page; where a row wants looking at, all of it waits for that."""
    if found.rows.filter(state__in=ASKING).exists():
        return
    with suppress(NothingToMove, UnderWay):
        start(found=found, by=None, at=clock.now())


def work(job: Job) -> dict[str, Any]:
    """The job's work: a row a transaction, each once however often it is begun."""
    rows = StandingRow.objects.filter(list=job.parameters["list"], state=State.CHANGES)
    total = job.done + rows.count()
    with translation.override(job.created_by.language if job.created_by else None):
        while row := rows.order_by("line").first():
            with transaction.atomic():
                _write(row, job.created_by, clock.now())
                jobs.advance(job, done=job.done + 1, total=total, words=_("Se anota dónde están"))
    moved = StandingRow.objects.filter(list=job.parameters["list"], state=State.MOVED).count()
    return {"moved": moved, "rows": job.done}


def _write(row: StandingRow, by: User | None, at: datetime) -> None:
    """Moves the row's invoice, or says why it cannot."""
    claimed = StandingRow.objects.filter(pk=row.pk, state=State.CHANGES)
    if not claimed.update(state=State.MOVED):
        return
    invoice = Invoice.objects.standing().select_related("file").filter(pk=row.invoice_id).first()
    if invoice is None:
        _refuse(row, _("La han retirado mientras tanto."))
    elif Standing.of(invoice).kept != row.before:
        _refuse(row, _("Alguien la cambió mientras tanto: envíe la lista otra vez."))
    else:
        _move(row, invoice, by, at)


def _move(row: StandingRow, invoice: Invoice, by: User | None, at: datetime) -> None:
    try:
        with transaction.atomic():
            invoices.move(invoice=invoice, to=Standing.read(row.after), by=by, at=at)
    except (invoices.CannotMove, IntegrityError):
        _refuse(row, _("Alguien la cambió mientras tanto: envíe la lista otra vez."))


def _refuse(row: StandingRow, why: str) -> None:
    StandingRow.objects.filter(pk=row.pk).update(state=State.REFUSED, why=why[:400])
