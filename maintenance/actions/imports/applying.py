"""Applying staged rows, as a job: short pieces, each one transaction, each counted in the transaction it counts.

A piece claims its rows by a conditional UPDATE before it writes them, so a job killed anywhere goes on with the rows
that are still ready and nothing is written twice. A row the database refuses is told apart from its piece, refused in
words, and the rest goes in.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from maintenance.actions.imports import sheets, staging
from maintenance.actions.imports.sheets import Pen, Sheet
from maintenance.enums import Refusal
from maintenance.models import StagedRow
from maintenance.rules.rows import Remark
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import Job, JobState
from portal.lib import clock

State = StagedRow.State

logger = logging.getLogger(__name__)


class NotAdmitted(Exception):
    """A row does not fit beside what is here; the text says why, in words for people."""


class SomebodyElse(RuntimeError):
    """Another process took the same rows; this piece is undone and tried again."""


def offer(sheet: Sheet) -> None:
    """Makes a kind of sheet known, with the job that applies it."""
    sheets.register(sheet)
    jobs.register(staging.KIND, staging.work)
    jobs.register(sheet.job, _work_of(sheet))


def start(check: Job, *, by: User | None, at: datetime) -> Job:
    """Begins to write what a check found ready."""
    asked, found = check.parameters, check.outcome
    params = {
        "check": str(check.pk),
        "digest": asked["digest"],
        "source": found["source"],
        "rows": found["ready"],
        "refused": found["refused"],
    }
    return jobs.start(sheets.named(asked["sheet"]).job, params=params, by=by, at=at)


def unfinished(sheet: str, digest: str) -> Job | None:
    """The job that was applying the same file and did not come to its end."""
    waiting = Job.objects.filter(kind=sheets.named(sheet).job, state__in=[JobState.QUEUED, JobState.RUNNING])
    return next((job for job in waiting.order_by("created_at") if job.parameters["digest"] == digest), None)


class Pace:
    """How many at a time: more while pieces are short, fewer before one holds the write lock for a second.

    Who waits for SQLite's lock asks for it ten times a second, so after a quarter of a second at it there is a rest of
    that length: without it a technician's phone would wait for many pieces, not for one.
    """

    MOST = 500
    REST = 0.1

    def __init__(
        self,
        size: int = 100,
        watch: Callable[[], float] = time.monotonic,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self.size = size
        self.longest = self.unrested = 0.0
        self.watch = watch
        self.rest = rest

    @contextmanager
    def piece(self) -> Iterator[None]:
        """A transaction whose time at the lock is measured, from BEGIN (which waits for it) to COMMIT."""
        if self.unrested > 0.25 and connection.vendor == "sqlite":
            self.rest(self.REST)
            self.unrested = 0.0
        with transaction.atomic():
            began = self.watch()
            yield
        held = self.watch() - began
        self.longest, self.unrested = max(self.longest, held), self.unrested + held
        if held > 0.35:
            self.size = max(1, self.size // 2)
        elif held < 0.15:
            self.size = min(self.MOST, self.size * 2)


def _work_of(sheet: Sheet) -> Callable[[Job], dict[str, Any]]:
    def work(job: Job) -> dict[str, Any]:
        began, pace, settling = time.monotonic(), Pace(), Pace(25)
        while _piece(sheet, job, pace):
            pass
        if job.done < job.parameters["rows"]:
            raise jobs.CannotGoOn(_("Las filas leídas ya no están. Vuelva a importar el archivo."))
        lifts = _touched(sheet, job)
        _settle(sheet, job, lifts, settling)
        params = job.parameters
        refused = StagedRow.objects.filter(job=params["check"], state=State.REFUSED).count() - params["refused"]
        return {
            "written": params["rows"] - refused,
            "not_admitted": refused,
            "lifts": len(lifts),
            "seconds": round(time.monotonic() - began, 1),
            "longest_lock_ms": round(max(pace.longest, settling.longest) * 1000),
        }

    return work


def _piece(sheet: Sheet, job: Job, pace: Pace) -> bool:
    """Writes the next rows; answers whether there were any."""
    params, done = job.parameters, job.done
    ready = StagedRow.objects.filter(job=params["check"], state=State.READY).order_by("line")
    rows = list(ready[: pace.size])
    if not rows:
        return False
    try:
        with pace.piece():
            _claim(rows)
            sheet.write(rows, Pen(params["source"], job.created_by, clock.now()))
            jobs.advance(
                job, done=done + len(rows), total=job.total or params["rows"], words=_("Se escriben las filas")
            )
    except (IntegrityError, DataError, NotAdmitted) as error:
        job.done = done
        if len(rows) == 1:
            _refuse(rows[0], job, error)
        pace.size = 1
    return True


def _claim(rows: list[StagedRow]) -> None:
    claimed = StagedRow.objects.filter(pk__in=[row.pk for row in rows], state=State.READY).update(state=State.DONE)
    if claimed != len(rows):
        raise SomebodyElse


@transaction.atomic
def _refuse(row: StagedRow, job: Job, error: Exception) -> None:
    """The one row that does not fit; what a database says of it is for the log, not for people."""
    logger.warning("Line %s does not fit", row.line, exc_info=error)
    why = str(error) if isinstance(error, NotAdmitted) else ""
    words = " ".join([Remark(Refusal.NOT_ADMITTED, value=why).words, row.words]).strip()
    StagedRow.objects.filter(pk=row.pk).update(state=State.REFUSED, values="{}", words=words)
    jobs.advance(job, done=job.done + 1, words=_("Se escriben las filas"))


def _touched(sheet: Sheet, job: Job) -> list[UUID]:
    """The lifts whose cards follow, in a fixed order."""
    params, found = job.parameters, set[UUID]()
    done = StagedRow.objects.filter(job=params["check"], state=State.DONE).exclude(values="{}").order_by("line")
    batch: list[StagedRow] = []
    for row in done.only("external_id", "values").iterator(chunk_size=2000):
        batch.append(row)
        if len(batch) == 2000:
            found |= sheet.touched(batch, params["source"])
            batch = []
    return sorted(found | sheet.touched(batch, params["source"]))


def _settle(sheet: Sheet, job: Job, lifts: list[UUID], pace: Pace) -> None:
    """Makes the cards anew; `done` beyond the rows says how many lifts that is."""
    rows, params = job.parameters["rows"], job.parameters
    at_lift = max(0, job.done - rows)
    while at_lift < len(lifts):
        some = lifts[at_lift : at_lift + pace.size]
        with pace.piece():
            sheet.settle(some, params["source"], clock.now())
            at_lift += len(some)
            jobs.advance(job, done=rows + at_lift, total=rows + len(lifts), words=_("Se rehacen las fichas"))
