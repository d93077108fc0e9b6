"""Appending facts: the only way anything enters a stream."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from portal.access import grants
from portal.accounts.models import User
from portal.ledger import following
from portal.ledger.chain import hash_of, seal_of
from portal.ledger.kinds import Record
from portal.ledger.models import Entry, Stream
from portal.lib import nudge
from portal.lib.text import canonical, timestamp


class OutsideTransaction(RuntimeError):
    """A fact is written in the transaction of the change it tells, never alone."""


def append(*records: Record, by: User | None, at: datetime) -> list[Entry]:
    """Writes facts at the end of their streams; answers the entries in the order given.

    Locks the heads in key order in one query, so two writers of the same streams cannot wait for each other in a ring.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    if not records:
        return []

    heads = _locked_heads(records)
    actor = _actor(by)
    entries = [_next(heads[record.stream_id], record, actor, at) for record in records]
    Entry.objects.bulk_create(entries, batch_size=500)
    Stream.objects.bulk_update(heads.values(), ["length", "head"], batch_size=200)

    if following.enqueue(entries, at=at):
        nudge.on_commit("ledger.follow")
    return entries


def hold(*streams: UUID) -> None:
    """Locks the heads of streams in key order, for a transaction that appends to several of them one after another.

    Each `append` locks what it needs in order, but two of them lock in the order of the calls; who held all before
    them waits for nobody after. A stream not begun yet is nobody else's.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    _lock(list(streams))


def _locked_heads(records: Iterable[Record]) -> dict[UUID, Stream]:
    wanted = {record.stream_id: record.kind.stream for record in records}
    heads = _lock(list(wanted))
    if len(heads) < len(wanted):
        new = [Stream(id=key, of=of) for key, of in wanted.items() if key not in heads]
        Stream.objects.bulk_create(new, ignore_conflicts=True)
        heads = _lock(list(wanted))
    return heads


def _lock(keys: list[UUID]) -> dict[UUID, Stream]:
    return {head.pk: head for head in Stream.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _actor(by: User | None) -> dict[str, Any] | None:
    if by is None:
        return None
    return {"id": str(by.pk), "role": grants.of(by).strongest}


def _next(head: Stream, record: Record, actor: dict[str, Any] | None, at: datetime) -> Entry:
    """The next entry of a stream; moves the head in memory."""
    body = canonical(
        {
            "kind": record.kind.name,
            "version": record.kind.version,
            "occurred_at": record.occurred_at,
            "audience": record.kind.audience,
            "origin": record.origin,
            "subject": {"label": record.subject_label, "id": record.subject_id},
            "corrects": record.corrects,
            "actor": actor,
            "facts": record.facts,
        }
    )
    salt = secrets.token_bytes(16)
    seal = seal_of(salt, body)
    head.length += 1
    head.head = hash_of(stream=head.name, number=head.length, recorded_at=timestamp(at), previous=head.head, seal=seal)
    return Entry(
        stream=head,
        number=head.length,
        kind=record.kind.name,
        occurred_at=record.occurred_at,
        recorded_at=at,
        audience=record.kind.audience,
        origin=record.origin,
        subject_label=record.subject_label,
        subject_id=record.subject_id,
        corrects=record.corrects,
        body=body,
        salt=salt,
        seal=seal,
        hash=head.head,
    )
