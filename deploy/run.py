"""`make run`: sets up, starts web, worker and beat on the embedded default, and stops them on Ctrl-C."""

from __future__ import annotations

import fcntl
import http.client
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from deploy import commands, machine
from deploy.machine import ROOT, say
from deploy.prepare import prepare
from deploy.supervisor import Program, Supervisor


def main() -> None:
    machine.need_python("deploy.run")
    try:
        _run()
    except KeyboardInterrupt:
        machine.stop("\nStopped before it was up; the same command goes on from here.")


def _run() -> None:
    began = time.monotonic()
    environment = _environment()
    host, port = environment["HOST"], _port(environment["PORT"])
    _need_free(host, port)
    data = Path(environment["RELLANO_DATA"])
    with _alone(data):
        python = str(prepare())
        _call([python, "-m", "deploy.furnish", *sys.argv[1:]], environment)
        supervisor = Supervisor(_programs(python, environment, data))
        supervisor.obey_signals()
        supervisor.start()
        if supervisor.run(until=lambda: _answers(host, port)):
            say(f"\nRellano runs at {environment['SITE_URL']} (ready after {time.monotonic() - began:.0f} s).")
            if environment["DEMO"] == "1":
                _call([python, "-m", "deploy.log_ins"], environment)
            say("Ctrl-C stops it.\n")
            supervisor.run()
        say("\nStopping …")
        supervisor.stop()
        say("Stopped. What was written stays; the next start goes on from here.")


def _environment() -> dict[str, str]:
    """What is not said is the embedded demo on this machine alone."""
    port = os.environ.get("PORT", "8000")
    return {
        "HOST": os.environ.get("HOST", "127.0.0.1"),
        "PORT": port,
        "SITE_URL": os.environ.get("SITE_URL", f"http://localhost:{port}"),
        "DEMO": os.environ.get("DEMO", "1"),
        "RELLANO_DATA": str(Path(os.environ.get("RELLANO_DATA", ROOT / "var")).resolve()),
        "PYTHONUNBUFFERED": "1",
        # Celery's warning against root is right for strangers' pickles; this house carries only JSON nudges.
        "PYTHONWARNINGS": "ignore:You're running the worker",
    }


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        machine.stop(f"PORT={text} is no port: give a number from 1 to 65535, for example make run PORT=8001.")
    return int(text)


def _need_free(host: str, port: int) -> None:
    if machine.is_free(host, port):
        return
    if port < 1024 and os.geteuid() != 0:
        machine.stop(f"Ports below 1024 are for root. Choose another: make run PORT={port + 8000}")
    machine.stop(f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}")


def _alone(data: Path) -> IO[str]:
    """Holds the data folder while this start runs; a second beat on the same rows would only be in the way."""
    data.mkdir(parents=True, exist_ok=True)
    lock = (data / "run.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        machine.stop(
            f"Rellano already runs on {data}. Stop it there with Ctrl-C, or give this one its own: RELLANO_DATA=…"
        )
    return lock


def _call(command: list[str], environment: dict[str, str]) -> None:
    """Runs one step to its end; its own words say why when it fails."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        raise SystemExit(1)


def _programs(python: str, environment: dict[str, str], data: Path) -> list[Program]:
    worker = data / "heartbeat" / "worker"
    return [
        Program("web", [python, *commands.WEB[1:]], environment),
        Program("worker", [python, *commands.WORKER[1:]], environment, heartbeat=worker),
        Program("beat", [python, *commands.BEAT[1:]], environment),
    ]


def _answers(host: str, port: int) -> bool:
    """Whether the web process answers already."""
    door = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=2)  # noqa: S104
    try:
        door.request("GET", "/livez")
        return door.getresponse().status == 200
    except OSError:
        return False
    finally:
        door.close()


if __name__ == "__main__":
    main()
