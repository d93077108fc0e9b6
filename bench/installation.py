"""Installations to measure: a database of their own, a world in it, and web processes of one worker each."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy import machine
from deploy.machine import ROOT, leashed

START = 30.0  # seconds a web process may take to answer


@dataclass(frozen=True)
class Page:
    """An address with the cookies of who opens it; the queries it asks and its bytes were counted in process."""

    path: str
    cookie: str
    queries: int
    bytes: int


@dataclass
class Installation:
    """A database with a world in it."""

    environment: dict[str, str]
    lifts: int
    entries: int
    pages: dict[str, Page] = field(default_factory=dict)
    seconds: float = 0.0

    def furnish(self) -> subprocess.Popen[str]:
        """Begins to make the world in a process of its own."""
        run(["manage.py", "migrate", "--no-input", "-v0"], self.environment)
        asked = ["--lifts", str(self.lifts), "--entries", str(self.entries)]
        command = leashed([sys.executable, "-m", "bench.inside", *asked])
        return subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **self.environment}, stdout=subprocess.PIPE, text=True
        )

    def furnished(self, maker: subprocess.Popen[str]) -> None:
        """Takes what the process that made the world has to say."""
        said, _error = maker.communicate()
        if maker.returncode:
            machine.stop(f"The world of {self.lifts} lifts could not be made.")
        told: dict[str, Any] = json.loads(said)
        self.seconds = told["seconds"]
        self.pages = {name: Page(**page) for name, page in told["pages"].items()}


@dataclass(frozen=True)
class Web:
    """A gunicorn with one synchronous worker."""

    port: int
    worker: int

    def cpu_seconds(self) -> float:
        """What the worker has used of a processor so far; the number is the kernel's name for a process's clock."""
        return time.clock_gettime((~self.worker << 3) | 2)

    def get(self, path: str, cookie: str) -> float:
        """Fetches a page over a connection of its own; answers the seconds it took."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers={"Cookie": cookie, "Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            machine.stop(f"{path} answered {answer.status}.")
        return time.perf_counter() - began


@dataclass
class Case:
    """A page on a web process, and what came out of each round: CPU per request and median wall time, in ms."""

    web: Web
    path: str
    cookie: str
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def run(self, requests: int) -> None:
        """One round."""
        before = self.web.cpu_seconds()
        walls = [self.web.get(self.path, self.cookie) for _request in range(requests)]
        self.cpu.append(1000 * (self.web.cpu_seconds() - before) / requests)
        self.wall.append(1000 * statistics.median(walls))

    def warm_up(self, requests: int) -> None:
        """Fills what a process keeps for itself: templates, translations, connections."""
        for _request in range(requests):
            self.web.get(self.path, self.cookie)


@contextmanager
def empty(**more: str) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own on SQLite, with its tables and nothing in them."""
    with tempfile.TemporaryDirectory(prefix="rellano-bench-") as folder:
        environment = {
            "RELLANO_DATA": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "REDIS_URL": "",
            "SITE_URL": "http://127.0.0.1",
            "DEMO": "",
        } | more
        run(["manage.py", "migrate", "--no-input", "-v0"], environment)
        yield environment


@contextmanager
def serving(application: str, environment: dict[str, str]) -> Iterator[Web]:
    """A web process for as long as it is needed."""
    port = machine.free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "1",
               "--worker-class", "sync", "--log-level", "warning", "--no-control-socket"]  # fmt: skip
    process = subprocess.Popen(leashed(command), cwd=ROOT, env={**os.environ, **environment})
    try:
        yield Web(port, _worker(process, port))
    finally:
        process.terminate()
        process.wait(20)


def run(words: list[str], environment: dict[str, str]) -> None:
    """A Python program of ours, to its end."""
    if subprocess.run([sys.executable, *words], cwd=ROOT, env={**os.environ, **environment}, check=False).returncode:
        machine.stop(f"{' '.join(words)} did not end well.")


def told(words: list[str], environment: dict[str, str], *, otherwise: str) -> dict[str, Any]:
    """What a Python program of ours says as JSON on its last line; stops with `otherwise` when it fails."""
    command = leashed([sys.executable, *words])
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        machine.stop(otherwise)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def _worker(master: subprocess.Popen[bytes], port: int) -> int:
    """The worker's process id, once it listens."""
    end = time.monotonic() + START
    children: list[str] = []
    while not children or machine.is_free("127.0.0.1", port):
        if time.monotonic() > end or master.poll() is not None:
            machine.stop("gunicorn did not start.")
        time.sleep(0.1)
        children = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()
    return int(children[0])
