"""A watched folder: what its files hold becomes a batch like any other; each file moves to `done` or to `refused`.

A refused file has a text beside it that says why. Nothing is published: a person does that on the page.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from owners.actions import batches, reading
from owners.actions.batches import Dropped
from owners.enums import BatchItemState
from owners.models import Batch
from owners.models.batch import UNSETTLED
from owners.rules.batches import MOST_PAPERS
from portal.files import uploads

DONE, REFUSED, LOCK = "done", "refused", ".watched"
STEADY = 1.0  # seconds in which a file that is still being written would grow


class Watched(Exception):
    """Another process is looking at the folder now."""


@dataclass(frozen=True)
class Pass:
    """What one look at the folder came to."""

    taken: int = 0
    refused: int = 0
    growing: int = 0


def look(folder: Path, *, at: datetime, steady: float = STEADY, rest: Callable[[float], None] = time.sleep) -> Pass:
    """Takes the files that are whole; raises Watched, and OSError for a folder that cannot be used."""
    with _alone(folder):
        before = _sizes(folder)
        if not before:
            return Pass()
        rest(steady)
        after = _sizes(folder)
        whole = sorted(path for path, size in before.items() if after.get(path) == size)
        return _take(folder, whole, growing=len(after) - len(whole), at=at)


def _take(folder: Path, whole: list[Path], *, growing: int, at: datetime) -> Pass:
    if not whole:
        return Pass(growing=growing)
    batch, refused = _batch(at), 0
    for place, path in enumerate(whole):
        try:
            item = batches.take(batch=batch, dropped=Dropped(path.name, _bytes(path)), at=at)
        except batches.Full:
            whole = whole[:place]
            break
        is_refused = item.state == BatchItemState.REFUSED
        moved = _move(path, folder / (REFUSED if is_refused else DONE), at)
        if is_refused:
            refused += 1
            moved.with_name(f"{moved.name}.txt").write_text(f"{item.why}\n", encoding="utf-8")
    with suppress(reading.UnderWay):  # it reads what comes meanwhile too
        reading.start(batch=batch, by=None, at=at)
    return Pass(len(whole) - refused, refused, growing)


def _batch(at: datetime) -> Batch:
    """The folder's batch that waits, so that a pass cut short brings no file twice; else another."""
    waiting = Batch.objects.filter(by=None, closed_at=None, items__state__in=UNSETTLED).order_by("-begun_at", "pk")
    there = waiting.first()
    if there and there.items.papers().count() < MOST_PAPERS:
        return there
    return batches.begin(by=None, at=at)


def _sizes(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each plain file; what is hidden, a link or a folder is none of ours."""
    found = {}
    for path in folder.iterdir():
        if path.name.startswith(".") or path.is_symlink() or not path.is_file():
            continue
        told = path.stat()
        found[path] = (told.st_size, told.st_mtime_ns)
    return found


def _bytes(path: Path) -> bytes:
    """As much of it as says whether it is too big."""
    with path.open("rb") as file:
        return file.read(uploads.MOST_SHEET + 1)


def _move(path: Path, where: Path, at: datetime) -> Path:
    """Moves a file; one of that name that is there keeps its own."""
    where.mkdir(exist_ok=True)
    to = where / path.name
    if to.exists():
        to = where / f"{at:%Y%m%d-%H%M%S-%f}-{path.name}"
    path.replace(to)
    return to


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as other:
        raise Watched from other
    finally:
        os.close(descriptor)
