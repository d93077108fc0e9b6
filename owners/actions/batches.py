"""Batches of files to be published: begun, filled file by file, looked over by a person, left out or confirmed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from maintenance.models import Lift
from owners.enums import BatchItemState, BatchLack, BatchSort
from owners.enums.standings import StandingRowState
from owners.models import Batch, BatchItem, Owner, StandingRow
from owners.models.batch import UNSETTLED
from owners.rules import batches as rules
from owners.rules.batches import Understood
from owners.rules.einvoices import reading
from owners.rules.einvoices.shapes import NoEInvoice
from owners.rules.recognition import keeping
from owners.rules.recognition.shapes import Fact, Value
from portal.accounts.models import User
from portal.files import readings, uploads
from portal.files.uploads import Accepted, Refused

State = BatchItemState


class Full(Exception):
    """The batch has as many papers as one may have."""


class Settled(Exception):
    """It was published, refused or left out meanwhile."""


class StillLacks(Exception):
    """It cannot be published yet; `lacks` says for want of what."""

    def __init__(self, lacks: list[BatchLack]) -> None:
        super().__init__(lacks)
        self.lacks = lacks


@dataclass(frozen=True)
class Dropped:
    """A file as it arrived: what it is called, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def begin(*, by: User | None, at: datetime, key: UUID | None = None) -> Batch:
    """A batch; with the key of one that is there already, that one, so that a broken connection begins none twice."""
    if key is None:
        return Batch.objects.create(by=by, begun_at=at)
    return Batch.objects.get_or_create(pk=key, defaults={"by": by, "begun_at": at})[0]


def take(*, batch: Batch, dropped: Dropped, at: datetime) -> BatchItem:
    """Takes one file, or refuses it alone with a reason that stays beside its name; taken twice it is there once.

    Raises Full. Call it outside a transaction: what stands inside a PDF is looked at for a tenth of a second.
    """
    name = "".join(char for char in dropped.name if char.isprintable())[-260:] or "?"
    if there := batch.items.filter(sha256=dropped.sha256, name=name).first():
        return there
    if batch.items.papers().count() >= rules.MOST_PAPERS:
        raise Full
    sort = rules.sort_of(name)
    try:
        accepted = _accepted(dropped, sort)
    except Refused as refused:
        told: dict[str, Any] = {"state": State.REFUSED, "why": str(refused)[:400]}
    else:
        state = State.READING if sort == BatchSort.PAPER else State.BESIDE
        held = json.dumps({"held": accepted.enclosed}) if sort == BatchSort.PAPER else ""
        told = {"file": uploads.keep(accepted, at=at), "state": state, "transcript": held}
    try:
        with transaction.atomic():
            return BatchItem.objects.create(batch=batch, sort=sort, name=name, sha256=dropped.sha256, **told)
    except IntegrityError:  # the same file came twice at once
        return batch.items.get(sha256=dropped.sha256, name=name)


def _accepted(dropped: Dropped, sort: BatchSort) -> Accepted:
    if sort == BatchSort.PAPER:
        if len(dropped.content) > uploads.MOST:
            raise Refused(_("Pesa demasiado: como mucho, 10 MB."))
        return uploads.accept_bytes(dropped.content, dropped.name, may_hold=readings.EINVOICES, only=("PDF",))
    accepted = uploads.accept_sheet(dropped.content, dropped.name)
    if sort == BatchSort.EINVOICE:
        try:
            reading.read(accepted.content)
        except NoEInvoice as flawed:
            raise Refused(str(flawed)) from flawed
    return accepted


@transaction.atomic
def confirm(
    *,
    item: BatchItem,
    owner: Owner | None,
    lift: Lift | None = None,
    mended: Mapping[Fact, Value] | None = None,
    by: User,
    at: datetime,
) -> BatchItem:
    """A person says whose it is and what it says: from now on it is sure. Raises StillLacks and Settled."""
    values = keeping.read_values(item.mended) | dict(mended or {})
    text = keeping.keep_values(values)
    told = Understood.of(item.understood, text)
    if lacks := told.lacks(owner=owner is not None, lift=lift is not None):
        raise StillLacks(lacks)
    standing = BatchItem.objects.filter(pk=item.pk, state__in=[State.SURE, State.DOUBTFUL])
    done = standing.update(
        state=State.SURE,
        mended=text,
        owner=owner,
        lift=lift,
        number=told.number[:60],
        total=told.amount(Fact.TOTAL),
        why="",
        confirmed_by=by,
        confirmed_at=at,
    )
    if not done:
        raise Settled
    item.refresh_from_db()
    return item


@transaction.atomic
def leave_out(*, item: BatchItem, by: User, at: datetime) -> None:
    """A person says that it is not to be published; raises Settled."""
    words = _("La ha dejado fuera %(name)s.") % {"name": by.name}
    told = {"state": State.REFUSED, "why": words, "confirmed_by": by, "confirmed_at": at, "transcript": ""}
    if not BatchItem.objects.filter(pk=item.pk, state__in=UNSETTLED).update(**told):
        raise Settled


@transaction.atomic
def close(*, batch: Batch, by: User, at: datetime) -> None:
    """The office has done with it: what was not published no longer waits, and its words are kept no longer."""
    open_one = Batch.objects.filter(pk=batch.pk, closed_at=None)
    if not open_one.update(closed_at=at, round=F("round") + 1):
        return

    left = _("No se publicó: %(name)s cerró la tanda.") % {"name": by.name}
    told = {"state": State.REFUSED, "why": left, "confirmed_by": by, "confirmed_at": at, "transcript": ""}
    batch.items.unsettled().update(**told)
    standings = StandingRow.objects.waiting().filter(list__item__batch=batch)
    not_moved = _("No se anotó: %(name)s cerró la tanda.") % {"name": by.name}
    standings.update(state=StandingRowState.LEFT, why=not_moved, confirmed_by=by, confirmed_at=at)
