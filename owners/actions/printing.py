"""Letters and the papers behind them as one PDF, for the printer: built in pieces, resumed where it stood, kept thirty
days.

Each piece is a file of so many envelopes, whole under its name or not there; what it holds lies beside it. At the end
they are put behind the list. What is printed is asked once, so that a second worker goes on with the same.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from owners.queries import posting_runs as runs
from owners.queries.postings import Envelope, Paper
from owners.rules import envelopes
from owners.rules.envelopes import Filled, Slip
from portal.files import bundles, store
from portal.files.bundles import Outcome
from portal.files.models import File
from portal.files.uploads import RESERVE
from portal.jobs import actions as jobs
from portal.jobs import folders
from portal.jobs.models import Job

KEPT = timedelta(days=30)
PIECE = 20  # envelopes
LETTER = 60_000  # bytes a letter takes, to see whether the disk has room
Letter = Callable[[Envelope, list[Paper]], bytes]
Front = Callable[[list[Filled]], bytes]


def work(job: Job, *, listed: Callable[[], list[Envelope]], letter: Letter, front: Front) -> dict[str, Any]:
    """So many envelopes at a time, then all behind the list. The job says whether both sides are printed (`even`).

    A `letter` is written once it is known which of the papers can be read, and about those only.
    """
    folder = runs.folder_of(job)
    if job.done and not (folder / f"{job.done}.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        with transaction.atomic():
            jobs.advance(job, done=0)
    every = _listed(folder, listed)
    while job.done < len(every):
        _print(job, folder, every[job.done : job.done + PIECE], len(every), letter)
    return _close(job, folder, every, front)


def _listed(folder: Path, listed: Callable[[], list[Envelope]]) -> list[Envelope]:
    """Who gets what, asked once."""
    listing = folder / "list.json"
    if not listing.exists():
        found = listed()
        folder.mkdir(parents=True, exist_ok=True)
        _need_room(folder, found)
        folders.write(listing, json.dumps([asdict(one) for one in found], default=str))
    return [_envelope(one) for one in json.loads(listing.read_text())]


def _envelope(kept: dict[str, Any]) -> Envelope:
    papers = [
        Paper(**paper | {"key": UUID(paper["key"]), "day": date.fromisoformat(paper["day"])})
        for paper in kept["papers"]
    ]
    return Envelope(**kept | {"owner": UUID(kept["owner"]), "papers": papers})


def _need_room(folder: Path, found: list[Envelope]) -> None:
    digests = {paper.sha256 for one in found for paper in one.papers}
    weight = sum(size for size in _sizes(list(digests))) * 2 + LETTER * len(found)
    if shutil.disk_usage(folder).free < weight + RESERVE:
        raise jobs.CannotGoOn(_("El disco está casi lleno: avise a quien lleva el portal."))


def _sizes(digests: list[str]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(digests), 500):
        found += File.objects.filter(sha256__in=digests[start : start + 500]).values_list("size", flat=True)
    return found


def _print(job: Job, folder: Path, some: list[Envelope], total: int, letter: Letter) -> None:
    """One piece: what can be read, the letters about that, then all of it; at last the count."""
    even, done, place = job.parameters["even"], job.done + len(some), _last_place(folder, job.done)
    new, letters = folder / "piece.new", folder / "letters"
    looked = bundles.join([[_lying(paper) for paper in one.papers] for one in some], new, even=False)
    letters.mkdir(exist_ok=True)
    sets: dict[int, list[tuple[Path, str]]] = {}
    for number, (one, outcomes) in enumerate(zip(some, looked, strict=True)):
        lying = [paper for paper, outcome in zip(one.papers, outcomes, strict=True) if not outcome.why]
        if one.papers and not lying:
            continue
        path = letters / f"{number}.pdf"
        path.write_bytes(letter(one, lying))
        sets[number] = [(path, ""), *(_lying(paper) for paper in lying)]
    pages: dict[int, int] = {}
    if sets:
        joined = bundles.join(list(sets.values()), new, even=even)
        pages = {number: sum(part.pages for part in parts) for number, parts in zip(sets, joined, strict=True)}
        new.rename(folder / f"{done}.pdf")
    rows = []
    for number, (one, outcomes) in enumerate(zip(some, looked, strict=True)):
        place += bool(pages.get(number))
        rows.append(_filled(one, outcomes, place, pages.get(number, 0), even=even))
    folders.write(folder / f"{done}.json", json.dumps([row.as_kept() for row in rows]))
    shutil.rmtree(letters, ignore_errors=True)
    with transaction.atomic():
        jobs.advance(job, done=done, total=total, words=_("Se escriben las cartas"))


def _lying(paper: Paper) -> tuple[Path, str]:
    return store.path_of(paper.sha256), paper.sha256


def _filled(one: Envelope, outcomes: Sequence[Outcome], place: int, pages: int, *, even: bool) -> Filled:
    """What lies in the envelope, with its letter; what could not be read lies in none."""
    slips = [
        Slip(paper.kind, str(paper.key), paper.number, outcome.why or "")
        for paper, outcome in zip(one.papers, outcomes, strict=True)
    ]
    return Filled(
        place=place if pages else 0,
        owner=str(one.owner),
        name=one.name,
        address=one.address,
        is_addressed=one.is_addressed,
        pages=pages,
        sheets=envelopes.sheets(pages, even=even),
        papers=[slip for slip in slips if not slip.why],
        left_out=[slip for slip in slips if slip.why],
    )


def _pieces(folder: Path, ending: str, *, upto: int) -> list[Path]:
    numbered = [(int(path.stem), path) for path in folder.glob(f"[0-9]*.{ending}")]
    return [path for number, path in sorted(numbered) if number <= upto]


def _rows(folder: Path, done: int) -> list[Filled]:
    return [Filled.of(one) for path in _pieces(folder, "json", upto=done) for one in json.loads(path.read_text())]


def _last_place(folder: Path, done: int) -> int:
    return max((row.place for row in _rows(folder, done)), default=0)


def _close(job: Job, folder: Path, every: list[Envelope], front: Front) -> dict[str, Any]:
    """The list, then the pieces behind it; its name at last."""
    rows, whole = _rows(folder, job.done), folder / runs.PRINTED
    if not whole.exists():
        with transaction.atomic():
            jobs.advance(job, done=job.done, words=_("Se juntan las hojas"))
        _bind(job, folder, rows, every, front)
    filled = [row for row in rows if row.pages]
    return {
        "envelopes": len(filled),
        "papers": sum(len(row.papers) for row in filled),
        "pages": sum(row.pages for row in filled),
        "sheets": sum(row.sheets for row in filled),
        "left_out": sum(len(row.left_out) for row in rows),
        "size": whole.stat().st_size,
    }


def _bind(job: Job, folder: Path, rows: list[Filled], every: list[Envelope], front: Front) -> None:
    first = folder / "front.pdf"
    first.write_bytes(front([_worded(row) for row in rows]))
    pieces, new = _pieces(folder, "pdf", upto=job.done), folder / "whole.new"
    if any(
        outcome.why
        for one in bundles.join([[(path, "")] for path in (first, *pieces)], new, even=job.parameters["even"])
        for outcome in one
    ):
        raise bundles.CannotJoin
    new.chmod(0o644 if settings.FILES_ACCEL else 0o600)
    digests = {paper.sha256 for one in every for paper in one.papers}
    folders.write(folder / "files.json", json.dumps(sorted(digests)))
    folders.write(folder / "filled.json", json.dumps([row.as_kept() for row in rows]))
    new.rename(folder / runs.PRINTED)
    for piece in (first, *pieces):
        piece.unlink()


def _worded(row: Filled) -> Filled:
    return Filled(**vars(row) | {"left_out": [runs.worded(slip) for slip in row.left_out]})


def tidy(*, at: datetime) -> int:
    """Deletes what was printed more than thirty days ago; answers how many."""
    root = runs.root()
    there = {one.name: one for one in (root.iterdir() if root.exists() else ())}
    known = Job.objects.filter(kind__in=runs.PRINTS, created_at__gte=at - KEPT).values_list("pk", flat=True)
    gone = there.keys() - {str(key) for key in known}
    for name in gone:
        shutil.rmtree(there[name], ignore_errors=True)
    return len(gone)
