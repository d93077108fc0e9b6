"""Starting, running and resuming jobs.

A worker lives while its beat is younger than SILENCE; whoever takes a job over first must win a conditional UPDATE,
and counts its turn: who was only slow finds the turn gone at its next advance, and its piece goes with the rollback.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext

from portal.accounts.models import User
from portal.jobs.models import Job, JobState
from portal.lib import clock, heartbeat, nudge
from portal.lib.lacking import Lacking
from portal.lib.text import canonical

SILENCE = timedelta(seconds=60)
ATTEMPTS = 5
Work = Callable[[Job], dict[str, Any]]

logger = logging.getLogger(__name__)
_kinds: dict[str, Work] = {}
_watchers: list[Callable[[Job], None]] = []


class TakenOver(Exception):
    """Another worker has the job by now; what this one was doing is undone with its transaction."""


class CannotGoOn(Exception):
    """Trying again would not help: the job ends, and the text says why in words for people."""


def register(kind: str, work: Work) -> None:
    """Says who does a kind of job. Work reads `job.done` to resume, and calls `advance` inside each piece."""
    _kinds[kind] = work


@transaction.atomic
def start(kind: str, *, params: dict[str, Any], by: User | None, at: datetime) -> Job:
    """Writes the job down and wakes a worker; raises KeyError for a kind nobody does."""
    if kind not in _kinds:
        raise KeyError(kind)

    job = Job.objects.create(kind=kind, params=canonical(params), created_by=by, created_at=at)

    nudge.on_commit("jobs.run", job=str(job.pk))
    return job


def advance(job: Job, *, done: int, total: int | None = None, words: str = "") -> None:
    """Says how far the job is; call it in the transaction of the piece it counts. Raises TakenOver."""
    attempts = 1 if done > job.done else job.attempts  # who gets on may stumble anew
    told = {"done": done, "total": job.total if total is None else total, "words": words, "attempts": attempts}
    if not _mine(job).update(beat_at=clock.now(), **told):
        raise TakenOver
    for name, value in told.items():
        setattr(job, name, value)
    heartbeat.beat()
    for watcher in _watchers:
        watcher(job)


@contextmanager
def watched(watcher: Callable[[Job], None]) -> Iterator[None]:
    """Tells a terminal of every advance this process makes meanwhile."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def do_here(kind: str, *, params: dict[str, Any], by: User | None, at: datetime) -> Job:
    """Does a job in this very process, e.g. because only it sees the file. If it dies, the sweep finds the job."""
    job = Job.objects.create(
        kind=kind,
        params=canonical(params),
        state=JobState.RUNNING,
        attempts=1,
        turn=1,
        created_by=by,
        created_at=at,
        beat_at=clock.now(),
    )
    _do(job)
    job.refresh_from_db()
    return job


def run(job_id: UUID | str) -> bool:
    """Runs the job to its end if nobody else does; answers whether it was this call that ran it."""
    if not _taken(job_id):
        return False
    _do(Job.objects.get(pk=job_id))
    return True


def _do(job: Job) -> None:
    if job.attempts > ATTEMPTS:
        _end(job, JobState.FAILED, {"error": gettext("Se cortó varias veces sin avanzar: alguien tiene que mirarlo.")})
        return
    try:
        result = _kinds[job.kind](job)
        json.dumps(result)
    except TakenOver:
        logger.warning("Job %s went on elsewhere", job)
    except Lacking as missing:
        _wait(job, missing)
    except CannotGoOn as why:
        _end(job, JobState.FAILED, {"error": str(why)})
    except Exception as error:  # noqa: BLE001 - whatever stops it is written on the job, and tried again
        _stumbled(job, error)
    else:
        _end(job, JobState.DONE, result)


def sweep() -> int:
    """Runs what waits or has gone silent; answers how many."""
    ids = _waiting(clock.now()).values_list("pk", flat=True)
    return sum(run(job_id) for job_id in list(ids))


def _waiting(at: datetime) -> models.QuerySet[Job]:
    silent = models.Q(beat_at=None) | models.Q(beat_at__lt=at - SILENCE)
    queued = models.Q(state=JobState.QUEUED) & (models.Q(beat_at=None) | models.Q(beat_at__lte=at))
    return Job.objects.filter(queued | models.Q(silent, state=JobState.RUNNING)).order_by("created_at")


def _taken(job_id: UUID | str) -> bool:
    at = clock.now()
    waiting = _waiting(at).filter(pk=job_id).order_by()
    return bool(waiting.update(state=JobState.RUNNING, beat_at=at, **_next_turn()))


def _next_turn() -> dict[str, Any]:
    return {"attempts": models.F("attempts") + 1, "turn": models.F("turn") + 1}


def _mine(job: Job) -> models.QuerySet[Job]:
    """The job's row while it is still this worker's turn."""
    return Job.objects.filter(pk=job.pk, turn=job.turn)


def _wait(job: Job, missing: Lacking) -> None:
    """Puts the job back until the machine has what it lacks; that is no failed attempt."""
    _mine(job).update(
        state=JobState.QUEUED,
        words=str(missing)[:240],
        beat_at=clock.now() + missing.patience,
        attempts=models.F("attempts") - 1,
    )


def _stumbled(job: Job, error: Exception) -> None:
    """Puts the job back for a later try, or ends it after ATTEMPTS with the words of what stopped it."""
    logger.exception("Job %s stumbled", job)
    job.refresh_from_db(fields=["attempts"])  # what the piece said of itself went with its rollback
    if job.attempts >= ATTEMPTS:
        _end(job, JobState.FAILED, {"error": str(error)})
        return
    later = clock.now() + timedelta(seconds=5 * 2**job.attempts)
    _mine(job).update(state=JobState.QUEUED, words=str(error)[:240], beat_at=later)


def _end(job: Job, state: JobState, result: dict[str, Any]) -> None:
    text = json.dumps(result, ensure_ascii=False)
    _mine(job).update(state=state, result=text, finished_at=clock.now(), beat_at=clock.now())
