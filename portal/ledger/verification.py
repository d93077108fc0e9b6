"""Whether a stream is what was written: gapless, linked, sealed, and agreeing with its columns.

The first entry that does not fit is named with a code: `gap`, `seal`, `columns`, `link`, `tail` (the stream ends before
or after its head) or `blank` (a text is gone and no entry says why).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from portal.ledger.chain import START, hash_of, seal_of
from portal.ledger.erasure import ERASED
from portal.ledger.models import Entry, Stream
from portal.lib.text import timestamp


@dataclass(frozen=True)
class Verdict:
    """`broken_at` is the number of the first entry that does not fit, `why` its code; both empty when it holds."""

    length: int
    head: str
    broken_at: int | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def verify(stream_id: UUID) -> Verdict:
    """Walks one stream from its first entry."""
    stream = Stream.objects.filter(pk=stream_id).first()
    if stream is None:
        return Verdict(length=0, head=START)
    previous, number = START, 0
    blank, told = set(), set()
    for entry in _up_to(stream):
        number += 1
        if why := _fault(stream, entry, number, previous):
            return Verdict(length=stream.length, head=stream.head, broken_at=number, why=why)
        previous = entry.hash
        if entry.is_erased:
            blank.add(number)
        elif entry.kind == ERASED.name:
            told.add(entry.corrects)
    if (number, previous) != (stream.length, stream.head) or _runs_past_its_head(stream_id):
        return Verdict(length=stream.length, head=stream.head, broken_at=number + 1, why="tail")
    if untold := blank - told:
        return Verdict(length=stream.length, head=stream.head, broken_at=min(untold), why="blank")
    return Verdict(length=number, head=previous)


def holds_hash(stream_id: UUID, known: str) -> int | None:
    """The number of the entry with that hash in this stream; None when it is not there."""
    found = Entry.objects.of_stream(stream_id).filter(hash=known.strip().lower())
    return found.values_list("number", flat=True).first()


def streams() -> Iterable[UUID]:
    """Every stream there is."""
    return Stream.objects.order_by("pk").values_list("pk", flat=True).iterator()


def _up_to(stream: Stream) -> Iterable[Entry]:
    """The entries the head knew of when it was read; what is written meanwhile is no fault."""
    known = Entry.objects.of_stream(stream.pk).filter(number__lte=stream.length)
    return known.order_by("number").iterator(chunk_size=2000)


def _runs_past_its_head(stream_id: UUID) -> bool:
    """Whether an entry stands behind the head, which is read last so that it is never older than an honest entry."""
    last = Entry.objects.of_stream(stream_id).aggregate(last=models.Max("number"))["last"] or 0
    return bool(last > Stream.objects.values_list("length", flat=True).get(pk=stream_id))


def _fault(stream: Stream, entry: Entry, number: int, previous: str) -> str:
    """What is wrong with an entry in its place: gap, seal, columns, link; empty when nothing is."""
    if entry.number != number:
        return "gap"
    if not entry.is_erased and seal_of(bytes(entry.salt), entry.body) != entry.seal:
        return "seal"
    if not entry.is_erased and not _columns_agree(entry):
        return "columns"
    linked = hash_of(
        stream=stream.name,
        number=number,
        recorded_at=timestamp(entry.recorded_at),
        previous=previous,
        seal=entry.seal,
    )
    return "" if linked == entry.hash else "link"


def _columns_agree(entry: Entry) -> bool:
    columns = {
        "kind": entry.kind,
        "occurred_at": timestamp(entry.occurred_at),
        "audience": entry.audience,
        "origin": entry.origin,
        "subject": {"label": entry.subject_label, "id": str(entry.subject_id)},
        "corrects": entry.corrects,
    }
    return all(entry.text.get(name) == value for name, value in columns.items())
