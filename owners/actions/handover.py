"""All there is of an owner in one ZIP («expediente completo»): record, bulletins, papers, invoices, what is open, and
the histories with the program that checks them.

Built in pieces like a month's archive, resumed where it stood, kept a week. Rows are read piece by piece, so that the
register of many years holds no more memory than one of a month.
"""

import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from maintenance.models import Lift
from owners.documents import handover as documents
from owners.models import Owner
from owners.queries import agenda, histories
from owners.queries import handover as queries
from owners.queries.handover import Key
from owners.queries.months import unique
from portal.accounts.models import User
from portal.files import store
from portal.files.uploads import RESERVE
from portal.jobs import actions as jobs
from portal.jobs import archives, folders
from portal.jobs.models import Job
from portal.ledger import export, verify_history, verify_pack
from portal.lib import clock
from portal.lib.tables import export as tables

KIND = queries.KIND
KEPT = timedelta(days=7)
PIECE = 50
MOST = 20_000
FILES = frozenset({"bulletin", "version", "invoice"})
Row = dict[str, Any]


def start(*, owner: Owner, by: User, at: datetime) -> Job:
    """Begins to build it, unless it is being built already."""
    running = queries.latest(by, owner)
    if running and not running.finished_at:
        return running
    return jobs.start(KIND, params=queries.parameters(owner.pk), by=by, at=at)


def work(job: Job) -> dict[str, Any]:
    """Adds so many things at a time, then the index and the programs."""
    person = job.created_by
    owner = queries.owner_of(job, person, clock.now()) if person else None
    if person is None or owner is None:
        raise jobs.CannotGoOn(_("Ya no representa a esa comunidad."))
    with translation.override(person.language):
        folder = queries.folder_of(job)
        if job.done and not (folder / f"{job.done}.json").exists():
            shutil.rmtree(folder, ignore_errors=True)
            with transaction.atomic():
                jobs.advance(job, done=0)
        listed = _listed(person, owner, folder)
        while job.done < len(listed):
            _add(job, person, owner, folder, listed)
        return _close(job, person, owner, folder)


def _listed(person: User, owner: Owner, folder: Path) -> list[Key]:
    """What is to be in it, asked once, so that a second worker goes on with the same."""
    listing = folder / "list.json"
    if not listing.exists():
        found = queries.keys(person, owner, clock.now())
        if len(found) > MOST:
            raise jobs.CannotGoOn(_("Son más de %(most)s ficheros: pídalos por la API.") % {"most": MOST})
        if shutil.disk_usage(settings.PRIVATE_FILES).free < queries.weight(found) + RESERVE:
            raise jobs.CannotGoOn(_("El disco está casi lleno: avise a quien lleva el portal."))
        folder.mkdir(parents=True, exist_ok=True)
        folders.write(listing, json.dumps(found))
    return [(kind, key) for kind, key in json.loads(listing.read_text())]


def _add(job: Job, person: User, owner: Owner, folder: Path, listed: list[Key]) -> None:
    """One piece: papers and sheets, then what the archive ends with, then the count."""
    some, at = listed[job.done : job.done + PIECE], clock.now()
    rows = archives.restored(folder, job.done)
    taken = {row["name"].casefold() for row in rows}
    with ZipFile(folder / archives.PART, "a", ZIP_STORED) as archive:
        for key, paper in queries.papers_of(person, owner, [one for one in some if one[0] in FILES], at):
            rows.append(_put_paper(archive, key, paper, taken))
        for kind, pk in (one for one in some if one[0] not in FILES):
            rows += _put_written(archive, kind, pk, person, owner, taken, at)
    done = job.done + len(some)
    archives.settled(folder, done, rows)
    with transaction.atomic():
        jobs.advance(job, done=done, total=len(listed), words=_("Se juntan los ficheros"))


def _put_paper(archive: ZipFile, key: Key, paper: queries.Paper, taken: set[str]) -> Row:
    """A file byte for byte; one whose bytes are not what was stored is only told of."""
    row = _row(key, _named(paper.folder, paper.name, taken), paper.what, paper.file.sha256)
    try:
        archive.writestr(row["name"], store.read(paper.file))
    except store.Altered:
        return row | {"note": _("No está entero: pídalo a la oficina.")}
    return row


def _put_written(
    archive: ZipFile, kind: str, pk: str, person: User, owner: Owner, taken: set[str], at: datetime
) -> Iterator[Row]:
    """What is written for the pack: a lift's register, its tables, a history."""
    called = queries.names()
    if kind == "owner-history":
        stream = histories.stream(owner.pk)
        if not stream.length:
            return
        lines = export.lines(stream, queries.audiences(person, owner, at))
        name, what = _named(called["history"], f"{called['owner']}.jsonl", taken), _("La historia del titular")
        yield _written(archive, (kind, pk), name, what, lines)
        return
    lift = next((one for one in agenda.lifts(owner, at) if str(one.pk) == pk), None)
    if lift is None:  # it is another's by now
        return
    (below, name), what, text = _of_lift(kind, lift, queries.audiences(person, owner, at))
    yield _written(archive, (kind, pk), _named(below, name, taken), what, text)


def _of_lift(kind: str, lift: Lift, audiences: Any) -> tuple[tuple[str, str], str, Iterable[str]]:
    where, code, called = agenda.place(lift), queries.of_lift(lift), queries.names()
    below = f"{called['record']}/{code}"
    if kind == "record":
        return (below, f"{called['record']}.html"), _("Registro de %(lift)s") % {"lift": where}, documents.record(lift)
    if kind == "visits":
        rows = _table(queries.visit_columns(), queries.visits(lift))
        return (below, f"{called['visits']}.csv"), _("Revisiones de %(lift)s") % {"lift": where}, rows
    if kind == "breakdowns":
        rows = _table(queries.breakdown_columns(), queries.breakdowns(lift))
        return (below, f"{called['breakdowns']}.csv"), _("Averías de %(lift)s") % {"lift": where}, rows
    lines = export.lines(histories.stream(lift.pk), audiences)
    return (called["history"], f"{code}.jsonl"), _("La historia de %(lift)s") % {"lift": where}, lines


def _table(head: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    """A CSV as a Spanish spreadsheet opens it, line by line."""
    yield "\ufeff"
    for row in chain([head], rows):
        line = io.StringIO()
        tables.write_row(line, row)
        yield line.getvalue()


def _written(archive: ZipFile, key: Key, name: str, what: str, lines: Iterable[str]) -> Row:
    """Written line by line; its digest is reckoned meanwhile."""
    digest = hashlib.sha256()
    archive.compression = ZIP_DEFLATED
    with archive.open(name, "w", force_zip64=True) as out:
        for line in lines:
            piece = line.encode()
            digest.update(piece)
            out.write(piece)
    archive.compression = ZIP_STORED
    return _row(key, name, what, digest.hexdigest())


def _row(key: Key, name: str, what: str, sha256: str) -> Row:
    kind, pk = key
    return {"kind": kind, "key": pk, "name": name, "what": what, "sha256": sha256, "note": ""}


def _named(folder: str, name: str, taken: set[str]) -> str:
    """The name within its folder, one nobody has yet."""
    inside = {one.removeprefix(f"{folder}/".casefold()) for one in taken if one.startswith(f"{folder}/".casefold())}
    found = f"{folder}/{unique(name, inside)}"
    taken.add(found.casefold())
    return found


def _close(job: Job, person: User, owner: Owner, folder: Path) -> dict[str, Any]:
    """The index, the sums and the programs at the end of it, and its name at last."""
    part, whole = folder / archives.PART, folder / queries.ARCHIVE
    rows = archives.restored(folder, job.done) if not whole.exists() else archives.rows(folder, job.done)
    here = [row for row in rows if not row["note"]]
    if not whole.exists():
        with ZipFile(part, "a", ZIP_DEFLATED) as archive:
            called = queries.names()
            last = {
                "index.html": documents.index(owner, person, rows, clock.now()),
                f"{called['history']}/{called['check']}.txt": documents.instructions(),
                "verify.py": _source(verify_pack),
                "verify_history.py": _source(verify_history),
            }
            for name, text in last.items():
                archive.writestr(name, text)
            sums = {row["name"]: row["sha256"] for row in here}
            sums |= {name: hashlib.sha256(text.encode()).hexdigest() for name, text in last.items()}
            archive.writestr(verify_pack.SUMS, "".join(f"{sum_of}  {name}\n" for name, sum_of in sums.items()))
        part.chmod(0o644 if settings.FILES_ACCEL else 0o600)
        inside = [(row["kind"], row["key"], row["sha256"] if row["kind"] in FILES else "") for row in here]
        folders.write(folder / "held.json", json.dumps(inside))
        part.rename(whole)
    return {"files": len(here), "size": whole.stat().st_size, "missing": len(rows) - len(here)}


def _source(program: Any) -> str:
    return Path(str(program.__file__)).read_text(encoding="utf-8")


def tidy(*, at: datetime) -> int:
    """Deletes the packs of more than a week ago; answers how many."""
    return archives.tidy(queries.root(), KIND, at - KEPT)
