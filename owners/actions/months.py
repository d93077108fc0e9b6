"""The invoices and papers of a month in one ZIP, for who asks: built in pieces, resumed where it stood, kept a week.

Beside the growing archive lies, for each piece, what the archive ended with: where a killed worker left half a piece,
the archive is cut back to the last whole one. What is in it is asked of the scope at each piece, and again whenever
the archive is handed out: nobody takes away what is no longer his to see.
"""

import csv
import io
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from owners.queries import months as queries
from owners.queries.months import Item
from portal.accounts.models import User
from portal.files import store
from portal.files.uploads import RESERVE
from portal.jobs import actions as jobs
from portal.jobs import archives, folders
from portal.jobs.models import Job
from portal.lib import clock
from portal.lib.tables.export import neutralised

KIND = queries.KIND
KEPT = timedelta(days=7)
PIECE = 50
MOST = 20_000


def start(*, month: str, papers: bool, by: User, at: datetime) -> Job:
    """Begins to build it, unless it is being built already."""
    running = queries.latest(by, month, papers=papers)
    if running and not running.finished_at:
        return running
    return jobs.start(KIND, params=queries.parameters(month, papers=papers), by=by, at=at)


def work(job: Job) -> dict[str, Any]:
    """Adds so many files at a time, then the index."""
    person = job.created_by
    if person is None:
        raise jobs.CannotGoOn(_("No se sabe para quién es."))
    with translation.override(person.language):
        folder = queries.folder_of(job)
        if job.done and not (folder / f"{job.done}.json").exists():
            _begin_again(job, folder)
        keys = _listed(job, person, folder)
        while job.done < len(keys):
            _add(job, person, folder, keys[job.done : job.done + PIECE], len(keys))
        return _close(job, folder)


def _begin_again(job: Job, folder: Path) -> None:
    """What was built is gone from the disk."""
    shutil.rmtree(folder, ignore_errors=True)
    with transaction.atomic():
        jobs.advance(job, done=0)


def _listed(job: Job, person: User, folder: Path) -> list[tuple[str, UUID]]:
    """What is to be in it, asked once, so that a second worker goes on with the same."""
    listing = folder / "list.json"
    if not listing.exists():
        asked = job.parameters
        found = queries.keys(person, asked["month"], clock.now(), papers=asked["papers"])
        if len(found) > MOST:
            raise jobs.CannotGoOn(_("Son más de %(most)s ficheros: pídalos por la API.") % {"most": MOST})
        if shutil.disk_usage(settings.PRIVATE_FILES).free < queries.weight(found) + RESERVE:
            raise jobs.CannotGoOn(_("El disco está casi lleno: avise a quien lleva el portal."))
        folder.mkdir(parents=True, exist_ok=True)
        folders.write(listing, json.dumps([(kind, str(key)) for kind, key in found]))
    return [(kind, UUID(key)) for kind, key in json.loads(listing.read_text())]


def _add(job: Job, person: User, folder: Path, keys: list[tuple[str, UUID]], total: int) -> None:
    """One piece: files, then what the archive ends with, then the count."""
    rows = archives.restored(folder, job.done)
    taken = {row["name"].casefold() for row in rows}
    with ZipFile(folder / archives.PART, "a", ZIP_STORED) as archive:
        for item in queries.items(person, keys, clock.now()):
            rows.append(_put(archive, item, taken))
    archives.settled(folder, job.done + len(keys), rows)
    with transaction.atomic():
        jobs.advance(job, done=job.done + len(keys), total=total, words=_("Se juntan los ficheros"))


def _put(archive: ZipFile, item: Item, taken: set[str]) -> dict[str, Any]:
    """Adds a file under a name nobody has yet; one whose bytes are not what was stored is only told of."""
    row = item.row | {"name": queries.unique(item.name, taken)}
    taken.add(row["name"].casefold())
    try:
        archive.writestr(row["name"], store.read(item.file))
    except store.Altered:
        return row | {"note": _("No está entero: pídalo a la oficina.")}
    return row


def _close(job: Job, folder: Path) -> dict[str, Any]:
    """The index at the end of it, and its name at last; of one that has its name already, only what it holds."""
    part, whole = folder / archives.PART, folder / queries.ARCHIVE
    rows = archives.restored(folder, job.done) if not whole.exists() else archives.rows(folder, job.done)
    here = [row for row in rows if not row["note"]]
    if not whole.exists():
        with ZipFile(part, "a", ZIP_STORED) as archive:
            archive.writestr(_("indice") + ".csv", _index(rows))
        part.chmod(0o644 if settings.FILES_ACCEL else 0o600)
        folders.write(folder / "held.json", json.dumps([(row["kind"], row["key"], row["sha256"]) for row in here]))
        part.rename(whole)
    return {"files": len(here), "size": whole.stat().st_size, "missing": len(rows) - len(here)}


def _index(rows: list[dict[str, Any]]) -> str:
    """A row a file, as a Spanish spreadsheet opens it; a cell that begins like a formula is none."""
    out = io.StringIO()
    out.write("\ufeff")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    names = (
        _("fichero"),
        _("clase"),
        _("NIF"),
        _("titular"),
        _("número"),
        _("fecha"),
        _("total"),
        "SHA-256",
        _("nota"),
    )
    table.writerow(names)
    for row in rows:
        cells = [row[name] for name in ("name", "what", "nif", "owner", "number", "day", "total", "sha256", "note")]
        table.writerow([neutralised(cell) for cell in cells])
    return out.getvalue()


def tidy(*, at: datetime) -> int:
    """Deletes the archives of more than a week ago; answers how many."""
    return archives.tidy(queries.root(), KIND, at - KEPT)
