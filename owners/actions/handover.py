"""All there is of an owner in one ZIP («expediente completo»): record, bulletins, papers, invoices, what is open, and
the histories with the program that checks them.

Built in pieces like a month's archive, resumed where it stood, kept a week. Rows are read piece by piece, so that the
register of many years holds no more memory than one of a month.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from maintenance.models import Lift
from owners.documents import handover as documents
from owners.models import Owner
from owners.queries import agenda, histories, record_tables
from owners.queries import handover as queries
from owners.queries.months import unique
from portal.access.audiences import Audience
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs import archives
from portal.jobs.archives import Key, Row
from portal.jobs.models import Job
from portal.ledger import export, verify_history, verify_pack
from portal.lib import clock
from portal.lib.tables import export as tables

KIND = queries.KIND
KEPT = timedelta(days=7)
PIECE = 50


@dataclass(frozen=True)
class Written:
    """What is written for the pack: in which folder, what it is called there, what it is, and its lines."""

    folder: str
    name: str
    what: str
    lines: Iterable[str]


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
        archives.begin_again(job, folder)
        listed = archives.listed(folder, lambda: queries.keys(person, owner, clock.now()), queries.FILES)
        while job.done < len(listed):
            _add(job, person, owner, folder, listed)
        return archives.close(job, folder, queries.ARCHIVE, lambda archive, rows: _end(archive, rows, person, owner))


def _add(job: Job, person: User, owner: Owner, folder: Path, listed: list[Key]) -> None:
    """One piece: papers and sheets, then what the archive ends with, then the count."""
    some, at = listed[job.done : job.done + PIECE], clock.now()
    rows = archives.restored(folder, job.done)
    taken = {row["name"].casefold() for row in rows}
    with ZipFile(folder / archives.PART, "a", ZIP_STORED) as archive:
        for key, paper in queries.papers_of(person, owner, [one for one in some if one[0] in queries.FILES], at):
            row = _row(key, _named(paper.folder, paper.name, taken), paper.what, paper.file.sha256)
            rows.append(archives.put(archive, paper.file, row))
        held = {str(lift.pk): lift for lift in agenda.lifts(owner, at)}
        audiences = queries.audiences(person, owner, at)
        for key in (one for one in some if one[0] not in queries.FILES):
            if made := _written(key, owner, held, audiences):
                rows.append(_put_written(archive, key, made, taken))
    done = job.done + len(some)
    archives.settled(folder, done, rows)
    with transaction.atomic():
        jobs.advance(job, done=done, total=len(listed), words=_("Se juntan los ficheros"))


def _put_written(archive: ZipFile, key: Key, made: Written, taken: set[str]) -> Row:
    """Line by line; its digest is reckoned meanwhile."""
    name, digest = _named(made.folder, made.name, taken), hashlib.sha256()
    archive.compression = ZIP_DEFLATED
    with archive.open(name, "w", force_zip64=True) as out:
        for line in made.lines:
            piece = line.encode()
            digest.update(piece)
            out.write(piece)
    archive.compression = ZIP_STORED
    return _row(key, name, made.what, digest.hexdigest())


def _written(key: Key, owner: Owner, held: Mapping[str, Lift], audiences: frozenset[Audience]) -> Written | None:
    """None of a lift that is another's by now, and of an owner of whom nothing was written yet."""
    kind, pk = key
    if kind != "owner-history":
        return _of_lift(kind, held[pk], audiences) if pk in held else None
    stream, called = histories.stream(owner.pk), queries.names()
    if not stream.length:
        return None
    lines = export.lines(stream, audiences)
    return Written(called["history"], f"{called['owner']}.jsonl", _("La historia del titular"), lines)


def _of_lift(kind: str, lift: Lift, audiences: frozenset[Audience]) -> Written:
    where, code, called = {"lift": lift.place}, queries.of_lift(lift), queries.names()
    below = f"{called['record']}/{code}"
    if kind == "record":
        name, page = f"{called['record']}.html", documents.record(lift)
        return Written(below, name, _("Registro de %(lift)s") % where, page)
    if kind == "visits":
        rows = _table(record_tables.visit_columns(), record_tables.visits(lift))
        return Written(below, f"{called['visits']}.csv", _("Revisiones de %(lift)s") % where, rows)
    if kind == "breakdowns":
        rows = _table(record_tables.breakdown_columns(), record_tables.breakdowns(lift))
        return Written(below, f"{called['breakdowns']}.csv", _("Averías de %(lift)s") % where, rows)
    lines = export.lines(histories.stream(lift.pk), audiences)
    return Written(called["history"], f"{code}.jsonl", _("La historia de %(lift)s") % where, lines)


def _table(head: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    """A CSV as a Spanish spreadsheet opens it, line by line."""
    yield "\ufeff"
    for row in chain([head], rows):
        line = io.StringIO()
        tables.write_row(line, row)
        yield line.getvalue()


def _row(key: Key, name: str, what: str, sha256: str) -> Row:
    kind, pk = key
    return {"kind": kind, "key": pk, "name": name, "what": what, "sha256": sha256, "note": ""}


def _named(folder: str, name: str, taken: set[str]) -> str:
    """The name within its folder, one nobody has yet."""
    inside = {one.removeprefix(f"{folder}/".casefold()) for one in taken if one.startswith(f"{folder}/".casefold())}
    found = f"{folder}/{unique(name, inside)}"
    taken.add(found.casefold())
    return found


def _end(archive: ZipFile, rows: list[Row], person: User, owner: Owner) -> None:
    """The index, the programs, and the sums of all of it."""
    called = queries.names()
    last = {
        "index.html": documents.index(owner, person, rows, clock.now()),
        f"{called['history']}/{called['check']}.txt": documents.instructions(),
        "verify.py": _source(verify_pack),
        "verify_history.py": _source(verify_history),
    }
    for name, text in last.items():
        archive.writestr(name, text)
    sums = {row["name"]: row["sha256"] for row in rows if not row["note"]}
    sums |= {name: hashlib.sha256(text.encode()).hexdigest() for name, text in last.items()}
    archive.writestr(verify_pack.SUMS, "".join(f"{sum_of}  {name}\n" for name, sum_of in sums.items()))


def _source(program: ModuleType) -> str:
    return Path(str(program.__file__)).read_text(encoding="utf-8")


def tidy(*, at: datetime) -> int:
    """Deletes the packs of more than a week ago; answers how many."""
    return archives.tidy(queries.root(), KIND, at - KEPT)
