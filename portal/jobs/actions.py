"""Starting, running and resuming jobs.

A worker lives while its beat is younger than SILENCE; whoever takes a job over first must win a conditional UPDATE.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction

from portal.accounts.models import User
from portal.jobs.models import Job, JobState
from portal.lib import clock, nudge
from portal.lib.text import canonical

SILENCE = timedelta(seconds=60)
ATTEMPTS = 5
Work = Callable[[Job], dict[str, Any]]

logger = logging.getLogger(__name__)
_kinds: dict[str, Work] = {}


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
    """Says how far the job is; call it in the transaction of the piece it counts."""
    job.done, job.words, job.beat_at = done, words, clock.now()
    if total is not None:
        job.total = total
    job.save(update_fields=["done", "total", "words", "beat_at"])


def run(job_id: UUID | str) -> bool:
    """Runs the job to its end if nobody else does; answers whether it was this call that ran it."""
    if not _taken(job_id):
        return False
    job = Job.objects.get(pk=job_id)
    try:
        result = _kinds[job.kind](job)
    except Exception as error:  # noqa: BLE001 - whatever stops it is written on the job, and tried again
        _stumbled(job, error)
        return True
    _end(job, JobState.DONE, result)
    return True


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
    return bool(waiting.update(state=JobState.RUNNING, beat_at=at, attempts=models.F("attempts") + 1))


def _stumbled(job: Job, error: Exception) -> None:
    """Puts the job back for a later try, or ends it after ATTEMPTS with the words of what stopped it."""
    logger.exception("Job %s stumbled", job)
    if job.attempts >= ATTEMPTS:
        _end(job, JobState.FAILED, {"error": str(error)})
        return
    later = clock.now() + timedelta(seconds=5 * 2**job.attempts)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, words=str(error)[:240], beat_at=later)


def _end(job: Job, state: JobState, result: dict[str, Any]) -> None:
    text = json.dumps(result, ensure_ascii=False)
    Job.objects.filter(pk=job.pk).update(state=state, result=text, finished_at=clock.now(), beat_at=clock.now())
