"""Work that follows facts.

A follower has a name and a set of kinds. `append` writes one Pending row per interested follower in its own
transaction, so a dead broker delays the work and cannot lose it. Within a stream work is done by number; streams go
side by side. A row that fails five times is set aside for the office and no longer holds up its stream.
"""

import logging
import math
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from time import monotonic
from typing import Any

from django.db import models, transaction

from portal.ledger.models import Entry, Pending
from portal.lib import clock, heartbeat, nudge
from portal.lib.lacking import Lacking

ATTEMPTS = 5
HOLD = timedelta(seconds=30)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Follower:
    """Who follows which kinds.

    `prepare` does what must not happen inside a transaction (a PDF, a hash, a file) and may run twice; `finish` writes
    the outcome in the transaction that deletes the Pending row, so it happens once. Facts of the kinds it `hurries`
    with go before whatever else waits.
    """

    name: str
    kinds: frozenset[str]
    finish: Callable[[Entry, Any, datetime], None]
    prepare: Callable[[Entry], Any] = lambda _entry: None
    follows_history: bool = False
    hurries: frozenset[str] = frozenset()


_followers: dict[str, Follower] = {}
_in_hand: ContextVar[Pending | None] = ContextVar("in hand", default=None)


class _Gone(Exception):
    """Somebody else has done this row."""


def follower(name: str) -> Follower:
    """The follower of that name; raises KeyError."""
    return _followers[name]


def registered() -> list[Follower]:
    """All followers by name."""
    return [_followers[name] for name in sorted(_followers)]


def follow(new: Follower) -> None:
    """Registers a follower; it starts at the present."""
    _followers[new.name] = new


def enqueue(entries: Iterable[Entry], *, at: datetime) -> int:
    """Writes a Pending row per entry and interested follower; answers how many."""
    rows = [
        Pending(follower=one.name, entry=entry, stream_id=entry.stream_id, next_at=at)
        for entry in entries
        for one in _followers.values()
        if entry.kind in one.kinds and (entry.origin == "live" or one.follows_history)
    ]
    Pending.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def work(limit: int = 500, *, seconds: float = math.inf) -> int:
    """Does what is due, what hurries and then the oldest first, and begins no row after so many seconds; answers how
    many rows were done.
    """
    end, done = monotonic() + seconds, 0
    while done < limit and monotonic() < end and (batch := _batch(clock.now())):
        # Who stumbles is due later, so every batch is another.
        done += sum(_one(row) for row in takewhile(lambda _row: monotonic() < end, batch))
    return done


def _batch(at: datetime) -> list[Pending]:
    """What hurries, with what stands before it in its stream; where nothing does, the oldest."""
    hurried = frozenset[str]().union(*(one.hurries for one in _followers.values()))
    hurrying = Pending.objects.filter(
        follower=models.OuterRef("follower"),
        stream=models.OuterRef("stream"),
        entry__kind__in=hurried,
        set_aside_at=None,
    )
    return list(due(at).filter(models.Exists(hurrying))[:50]) or list(due(at)[:50])


def due(at: datetime) -> models.QuerySet[Pending]:
    """The first waiting row of each stream and follower, if its time has come and nobody holds it."""
    earlier = Pending.objects.filter(
        follower=models.OuterRef("follower"),
        stream=models.OuterRef("stream"),
        entry__lt=models.OuterRef("entry"),
        set_aside_at=None,
    )
    free = models.Q(taken_until=None) | models.Q(taken_until__lt=at)
    return (
        Pending.objects.filter(free, ~models.Exists(earlier), set_aside_at=None, next_at__lte=at)
        .select_related("entry")
        .order_by("entry_id", "pk")
    )


def _one(row: Pending) -> bool:
    if not _take(row):
        return False
    heartbeat.beat()
    one = _followers.get(row.follower)
    if one is None:
        _stumble(row, KeyError(f"nobody is called {row.follower}"))
        return False
    try:
        token = _in_hand.set(row)
        try:
            prepared = one.prepare(row.entry)
        finally:
            _in_hand.reset(token)
        with transaction.atomic():
            if not Pending.objects.filter(pk=row.pk).delete()[0]:
                raise _Gone
            one.finish(row.entry, prepared, clock.now())
    except _Gone:
        return False
    except Lacking as missing:
        _wait(row, missing)
        return False
    except Exception as error:  # noqa: BLE001 - whatever stops it is written on the row, and tried again
        _stumble(row, error)
        return False
    return True


def _take(row: Pending) -> bool:
    at = clock.now()
    free = models.Q(taken_until=None) | models.Q(taken_until__lt=at)
    return bool(Pending.objects.filter(free, pk=row.pk, set_aside_at=None).update(taken_until=at + HOLD))


def goes_on() -> None:
    """Said by whoever prepares for long, outside any transaction: he is alive, and nobody else takes his row."""
    heartbeat.beat()
    if row := _in_hand.get():
        Pending.objects.filter(pk=row.pk).update(taken_until=clock.now() + HOLD)


def _wait(row: Pending, missing: Lacking) -> None:
    """Leaves the row for when what it lacks may be there, unless it was hastened; that is no failed attempt."""
    logger.info("%s waits with entry %s: %s", row.follower, row.entry_id, missing)
    waits = Pending.objects.filter(pk=row.pk)
    waits.update(error=f"{type(missing).__name__}: {missing}", taken_until=None)
    waits.filter(next_at=row.next_at).update(next_at=clock.now() + missing.patience)


def hasten(rows: models.QuerySet[Pending], *, at: datetime) -> None:
    """What was lacking is there: work that waits for it is due now, also what somebody has just found lacking."""
    if rows.filter(set_aside_at=None).update(next_at=at):
        nudge.on_commit("ledger.follow")


def again(name: str, entry: Entry, *, at: datetime) -> None:
    """Has a follower look at a fact once more at a time; asked again before it comes, the time moves."""
    Pending.objects.update_or_create(follower=name, entry=entry, defaults={"stream_id": entry.stream_id, "next_at": at})
    nudge.on_commit("ledger.follow")


def _stumble(row: Pending, error: Exception) -> None:
    """Keeps what went wrong and when to try again; sets the row aside after ATTEMPTS."""
    logger.exception("%s stumbled over entry %s", row.follower, row.entry_id, exc_info=error)
    at, attempts = clock.now(), row.attempts + 1
    Pending.objects.filter(pk=row.pk).update(
        attempts=attempts,
        error=f"{type(error).__name__}: {error}",
        next_at=at + timedelta(seconds=5 * 3**attempts),
        taken_until=None,
        set_aside_at=at if attempts >= ATTEMPTS else None,
    )


def set_aside() -> models.QuerySet[Pending]:
    """What the office must look at."""
    return Pending.objects.exclude(set_aside_at=None).select_related("entry").order_by("-set_aside_at", "pk")


@transaction.atomic
def try_again(row: Pending, *, at: datetime) -> bool:
    """Puts a set-aside row back in the queue; answers whether it was aside."""
    again = Pending.objects.filter(pk=row.pk).exclude(set_aside_at=None)
    return bool(again.update(set_aside_at=None, attempts=0, next_at=at, error=""))
