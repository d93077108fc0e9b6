"""`make run` says in words what keeps it from starting."""

import fcntl
import os
import socket
import subprocess
import sys

import pytest

from deploy.machine import ROOT


def run(**environment):
    return subprocess.run(
        [sys.executable, "-m", "deploy.run"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_a_taken_port_is_said_in_words(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        answer = run(PORT=str(port), RELLANO_DATA=str(tmp_path))

    words = f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}\n"
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", words)


@pytest.mark.parametrize("port", ["ocho", "0", "70000", "-1"])
def test_what_is_no_port_is_said_in_words(tmp_path, port):
    answer = run(PORT=port, RELLANO_DATA=str(tmp_path))

    words = f"PORT={port} is no port: give a number from 1 to 65535, for example make run PORT=8001.\n"
    assert (answer.returncode, answer.stderr) == (1, words)


def test_a_data_folder_is_used_by_one_start_at_a_time(tmp_path, free_port):
    with (tmp_path / "run.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        answer = run(PORT=str(free_port), RELLANO_DATA=str(tmp_path))

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Rellano already runs on {tmp_path}.")
