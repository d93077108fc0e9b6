"""What a container's health check asks."""

import os
import time

import pytest

from deploy import health, supervisor


@pytest.mark.parametrize(("seconds", "well"), [(1, True), (supervisor.SILENCE + 1, False)])
def test_a_worker_is_well_while_it_consumes_work(tmp_path, monkeypatch, seconds, well):
    file = tmp_path / "heartbeat"
    file.touch()
    os.utime(file, (time.time() - seconds, time.time() - seconds))
    monkeypatch.setenv("HEARTBEAT", str(file))

    assert health.worker() is well


def test_a_worker_that_never_consumed_any_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("HEARTBEAT", str(tmp_path / "none"))

    assert health.worker() is False


def test_a_beat_without_a_schedule_on_disk_is_not_well(tmp_path, monkeypatch):
    monkeypatch.setenv("RELLANO_DATA", str(tmp_path))

    assert health.beat() is False


def test_a_beat_that_writes_its_schedule_is(tmp_path, monkeypatch):
    (tmp_path / "beat.dat").touch()
    monkeypatch.setenv("RELLANO_DATA", str(tmp_path))

    assert health.beat() is True


def test_the_web_is_asked_as_the_site_it_is(unguarded_flush, live_server, monkeypatch):
    monkeypatch.setenv("PORT", live_server.url.rsplit(":", 1)[1])
    monkeypatch.setenv("SITE_URL", "http://localhost:1")

    assert health.web() is True


def test_a_web_that_does_not_answer_is_not_well(monkeypatch, free_port):
    monkeypatch.setenv("PORT", str(free_port))

    assert health.web() is False
