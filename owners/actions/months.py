"""The invoices and papers of a month in one ZIP, for who asks: built in pieces, resumed where it stood, kept a week.

Beside the growing archive lies, for each piece, what the archive ended with: where a killed worker left half a piece,
the archive is cut back to the last whole one. What is in it is asked of the scope at each piece, and again whenever
the archive is handed out: nobody takes away what is no longer his to see.
"""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from owners.queries import months as queries
from owners.queries.months import Item
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs import archives
from portal.jobs.archives import Key, Row
from portal.jobs.models import Job
from portal.lib import clock
from portal.lib.tables.export import neutralised

KIND = queries.KIND
KEPT = timedelta(days=7)
PIECE = 50


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
        archives.begin_again(job, folder)
        keys = archives.listed(folder, lambda: _keys(job, person), queries.FILES)
        while job.done < len(keys):
            _add(job, person, folder, keys[job.done : job.done + PIECE], len(keys))
        return archives.close(job, folder, queries.ARCHIVE, _end)


def _keys(job: Job, person: User) -> list[Key]:
    asked = job.parameters
    return queries.keys(person, asked["month"], clock.now(), papers=asked["papers"])


def _add(job: Job, person: User, folder: Path, keys: list[Key], total: int) -> None:
    """One piece: files, then what the archive ends with, then the count."""
    rows = archives.restored(folder, job.done)
    taken = {row["name"].casefold() for row in rows}
    with ZipFile(folder / archives.PART, "a", ZIP_STORED) as archive:
        for item in queries.items(person, keys, clock.now()):
            rows.append(_put(archive, item, taken))
    archives.settled(folder, job.done + len(keys), rows)
    with transaction.atomic():
        jobs.advance(job, done=job.done + len(keys), total=total, words=_("Se juntan los ficheros"))


def _put(archive: ZipFile, item: Item, taken: set[str]) -> Row:
    """Adds a file under a name nobody has yet."""
    name = queries.unique(item.name, taken)
    taken.add(name.casefold())
    return archives.put(archive, item.file, item.row | {"name": name})


def _end(archive: ZipFile, rows: list[Row]) -> None:
    archive.writestr(_("indice") + ".csv", _index(rows))


def _index(rows: list[Row]) -> str:
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
