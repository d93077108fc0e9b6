"""What the import commands share: reading, the report in words, and applying with a resumable job."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.actions.imports import applying, staging
from maintenance.actions.imports.staging import Source
from maintenance.queries import imports
from portal.jobs import actions as jobs
from portal.jobs.models import Job, JobState
from portal.lib import clock
from portal.lib.tables import export

PATIENCE = 1.0  # seconds between two looks at a job another process does


class ImportCommand(BaseCommand):
    """Dry run by default; --apply writes. `sheet` names what is imported."""

    sheet: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX; CSV also as .gz or .xz")
        parser.add_argument("--mapping", type=Path, required=True, metavar="M", help="TOML, see docs/importing.md")
        parser.add_argument(
            "--beside", action="append", default=[], metavar="NAME=FILE", help="a second table the mapping reads along"
        )
        parser.add_argument("--apply", action="store_true", help="write what is ready; without it, a dry run")
        parser.add_argument("--report", type=Path, metavar="CSV", help="write what is said of each row there")
        parser.add_argument("--strict", action="store_true", help="end with 1 when a row is refused, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Source(options["file"], _text(options["mapping"]), dict(_beside(one) for one in options["beside"]))
        with jobs.watched(self._progress):
            job = applying.unfinished(self.sheet, source.digest) if options["apply"] else None
            if job:
                self.stdout.write(_("Se retoma la importación que quedó a medias."))
            else:
                job = self._read(source, options)
            if job:
                self._apply(job)

    def _read(self, source: Source, options: dict[str, Any]) -> Job | None:
        """The dry run and its report; answers the job to apply, when it is to be applied."""
        check = staging.check(self.sheet, source, by=None, at=clock.now())
        if check.state != JobState.DONE:
            raise CommandError(check.outcome.get("error") or check.words)
        found = check.outcome
        self._tell(found)
        if options["report"]:
            self._write_report(check, options["report"])
        if options["apply"] and found["ready"] and not (options["strict"] and found["refused"]):
            return applying.start(check, by=None, at=clock.now())
        staging.clear(check.pk)
        if options["strict"] and found["refused"]:
            raise CommandError(_("Hay filas rechazadas y se pidió rigor: no se ha escrito nada."))
        self.stdout.write(
            _("No hay nada nuevo que escribir.")
            if options["apply"]
            else _("Era un ensayo: no se ha escrito nada. Con --apply se escribe.")
        )
        return None

    def _apply(self, job: Job) -> None:
        """Runs the job here, or waits for the process that runs it; a silent one is taken over."""
        while job.state in {JobState.QUEUED, JobState.RUNNING}:
            if not jobs.run(job.pk):
                time.sleep(PATIENCE)
            job.refresh_from_db()
        if job.state == JobState.FAILED:
            raise CommandError(_("La importación no pudo terminar: %(why)s") % {"why": job.outcome.get("error", "")})
        staging.clear(job.parameters["check"])
        self._tell_written(job.outcome)

    def _tell(self, found: dict[str, Any]) -> None:
        for line in imports.summary(found):
            self.stdout.write(line)

    def _tell_written(self, done: dict[str, Any]) -> None:
        words = ngettext(
            "%(many)s fila escrita en %(seconds)s s.", "%(many)s filas escritas en %(seconds)s s.", done["written"]
        )
        self.stdout.write(words % {"many": done["written"], "seconds": localize(done["seconds"])})
        if done["not_admitted"]:
            self.stdout.write(_("No cupieron junto a lo que ya había: %(many)s.") % {"many": done["not_admitted"]})
        self.stdout.write(_("La pieza más larga tuvo la base de datos %(ms)s ms.") % {"ms": done["longest_lock_ms"]})

    def _write_report(self, check: Job, path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            many = export.write(stream, imports.header(), imports.said_rows(check.pk))
        self.stdout.write(_("Lo que se dice de %(many)s filas está en %(path)s.") % {"many": many, "path": path})

    def _progress(self, job: Job) -> None:
        if sys.stderr.isatty():
            of = f"{job.done} / {job.total}" if job.total else str(job.done)
            self.stderr.write(f"\r\x1b[K{job.words}: {of}", ending="\n" if job.done == job.total else "")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(_("No se puede leer la correspondencia %(path)s.") % {"path": path}) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("La correspondencia %(path)s no está en UTF-8.") % {"path": path}) from error


def _beside(told: str) -> tuple[str, Path]:
    name, _sign, path = told.partition("=")
    if not name or not Path(path).is_file():
        raise CommandError(_("--beside %(told)s: escriba NOMBRE=ARCHIVO, con un archivo que exista.") % {"told": told})
    return name, Path(path)
