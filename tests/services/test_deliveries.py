"""RELIABILITY §1, N4: a Redis that is emptied, or away for good, costs seconds and not one mail.

Short here; `make prove-delivery` sends 5,000 and empties it ten times.
"""

import os
import random
import subprocess
import sys
import time

import psycopg
import pytest
import redis

from deploy import commands
from deploy.machine import ROOT
from tests.journeys.delivering.server import listening
from tests.services import processes

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("house")]
WRITE = """
import sys
from datetime import timedelta
from notifications.enums import Class
from notifications.models import Delivery, Message
from portal.company.actions import AlreadyOpen, open_company
from portal.lib import clock, nudge
from contextlib import suppress
with suppress(AlreadyOpen):
    open_company(name="Duero", legal_name="Duero, S. L.", nif="B47000001", emergency_phone="900 000 000")
at, key = clock.now(), {"kind": Class.SERVICE, "title": "x"}
told = Message.objects.bulk_create([Message(touchpoint="proof", created_at=at, **key) for _ in range(int(sys.argv[1]))])
rest = {"channel": "email", "address": "a@example.com", "text": "Hola.", "next_at": at, "created_at": at}
Delivery.objects.bulk_create([Delivery(message=one, expires_at=at + timedelta(hours=72), **rest) for one in told])
for _ in range(20):
    nudge.on_commit("notifications.deliver")
"""


@pytest.fixture
def server(tmp_path):
    """A mail server of the proof; answers its folder and where it listens."""
    with listening(tmp_path) as port:
        yield tmp_path, {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "DEMO": ""}


@pytest.fixture
def running(house, server):
    """Starts processes of the house that send to that server."""
    started = []

    def start(words, **more):
        environment = {**os.environ, **house, **server[1], **more}
        started.append(subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, start_new_session=True))

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(40)


def _write(house, server, mails, **more):
    code = "import django; django.setup()\n" + WRITE
    processes.run({**house, **server[1], **more}, "-c", code, str(mails))


def _unsent(house):
    with psycopg.connect(house["DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT count(*) FROM notifications_delivery d JOIN notifications_message m ON m.id = message_id"
            " WHERE touchpoint = 'proof' AND state <> 'accepted'"
        ).fetchone()[0]


def _taken(server):
    taken = (server[0] / "taken").read_text().split()
    return len(taken), len(set(taken))


@pytest.mark.parametrize(("mails", "times"), [(100, 2), pytest.param(5_000, 10, marks=pytest.mark.prove)])
def test_a_redis_that_is_emptied_loses_and_doubles_nothing(house, server, running, mails, times):
    broker = redis.from_url(house["REDIS_URL"])
    broker.flushall()
    running(commands.WORKER[1:])
    running([*commands.BEAT[1:], "--schedule", str(server[0] / "beat")])
    _write(house, server, mails)

    for _time in range(times):
        time.sleep(random.uniform(0.2, 1 if mails < 1000 else 4))
        broker.flushall()
    processes.waits(lambda: not _unsent(house), seconds=60 + mails / 5)

    assert _taken(server) == (mails, mails)


@pytest.mark.parametrize("mails", [20, pytest.param(2_000, marks=pytest.mark.prove)])
def test_without_any_broker_mails_leave_within_seconds(house, server, running, mails):
    nobody = {"REDIS_URL": "redis://127.0.0.1:1/0"}
    running(["manage.py", "work_without_broker", "--every", "1"], **nobody)
    _write(house, server, mails, **nobody)

    waited = processes.waits(lambda: not _unsent(house), seconds=30 + mails / 5)

    assert _taken(server) == (mails, mails)
    assert waited <= 30 or mails > 100
