"""The broker of production: a nudge wakes a worker at once, and losing every nudge loses nothing."""

import os
import subprocess
import sys

import psycopg
import pytest
import redis

from deploy import commands
from deploy.machine import ROOT
from tests.services import processes

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("house")]


@pytest.fixture
def worker(house):
    """One worker and no beat: what it does, a nudge has told it."""
    redis.from_url(house["REDIS_URL"]).flushall()
    process = subprocess.Popen(
        [sys.executable, *commands.WORKER[1:]], cwd=ROOT, env={**os.environ, **house}, start_new_session=True
    )
    yield process
    process.terminate()
    process.wait(30)


def test_a_nudge_reaches_a_worker_through_redis(house, worker):
    visit = processes.complete_a_visit(house)

    processes.waits(lambda: processes.bulletin_of(house["DATABASE_URL"], visit), seconds=30)


def test_without_a_broker_the_visit_is_kept_and_its_bulletin_waits(house):
    visit = processes.complete_a_visit({**house, "REDIS_URL": "redis://127.0.0.1:1/0"})

    with psycopg.connect(house["DATABASE_URL"]) as connection:
        waiting = connection.execute(
            "SELECT count(*) FROM ledger_pending JOIN ledger_entry entry ON entry.id = entry_id"
            " WHERE follower = 'bulletins' AND subject_id = %s",
            [visit],
        ).fetchone()
    assert waiting == (1,)


def test_the_cache_of_production_is_shared_by_processes(house):
    processes.run(house, "manage.py", "shell", "-v0", "-c", "from django.core.cache import cache; cache.set('a', 'b')")

    kept = processes.run(
        house, "manage.py", "shell", "-v0", "-c", "from django.core.cache import cache; print(cache.get('a'))"
    )
    assert kept == "b"
