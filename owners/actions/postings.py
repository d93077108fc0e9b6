"""A month on paper as one PDF, for the printer: built in pieces, resumed where it stood, kept thirty days.

Each piece is a file of so many owners, whole under its name or not there; what it holds lies beside it. At the end
they are put behind the list. Papers are asked once, so that a second worker goes on with the same; nobody outside the
office is ever handed the file.
"""

import json
import shutil
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from owners import kinds
from owners.documents import cover_letter, envelope_list
from owners.models import PostedPaper, Posting
from owners.queries import posting_runs as runs
from owners.queries import postings, scope
from owners.queries.postings import INVOICE, Envelope, Paper
from owners.rules import envelopes
from owners.rules.envelopes import Filled, Slip
from owners.rules.months import days_of
from portal.accounts.models import User
from portal.files import bundles, store
from portal.files.bundles import Outcome
from portal.files.models import File
from portal.files.uploads import RESERVE
from portal.jobs import actions as jobs
from portal.jobs import folders
from portal.jobs.models import Job, JobState
from portal.ledger import actions as ledger
from portal.lib import clock

KIND = runs.KIND
KEPT = timedelta(days=30)
PIECE = 20  # owners
LETTER = 60_000  # bytes a letter takes, to see whether the disk has room


class CannotPost(Exception):
    """The run is not printed, or not there any more; or the day is none on which it could have gone."""


def start(*, month: str, even: bool, again: bool, by: User, at: datetime) -> Job:
    """Begins to print it, unless that is being done already."""
    running = runs.runs(month).filter(finished_at=None).first()
    if running:
        return running
    return jobs.start(KIND, params=runs.parameters(month, even=even, again=again), by=by, at=at)


def work(job: Job) -> dict[str, Any]:
    """So many owners at a time, then all behind the list."""
    with translation.override(job.created_by.language if job.created_by else "es"):
        folder, at = runs.folder_of(job), clock.now()
        if job.done and not (folder / f"{job.done}.json").exists():
            shutil.rmtree(folder, ignore_errors=True)
            with transaction.atomic():
                jobs.advance(job, done=0)
        listed = _listed(job, folder, at)
        while job.done < len(listed):
            _print(job, folder, listed[job.done : job.done + PIECE], len(listed), at)
        return _close(job, folder, at)


def _listed(job: Job, folder: Path, at: datetime) -> list[Envelope]:
    """Who gets what, asked once."""
    listing = folder / "list.json"
    if not listing.exists():
        asked = job.parameters
        month = postings.month(days_of(asked["month"])[0], at, again=asked["again"])
        if not month.envelopes:
            raise jobs.CannotGoOn(_("No hay nada que mandar por correo postal."))
        _need_room(month)
        folder.mkdir(parents=True, exist_ok=True)
        folders.write(listing, json.dumps([asdict(one) for one in month.envelopes], default=str))
    return [_envelope(one) for one in json.loads(listing.read_text())]


def _envelope(kept: dict[str, Any]) -> Envelope:
    papers = [
        Paper(**paper | {"key": UUID(paper["key"]), "day": date.fromisoformat(paper["day"])})
        for paper in kept["papers"]
    ]
    return Envelope(**kept | {"owner": UUID(kept["owner"]), "papers": papers})


def _need_room(month: postings.Month) -> None:
    digests = {paper.sha256 for one in month.envelopes for paper in one.papers}
    weight = sum(size for size in _sizes(list(digests))) * 2 + LETTER * len(month.envelopes)
    if shutil.disk_usage(settings.PRIVATE_FILES).free < weight + RESERVE:
        raise jobs.CannotGoOn(_("El disco está casi lleno: avise a quien lleva el portal."))


def _sizes(digests: list[str]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(digests), 500):
        found += File.objects.filter(sha256__in=digests[start : start + 500]).values_list("size", flat=True)
    return found


def _print(job: Job, folder: Path, some: list[Envelope], total: int, at: datetime) -> None:
    """One piece: what can be read, the letters about that, then all of it; at last the count."""
    even, first = job.parameters["even"], days_of(job.parameters["month"])[0]
    done, place = job.done + len(some), _last_place(folder, job.done)
    new, letters = folder / "piece.new", folder / "letters"
    looked = bundles.join([[_lying(paper) for paper in one.papers] for one in some], new, even=False)
    rows, sets = [], []
    letters.mkdir(exist_ok=True)
    for one, outcomes in zip(some, looked, strict=True):
        row = _filled(one, outcomes, place + 1, even=even)
        rows.append(row)
        if not row.papers:
            continue
        place += 1
        lying = [paper for paper, outcome in zip(one.papers, outcomes, strict=True) if not outcome.why]
        letter = letters / f"{place}.pdf"
        letter.write_bytes(cover_letter.render(one, lying, first=first, today=scope.today(at)))
        sets.append([(letter, ""), *(_lying(paper) for paper in lying)])
    if sets:
        bundles.join(sets, new, even=even)
        new.rename(folder / f"{done}.pdf")
    folders.write(folder / f"{done}.json", json.dumps([row.as_kept() for row in rows]))
    shutil.rmtree(letters, ignore_errors=True)
    with transaction.atomic():
        jobs.advance(job, done=done, total=total, words=_("Se escriben las cartas"))


def _lying(paper: Paper) -> tuple[Path, str]:
    return store.path_of(paper.sha256), paper.sha256


def _filled(one: Envelope, outcomes: list[Outcome], place: int, *, even: bool) -> Filled:
    """What lies in the envelope, with its letter's page; what could not be read lies in none."""
    slips = [
        Slip(paper.kind, str(paper.key), paper.number, outcome.why or "")
        for paper, outcome in zip(one.papers, outcomes, strict=True)
    ]
    papers = [slip for slip in slips if not slip.why]
    pages = 1 + sum(outcome.pages for outcome in outcomes) if papers else 0
    return Filled(
        place=place if papers else 0,
        owner=str(one.owner),
        name=one.name,
        address=one.address,
        is_addressed=one.is_addressed,
        pages=pages,
        sheets=envelopes.sheets(pages, even=even),
        papers=papers,
        left_out=[slip for slip in slips if slip.why],
    )


def _pieces(folder: Path, ending: str, *, upto: int) -> list[Path]:
    numbered = [(int(path.stem), path) for path in folder.glob(f"[0-9]*.{ending}")]
    return [path for number, path in sorted(numbered) if number <= upto]


def _rows(folder: Path, done: int) -> list[Filled]:
    return [Filled.of(one) for path in _pieces(folder, "json", upto=done) for one in json.loads(path.read_text())]


def _last_place(folder: Path, done: int) -> int:
    return max((row.place for row in _rows(folder, done)), default=0)


def _close(job: Job, folder: Path, at: datetime) -> dict[str, Any]:
    """The list, then the pieces behind it; its name at last."""
    rows, whole = _rows(folder, job.done), folder / runs.PRINTED
    if not whole.exists():
        with transaction.atomic():
            jobs.advance(job, done=job.done, words=_("Se juntan las hojas"))
        _bind(job, folder, rows, at)
    filled = [row for row in rows if row.papers]
    return {
        "envelopes": len(filled),
        "papers": sum(len(row.papers) for row in filled),
        "pages": sum(row.pages for row in filled),
        "sheets": sum(row.sheets for row in filled),
        "left_out": sum(len(row.left_out) for row in rows),
        "size": whole.stat().st_size,
    }


def _bind(job: Job, folder: Path, rows: list[Filled], at: datetime) -> None:
    even, first = job.parameters["even"], days_of(job.parameters["month"])[0]
    told = [_worded(row) for row in rows]
    front = folder / "front.pdf"
    front.write_bytes(envelope_list.render(told, first=first, today=scope.today(at), even=even))
    pieces, new = _pieces(folder, "pdf", upto=job.done), folder / "whole.new"
    if any(
        outcome.why
        for one in bundles.join([[(path, "")] for path in (front, *pieces)], new, even=even)
        for outcome in one
    ):
        raise bundles.CannotJoin
    new.chmod(0o644 if settings.FILES_ACCEL else 0o600)
    digests = {paper.sha256 for one in _listed(job, folder, at) for paper in one.papers}
    folders.write(folder / "files.json", json.dumps(sorted(digests)))
    folders.write(folder / "filled.json", json.dumps([row.as_kept() for row in rows]))
    new.rename(folder / runs.PRINTED)
    for piece in (front, *pieces):
        piece.unlink()


def _worded(row: Filled) -> Filled:
    return Filled(**vars(row) | {"left_out": [runs.worded(slip) for slip in row.left_out]})


@transaction.atomic
def tell(*, run: Job, posted_on: date, by: User, at: datetime) -> int:
    """Writes that the envelopes went by post on that day; answers how many. Those written before stay as they were.

    An invoice withdrawn since it was printed is not said to have gone. Raises CannotPost.
    """
    rows = [row for row in runs.filled(run) if row.papers]
    printed_on = clock.day_in(scope.zone(), run.created_at)
    if run.state != JobState.DONE or not rows or not printed_on <= posted_on <= scope.today(at):
        raise CannotPost

    asked = [Posting(owner_id=UUID(row.owner), run=run, posted_on=posted_on, by=by, at=at) for row in rows]
    Posting.objects.bulk_create(asked, ignore_conflicts=True)
    written = set(Posting.objects.filter(run=run, pk__in=[one.pk for one in asked]).values_list("pk", flat=True))
    gone = runs.taken_back(rows)
    new = [(one, row) for one, row in zip(asked, rows, strict=True) if one.pk in written]
    papers = [_posted(one, slip) for one, row in new for slip in row.papers if slip.key not in gone]
    PostedPaper.objects.bulk_create(papers)

    ledger.append(*(_entry(one, row, gone, at) for one, row in new), by=by, at=at)
    return len(new)


def _posted(posting: Posting, slip: Slip) -> PostedPaper:
    of = "invoice_id" if slip.kind == INVOICE else "bulletin_id"
    return PostedPaper(posting=posting, **{of: UUID(slip.key)})


def _entry(posting: Posting, row: Filled, gone: dict[str, str], at: datetime) -> Any:
    lay = [slip for slip in row.papers if slip.key not in gone]
    held = {
        "invoices": sorted(slip.key for slip in lay if slip.kind == INVOICE),
        "bulletins": sorted(slip.key for slip in lay if slip.kind != INVOICE),
    }
    return kinds.PAPERS_POSTED.of(posting, occurred_at=at, more=held)


def tidy(*, at: datetime) -> int:
    """Deletes what was printed more than thirty days ago; answers how many."""
    root = runs.root()
    known = set(runs.every().filter(created_at__gte=at - KEPT).values_list("pk", flat=True))
    gone = [one for one in (root.iterdir() if root.exists() else ()) if one.name not in {str(key) for key in known}]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)
