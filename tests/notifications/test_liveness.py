import os
import shutil
import socket
import time

import pytest
from django.db import connection

from notifications import liveness

HOLD = """
from notifications import liveness
print(liveness.name(), flush=True)
sys.stdin.readline()
"""
ASK = """
from notifications import liveness
print(liveness.is_alive(sys.argv[1]))
"""
FORK = """
import os, time
from notifications import liveness
own = liveness.name()
child = os.fork()
if not child:
    print(liveness.name() != own, flush=True)
    sys.stdin.readline()
    os._exit(0)
print(own, flush=True)
os._exit(9)
"""
MANY = """
from notifications import liveness
print(len({liveness.name() for _ in range(3)}))
"""


pytestmark = pytest.mark.usefixtures("own_workers")


def _is_gone(worker: str) -> bool:
    """Whether it is dead within a second: PostgreSQL takes a moment to notice that a session has ended."""
    ends_at = time.monotonic() + 1
    while liveness.is_alive(worker) and time.monotonic() < ends_at:
        time.sleep(0.01)
    return not liveness.is_alive(worker)


def test_a_worker_has_one_name_and_lives():
    own = liveness.name()

    assert own.startswith(f"{socket.gethostname()}-{os.getpid()}-")
    assert (liveness.name(), liveness.is_alive(own)) == (own, True)


def test_a_worker_lives_however_long_ago_it_took_its_lock():
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL needs no files")
    own = liveness.name()
    os.utime(liveness._folder() / own, (0, 0))

    assert liveness.is_alive(own)


@pytest.mark.parametrize("worker", ["", "nobody", "nobody-1-abcdef"])
def test_who_never_was_does_not_live(worker):
    assert not liveness.is_alive(worker)


def test_a_process_with_a_dead_ones_number_is_somebody_else():
    first = liveness.name()
    liveness._held.pop(os.getpid())[1].close()

    second = liveness.name()
    assert (first != second, _is_gone(first), liveness.is_alive(second)) == (True, True, True)


def test_to_ask_twice_after_a_dead_worker_is_no_trouble():
    liveness.name()
    dead, lock = liveness._held.pop(os.getpid())
    lock.close()

    assert [_is_gone(dead) for _ in range(2)] == [True, True]


def test_the_files_of_the_dead_do_not_pile_up():
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL needs no files")
    for _ in range(5):
        liveness.name()
        liveness._held.pop(os.getpid())[1].close()

    own = liveness.name()
    assert [path.name for path in liveness._folder().iterdir()] == [own]


def test_who_lost_his_file_takes_a_new_name():
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL needs no files")
    first = liveness.name()
    shutil.rmtree(liveness._folder())

    second = liveness.name()
    assert (first != second, liveness.is_alive(first), liveness.is_alive(second)) == (True, False, True)


def test_a_lost_session_is_a_new_name():
    if connection.vendor != "postgresql":
        pytest.skip("a file's lock is not lost")
    first = liveness.name()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )

    second = liveness.name()
    assert (first != second, _is_gone(first), liveness.is_alive(second)) == (True, True, True)


def test_a_worker_lives_until_its_process_ends(scratch):
    running = scratch.start(HOLD)
    worker = running.stdout.readline().strip()

    alive = scratch.run(ASK, worker)
    running.kill()
    running.communicate()

    assert (alive, scratch.run(ASK, worker)) == (["True"], ["False"])


def test_a_forked_child_neither_is_its_parent_nor_keeps_it_alive(scratch):
    running = scratch.start(FORK)
    lines = {running.stdout.readline().strip() for _ in range(2)}
    running.wait()
    (parent,) = lines - {"True"}

    dead = scratch.run(ASK, parent)
    running.communicate()

    assert ("True" in lines, dead) == (True, ["False"])


def test_a_name_is_kept_within_a_process(scratch):
    assert scratch.run(MANY) == ["1"]
