from datetime import timedelta

import pytest
from django.db import transaction

from portal.jobs import actions
from portal.jobs.models import Job, JobState
from portal.lib import clock


@pytest.fixture
def ran(monkeypatch):
    """A kind of job that counts to three, a piece a transaction."""
    pieces = []

    def count(job):
        for piece in range(job.done, 3):
            with transaction.atomic():
                pieces.append(piece)
                actions.advance(job, done=piece + 1, total=3)
        return {"pieces": len(pieces)}

    monkeypatch.setattr(actions, "_kinds", {"count": count})
    return pieces


def test_a_job_runs_to_its_end(db, ran, now):
    job = actions.start("count", params={"a": 1}, by=None, at=now)

    actions.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.outcome) == (JobState.DONE, 3, 3, {"pieces": 3})
    assert job.parameters == {"a": 1}


def test_a_job_nobody_knows_is_refused(db, now):
    with pytest.raises(KeyError):
        actions.start("nobody", params={}, by=None, at=now)

    assert not Job.objects.exists()


def test_a_running_job_is_not_run_twice(db, ran, now):
    job = actions.start("count", params={}, by=None, at=now)
    Job.objects.update(state=JobState.RUNNING, beat_at=clock.now())

    assert not actions.run(job.pk)
    assert ran == []


def test_a_job_gone_silent_goes_on_where_it_stood(db, ran, now):
    actions.start("count", params={}, by=None, at=now)
    long_ago = clock.now() - timedelta(minutes=5)
    Job.objects.update(state=JobState.RUNNING, beat_at=long_ago, done=2)

    actions.sweep()

    assert ran == [2]
    assert Job.objects.get().state == JobState.DONE


def test_a_job_that_stumbles_waits_and_then_ends_in_words(db, monkeypatch, now):
    def fall(job):
        raise ValueError("sin disco")

    monkeypatch.setattr(actions, "_kinds", {"fall": fall})
    job = actions.start("fall", params={}, by=None, at=now)
    for _ in range(actions.ATTEMPTS):
        Job.objects.update(beat_at=clock.now() - timedelta(hours=1))
        actions.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.outcome) == (JobState.FAILED, {"error": "sin disco"})


def test_a_job_that_ended_is_not_run_again(db, ran, now):
    job = actions.start("count", params={}, by=None, at=now)
    actions.run(job.pk)

    assert not actions.run(job.pk)
