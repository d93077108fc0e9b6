"""The supervisor starts again what ends, replaces what falls silent, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy import supervisor
from deploy.machine import ROOT
from deploy.supervisor import Program, Supervisor

PATIENT = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


@pytest.fixture
def watched():
    """Makes a supervisor of these programs, and ends them afterwards."""
    made = []

    def watch(*programs):
        made.append(Supervisor(list(programs)))
        made[-1].start()
        return made[-1]

    yield watch
    for one in made:
        for program in one.programs:
            program.clear_away()


def python(name, code, **more):
    return Program(name, [sys.executable, "-c", code], {}, **more)


def eventually(holds, seconds=10):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_who_ends_is_started_again(watched, capsys):
    program = python("web", PATIENT)
    house = watched(program)
    first = program.process.pid
    program.process.kill()

    eventually(lambda: house.look() or (program.process and program.process.pid != first))

    assert program.process.poll() is None
    assert "web ended (signal 9); it starts again in 1 s." in capsys.readouterr().out


def test_who_keeps_failing_is_given_longer_and_longer(watched, capsys):
    house = watched(python("web", "raise SystemExit(3)"))

    eventually(lambda: house.look() or house.programs[0].failures == 2)

    said = capsys.readouterr().out.splitlines()
    assert [line.split(";")[1] for line in said] == [" it starts again in 1 s.", " it starts again in 2 s."]


def test_a_silent_worker_is_replaced_though_it_runs(watched, tmp_path, monkeypatch, capsys):
    worker = python("worker", PATIENT, heartbeat=tmp_path / "beats" / "worker")
    web, beat = python("web", PATIENT), python("beat", PATIENT)
    house = watched(worker, web, beat)
    before = {one.name: one.process.pid for one in house.programs}
    long_ago = time.time() - supervisor.SILENCE - 1
    os.utime(worker.heartbeat, (long_ago, long_ago))

    house.look()

    changed = {one.name for one in house.programs if one.process.pid != before[one.name]}
    assert changed == {"worker", "beat"}
    assert "No work was taken for 90 s" in capsys.readouterr().out


def test_a_worker_that_works_is_left_alone(watched, tmp_path):
    worker = python("worker", PATIENT, heartbeat=tmp_path / "worker")
    house = watched(worker)
    before = worker.process.pid

    house.look()

    assert worker.process.pid == before


def test_a_worker_is_told_where_its_heartbeat_is(watched, tmp_path):
    code = "import os, pathlib; pathlib.Path(os.environ['HEARTBEAT']).write_text('beat')"
    worker = python("worker", code, heartbeat=tmp_path / "worker")
    watched(worker)

    eventually(lambda: worker.heartbeat.read_text() == "beat")


def test_a_stop_waits_for_who_ends_and_ends_who_does_not(watched, monkeypatch, capfd):
    monkeypatch.setattr(supervisor, "PATIENCE", 1.0)
    gentle, stubborn = python("web", PATIENT), python("worker", STUBBORN)
    house = watched(gentle, stubborn)
    said = []
    eventually(lambda: said.append(capfd.readouterr().out) or "up" in "".join(said))

    house.stop()

    assert (gentle.process.returncode, stubborn.process.returncode) == (-signal.SIGTERM, -signal.SIGKILL)
    assert "worker did not end by itself and was ended." in capfd.readouterr().out


def test_a_killed_supervisor_leaves_nobody_behind(tmp_path):
    code = (
        "import sys, time; from deploy.supervisor import *; house = Supervisor([Program('web', [sys.executable, '-c',"
        f" {PATIENT!r}], {{}})]); house.start(); print(house.programs[0].process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    time.sleep(0.3)  # the child asks the kernel for this only once it runs

    parent.kill()
    parent.wait()
    parent.stdout.close()

    eventually(lambda: not is_alive(child))


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
