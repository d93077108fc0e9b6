"""Every stored file is looked at once a night: whether its bytes are still those whose digest it bears.

A turn is short and takes the files not looked at for longest, so a night that was cut off goes on where it stopped.
What changed or is gone is named until it is put back; `store.read` refuses it meanwhile, whenever it is asked for.
"""

import hashlib
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from portal.files import store
from portal.files.models import File, Verification

State = Verification.State
NIGHT = timedelta(hours=20)  # a file looked at since then is looked at again the next night
BATCH = 100
PIECE = 1024 * 1024


def turn(*, at: datetime, seconds: float) -> int:
    """Looks at what is due for so long; answers how many files it looked at."""
    ends, done = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        batch = list(due(at)[:BATCH])
        if not batch:
            break
        done += _look(batch, at=at, ends=ends)
    return done


def everything(*, at: datetime) -> Iterator[int]:
    """Looks at every file now, whenever it was looked at last; tells after each batch how many it was."""
    last = None
    while True:
        rows = File.objects.order_by("pk")
        batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        yield _look(batch, at=at)


def due(at: datetime) -> QuerySet[File]:
    """Files nobody has looked at this night, those never looked at first."""
    waiting = Q(verification=None) | Q(verification__at__lte=at - NIGHT)
    return File.objects.filter(waiting).order_by(F("verification__at").asc(nulls_first=True), "pk")


def damaged() -> QuerySet[Verification]:
    """What is not what was stored, since when, the oldest first."""
    return Verification.objects.exclude(state=State.WHOLE).select_related("file").order_by("since", "pk")


def state_of(file: File) -> Verification.State:
    """What its bytes say now; reads them in pieces."""
    digest = hashlib.sha256()
    try:
        with store.path_of(file.sha256).open("rb") as content:
            while piece := content.read(PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return State.MISSING
    except OSError:  # a disk that cannot read it any more
        return State.ALTERED
    return State.WHOLE if digest.hexdigest() == file.sha256 else State.ALTERED


def note(file: File, *, at: datetime) -> None:
    """Looks at one file that somebody was not handed, so that it is named before the night."""
    _look([file], at=at)


def _look(batch: list[File], *, at: datetime, ends: float | None = None) -> int:
    """Looks at the files of a batch, or as many as there is time for, and writes what it saw in one go."""
    before = {one.file_id: one for one in Verification.objects.filter(file__in=batch)}
    seen = []
    for file in batch:
        state, known = state_of(file), before.get(file.pk)
        since = known.since if known and known.state == state else at
        seen.append(Verification(file=file, state=state, at=at, since=since))
        if ends is not None and time.monotonic() > ends:
            break
    Verification.objects.bulk_create(
        seen, update_conflicts=True, unique_fields=["file"], update_fields=["state", "at", "since"]
    )
    return len(seen)
