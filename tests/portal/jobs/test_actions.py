from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.jobs import actions
from portal.jobs.models import Job, JobState
from portal.lib import clock
from portal.lib.lacking import Lacking


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


@pytest.fixture
def falling(monkeypatch):
    """A kind of job that falls in every piece after the second, once its progress is written."""

    def fall(job):
        for piece in range(job.done, 4):
            with transaction.atomic():
                actions.advance(job, done=piece + 1, total=4)
                if piece >= 2:
                    raise ValueError("sin disco")
        return {}

    monkeypatch.setattr(actions, "_kinds", {"fall": fall})


def _come_back_to(job):
    Job.objects.update(beat_at=clock.now() - timedelta(hours=1))
    actions.run(job.pk)


def test_a_fallen_piece_leaves_no_progress(db, falling, now):
    job = actions.start("fall", params={}, by=None, at=now)

    actions.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.words) == (JobState.QUEUED, 2, "sin disco")


def test_a_job_that_fell_goes_on_after_what_it_has_done(db, monkeypatch, now):
    done, faults = [], [ValueError()]

    def work(job):
        for piece in range(job.done, 3):
            with transaction.atomic():
                if piece == 1 and faults:
                    raise faults.pop()
                done.append(piece)
                actions.advance(job, done=piece + 1)
        return {}

    monkeypatch.setattr(actions, "_kinds", {"work": work})
    job = actions.start("work", params={}, by=None, at=now)
    actions.run(job.pk)
    _come_back_to(job)

    assert done == [0, 1, 2]
    assert Job.objects.get().state == JobState.DONE


def test_who_gets_on_may_stumble_five_times_anew(db, falling, now):
    job = actions.start("fall", params={}, by=None, at=now)
    Job.objects.update(attempts=4)

    for _ in range(5):
        assert Job.objects.get().state == JobState.QUEUED
        _come_back_to(job)

    job.refresh_from_db()
    assert (job.state, job.outcome) == (JobState.FAILED, {"error": "sin disco"})


def test_a_job_that_kills_its_worker_is_not_tried_for_ever(db, ran, now):
    job = actions.start("count", params={}, by=None, at=now)
    long_ago = clock.now() - timedelta(hours=1)
    Job.objects.update(state=JobState.RUNNING, beat_at=long_ago, attempts=actions.ATTEMPTS)

    actions.sweep()

    job.refresh_from_db()
    assert (job.state, ran) == (JobState.FAILED, [])
    assert job.outcome == {"error": "Se cortó varias veces sin avanzar: alguien tiene que mirarlo."}


@pytest.fixture
def slow(monkeypatch):
    """A kind of job whose first worker is so slow that another one takes over before its first piece is done."""
    pieces, runs = [], []

    def work(job):
        runs.append(job.turn)
        if len(runs) == 1:
            Job.objects.update(beat_at=clock.now() - timedelta(hours=1))
            actions.sweep()
        for piece in range(job.done, 2):
            with transaction.atomic():
                pieces.append((job.turn, piece))
                actions.advance(job, done=piece + 1)
        return {"turn": job.turn}

    monkeypatch.setattr(actions, "_kinds", {"slow": work})
    return pieces


def test_who_was_only_slow_finds_the_job_gone_at_its_next_advance(db, slow, now):
    job = actions.start("slow", params={}, by=None, at=now)

    actions.run(job.pk)

    job.refresh_from_db()
    assert slow == [(2, 0), (2, 1), (1, 0)]
    assert (job.state, job.done, job.outcome) == (JobState.DONE, 2, {"turn": 2})


def test_a_result_that_cannot_be_kept_is_a_stumble(db, monkeypatch, now):
    monkeypatch.setattr(actions, "_kinds", {"odd": lambda job: {"when": object()}})
    job = actions.start("odd", params={}, by=None, at=now)

    actions.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.words) == (JobState.QUEUED, "Object of type object is not JSON serializable")


def test_a_job_that_cannot_go_on_ends_at_once_in_its_words(db, monkeypatch, now):
    def give_up(job):
        raise actions.CannotGoOn("Falta la columna RAE.")

    monkeypatch.setattr(actions, "_kinds", {"import": give_up})
    job = actions.start("import", params={}, by=None, at=now)

    actions.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.outcome, job.attempts) == (JobState.FAILED, {"error": "Falta la columna RAE."}, 1)


def test_what_the_machine_lacks_costs_no_attempt(db, monkeypatch, now):
    def lack(job):
        raise Lacking("apt-get install libpango")

    monkeypatch.setattr(actions, "_kinds", {"draw": lack})
    job = actions.start("draw", params={}, by=None, at=now)
    for _ in range(7):
        _come_back_to(job)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.words) == (JobState.QUEUED, 0, "apt-get install libpango")


def test_a_job_waits_as_long_as_what_it_lacks_says(db, monkeypatch, now):
    class Slow(Lacking):
        patience = timedelta(minutes=20)

    def lack(job):
        raise Slow("the night's backup")

    monkeypatch.setattr(actions, "_kinds", {"draw": lack})
    job = actions.start("draw", params={}, by=None, at=now)

    actions.run(job.pk)

    assert Job.objects.get().beat_at - clock.now() > timedelta(minutes=19)


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 10), (1, 20), (3, 80)])
def test_each_stumble_waits_twice_as_long(db, monkeypatch, now, attempts, seconds):
    monkeypatch.setattr(actions, "_kinds", {"fall": lambda job: 1 / 0})
    job = actions.start("fall", params={}, by=None, at=now)
    Job.objects.update(attempts=attempts)

    actions.run(job.pk)

    waits = Job.objects.get().beat_at - clock.now()
    assert waits.total_seconds() == pytest.approx(seconds, abs=2)


def test_a_job_that_waits_its_turn_is_left_alone(db, ran, now):
    job = actions.start("count", params={}, by=None, at=now)
    Job.objects.update(beat_at=clock.now() + timedelta(seconds=30))

    assert not actions.run(job.pk)


def test_a_job_started_in_a_change_that_falls_is_not_there(db, ran, now):
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.start("count", params={}, by=None, at=now)
        raise RuntimeError

    assert not Job.objects.exists()


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_an_ended_job_says_when(db, ran, now, state):
    actions.start("count", params={}, by=None, at=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(state=state)


def test_work_that_cannot_go_on_ends_at_once_in_its_words(db, monkeypatch, now):
    def give_up(job):
        raise actions.CannotGoOn("No hay papel.")

    monkeypatch.setattr(actions, "_kinds", {"give_up": give_up})
    job = actions.start("give_up", params={}, by=None, at=now)

    actions.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.outcome) == (JobState.FAILED, 1, {"error": "No hay papel."})


def test_a_job_done_here_is_offered_to_no_worker(db, ran, now, monkeypatch):
    nudges = []
    monkeypatch.setattr(actions.nudge, "on_commit", lambda *task, **_job: nudges.append(task))

    job = actions.do_here("count", params={"a": 1}, by=None, at=now)

    assert (job.state, job.done, job.parameters, nudges) == (JobState.DONE, 3, {"a": 1}, [])


def test_a_terminal_may_watch_every_advance(db, ran, now):
    seen = []

    with actions.watched(lambda job: seen.append((job.done, job.total))):
        actions.do_here("count", params={}, by=None, at=now)
    actions.do_here("count", params={}, by=None, at=now)

    assert seen == [(1, 3), (2, 3), (3, 3)]
