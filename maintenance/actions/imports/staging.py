"""The dry run: a file becomes staged rows and a report, and nothing of the trade is changed.

It is a job done by the process that sees the file. A reading that was cut short, or a file that turns out to be broken
on its last line, leaves no rows behind.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from maintenance.actions.imports import sheets
from maintenance.actions.imports.sheets import Candidate, Seen, Sheet
from maintenance.actions.imports.tally import Tally
from maintenance.enums import Refusal
from maintenance.models import StagedRow
from maintenance.rules import makers
from maintenance.rules.rows import Understood
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.lib.tables import mapping as mappings
from portal.lib.tables.limits import Limits
from portal.lib.tables.mapping import SheetMapping
from portal.lib.tables.reading import Row, Table, opened
from portal.lib.tables.refusals import CannotRead
from portal.lib.text import canonical

KIND = "import.check"
BATCH = 500
FORGET_AFTER = timedelta(days=7)

State = StagedRow.State


@dataclass(frozen=True)
class Source:
    """A file, its mapping's text, and the files read beside it by name."""

    file: Path
    mapping: str
    beside: Mapping[str, Path] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The same for the same bytes read the same way; a file too big to be read is not walked through."""
        whole = hashlib.sha256(self.mapping.encode())
        for path in [self.file, *(self.beside[name] for name in sorted(self.beside))]:
            if path.is_file() and path.stat().st_size <= Limits().file:
                with path.open("rb") as stream:
                    whole.update(hashlib.file_digest(stream, "sha256").digest())
        return whole.hexdigest()


def check(sheet: str, source: Source, *, by: User | None, at: datetime) -> Job:
    """Reads and stages a file; the job's outcome is the report, or {"error": words}."""
    forget_old(at)
    params = {
        "sheet": sheet,
        "file": str(source.file.resolve()),
        "beside": {name: str(path.resolve()) for name, path in source.beside.items()},
        "mapping": source.mapping,
        "digest": source.digest,
    }
    return jobs.do_here(KIND, params=params, by=by, at=at)


def work(job: Job) -> dict[str, Any]:
    """The job's work."""
    if job.attempts > 1:
        clear(job.pk)
        raise jobs.CannotGoOn(_("La lectura del archivo se cortó. Vuelva a empezarla."))
    try:
        return _stage(job)
    except CannotRead as why:
        clear(job.pk)
        raise jobs.CannotGoOn(str(why)) from why


def clear(check_id: UUID, *, chunk: int = 5000) -> None:
    """Lets the staged rows of a check go, in short transactions."""
    rows = StagedRow.objects.filter(job=check_id).order_by("pk")
    while ids := list(rows.values_list("pk", flat=True)[:chunk]):
        StagedRow.objects.filter(pk__in=ids).delete()


def forget_old(at: datetime) -> None:
    """Lets rows go that nobody applied: they hold people's names, and the file is elsewhere."""
    old = StagedRow.objects.filter(job__finished_at__lt=at - FORGET_AFTER).order_by("job").values_list("job", flat=True)
    for check_id in old.distinct():
        clear(check_id)


def _stage(job: Job) -> dict[str, Any]:
    began, params = time.monotonic(), job.parameters
    sheet = sheets.named(params["sheet"])
    mapping = mappings.parse(params["mapping"], sheet=sheet.name, known=sheet.known, needed=sheet.needed)
    seen, tally = Seen(mapping.source, job.created_at), Tally()
    beside = {name: _beside(name, mapping, params["beside"]) for name in mapping.beside}
    with opened(Path(params["file"]), columns=mapping.columns, hints=mapping.hints) as table:
        for rows in _batched(_taken(table, mapping, beside, tally)):
            candidates = [_candidate(row, mapping, sheet, seen) for row in rows]
            sheet.check([one for one in candidates if not one.found.is_refused], seen)
            _keep(job, candidates, tally)
    return tally.report() | _how(table, mapping, seen) | {"seconds": round(time.monotonic() - began, 1)}


def _taken(
    table: Table, mapping: SheetMapping, beside: Mapping[str, dict[str, dict[str, str]]], tally: Tally
) -> Iterator[Row]:
    """The rows the mapping asks for, with the cells of the sheets beside."""
    for row in table.rows:
        if row.odd or mapping.takes(row.cells):
            for name, known in beside.items() if not row.odd else ():
                row.cells.update(known.get(mapping.beside[name].key_in(row.cells[mapping.beside[name].by]), {}))
            yield row
        else:
            tally.left_out += 1


def _beside(name: str, mapping: SheetMapping, files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """A second sheet in memory, by its key."""
    if name not in files:
        raise CannotRead(
            _("La correspondencia lee al lado la tabla «%(name)s»: añada --beside %(name)s=ARCHIVO.") % {"name": name}
        )
    columns = mapping.columns_beside(name)
    beside = mapping.beside[name]
    with opened(Path(files[name]), columns=columns, hints=mapping.hints) as table:
        return {
            beside.key_in(row.cells[beside.key]): {f"{name}:{column}": row.cells[column] for column in columns}
            for row in table.rows
            if not row.odd
        }


def _batched(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _candidate(row: Row, mapping: SheetMapping, sheet: Sheet, seen: Seen) -> Candidate:
    """A row read by its mapping; refused at once when it is odd, has no identifier, or repeats one."""
    if row.odd:
        odd = Candidate(row.line, "", Understood())
        odd.remark(Refusal.ODD_CELLS, value=str(row.odd))
        return odd
    key = _fitting(mapping.key_of(row.cells))
    found = Candidate(row.line, key, sheet.read(mapping.texts(row.cells), mapping, seen.at))
    if not key:
        found.remark(Refusal.NO_KEY, of=", ".join(mapping.key))
    elif not sheet.repeats:
        first = seen.notes["key"].setdefault(hash(key), row.line)
        if first != row.line:
            found.remark(Refusal.REPEATED, value=str(first))
    return found


def _fitting(key: str) -> str:
    """An identifier that fits its column: a long one keeps its beginning and a digest of the whole."""
    if len(key) <= 80:
        return key
    return f"{key[:47]}#{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _keep(job: Job, candidates: Iterable[Candidate], tally: Tally) -> None:
    staged = [_staged(job, one) for one in candidates]
    with transaction.atomic():
        StagedRow.objects.bulk_create(staged)
        jobs.advance(job, done=tally.rows + len(staged), words=_("Se lee el archivo"))
    for one, row in zip(candidates, staged, strict=True):
        tally.count(one, State(row.state))


def _staged(job: Job, one: Candidate) -> StagedRow:
    refused = one.found.is_refused
    state = State.REFUSED if refused else State.DONE if one.is_here else State.READY
    return StagedRow(
        job=job,
        line=one.line,
        state=state,
        external_id=one.key,
        values=canonical(one.found.values) if state == State.READY else "{}",
        words=one.found.words,
    )


def _how(table: Table, mapping: SheetMapping, seen: Seen) -> dict[str, Any]:
    return {
        "source": mapping.source,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "example": table.example,
        "makers": makers.spellings(seen.makers),
    }
