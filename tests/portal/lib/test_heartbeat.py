import os

import pytest
from celery.signals import task_postrun

from portal.jobs import actions as jobs
from portal.lib import heartbeat
from portal.lib.keys import new_key


@pytest.fixture
def file(tmp_path, settings):
    settings.HEARTBEAT = str(tmp_path / "heartbeat")
    return tmp_path / "heartbeat"


def test_every_task_that_ends_is_a_beat(file):
    task_postrun.send(sender=None, task_id=str(new_key()), state="SUCCESS")

    assert file.exists()


def test_a_second_beat_makes_the_file_younger(file):
    file.touch()
    os.utime(file, (0, 0))

    heartbeat.beat()

    assert file.stat().st_mtime > 1_000_000_000


def test_a_long_job_beats_with_every_piece(file, db, now, monkeypatch):
    def work(job):
        jobs.advance(job, done=1, total=2)
        assert file.exists()
        return {}

    monkeypatch.setattr(jobs, "_kinds", {"long": work})
    jobs.run(jobs.start("long", params={}, by=None, at=now).pk)

    assert file.exists()


def test_who_has_no_file_to_touch_beats_in_silence(settings):
    settings.HEARTBEAT = ""

    heartbeat.beat()
