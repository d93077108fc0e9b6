"""Processes forked from one that has set Django up: setting up takes a second of a processor, a fork a hundredth.

The mother is `python -m tests.forks FD`. Each message on that socket is a program with its arguments, where it lives,
and the three streams it is to have; she answers with its number, and again with how it ended. She opens no database and
starts no thread, so her children begin as a new process would. A child that lives elsewhere moves there before it
begins: every setting that names the mother's folder or database then names its own. A child is a program of its own
from there on: it may be killed.
"""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from operator import methodcaller
from pathlib import Path
from pkgutil import walk_packages
from typing import IO, Any

import django
from django.conf import settings
from django.db import connections

import maintenance
import notifications
import owners
import portal

LONGEST = 1 << 17  # bytes of a program with its arguments


@dataclass(frozen=True)
class Home:
    """Where a process lives: its folder, the name of its database, its environment."""

    folder: Path
    database: str
    environment: Mapping[str, str]


class Mother:
    """One for all homes of a run of tests; she lives in the first."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.door, hers = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with hers:
            command = [sys.executable, "-m", "tests.forks", str(hers.fileno())]
            self.process = subprocess.Popen(
                command,
                env=dict(home.environment),
                cwd=home.folder,
                stdin=subprocess.DEVNULL,
                pass_fds=[hers.fileno()],
            )
        self.ends: dict[int, int] = {}
        self.folders: dict[int, Path] = {}

    def bear(self, home: Home, code: str, *arguments: object) -> "Child":
        """A child that runs the code at that home; its arguments are `sys.argv[1:]`."""
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
        instead = {str(self.home.folder): str(home.folder), self.home.database: home.database}
        move = [str(home.folder), dict(home.environment), instead]
        told = json.dumps([code, [str(one) for one in arguments], move]).encode()
        socket.send_fds(self.door, [told], theirs)
        for one in theirs:
            os.close(one)
        while "born" not in (heard := self._hear()):
            pass
        self.folders[heard["born"]] = home.folder
        return Child(self, heard["born"], pipes[0][1], pipes[1][0], pipes[2][0])

    def end_of(self, number: int, *, seconds: float) -> int | None:
        """How a child ended, as `Popen.returncode` says it; None while it lives."""
        while number not in self.ends and select.select([self.door], [], [], seconds)[0]:
            self._hear()
        return self.ends.get(number)

    def empty(self, folder: Path) -> None:
        """Ends whoever still lives there."""
        for number in [number for number, lived in self.folders.items() if lived == folder]:
            if self.end_of(number, seconds=0) is None:
                os.kill(number, signal.SIGKILL)
                self.end_of(number, seconds=30)
            del self.folders[number]

    def end(self) -> None:
        self.door.close()
        self.process.wait(30)

    def _hear(self) -> dict[str, int]:
        message = self.door.recv(LONGEST)
        if not message:
            raise AssertionError("the process that forks the others has ended")
        heard: dict[str, int] = json.loads(message)
        if "ended" in heard:
            self.ends[heard["ended"]] = heard["with"]
        return heard


class Child:
    """As much of `subprocess.Popen` as tests ask of it."""

    def __init__(self, mother: Mother, pid: int, stdin: int, stdout: int, stderr: int) -> None:
        self.mother, self.pid = mother, pid
        self.stdin: IO[str] = os.fdopen(stdin, "w")
        self.stdout: IO[str] = os.fdopen(stdout)
        self.stderr: IO[str] = os.fdopen(stderr)

    @property
    def returncode(self) -> int | None:
        return self.poll()

    def poll(self) -> int | None:
        return self.mother.end_of(self.pid, seconds=0)

    def wait(self, timeout: float = 120) -> int:
        code = self.mother.end_of(self.pid, seconds=timeout)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return code

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def communicate(self, timeout: float = 120) -> tuple[str, str]:
        """What it still says, until its end."""
        self.stdin.close()
        with ThreadPoolExecutor(2) as pool:
            out, err = pool.map(methodcaller("read"), (self.stdout, self.stderr), timeout=timeout)
        self.stdout.close()
        self.stderr.close()
        self.wait(timeout)
        return out, err


def _be_born(door: socket.socket) -> str:
    """Serves as the mother; returns in a child, with the code it is to run."""
    woken, wakes = os.pipe2(os.O_NONBLOCK)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(wakes)
    alive: set[int] = set()
    while True:
        ready, _, _ = select.select([door, woken], [], [])
        if woken in ready:
            os.read(woken, LONGEST)
            for ended, code in _reaped():
                alive.discard(ended)
                door.send(json.dumps({"ended": ended, "with": code}).encode())
        if door in ready:
            told, streams, _, _ = socket.recv_fds(door, LONGEST, 3)
            if not told:
                for child in alive:
                    os.kill(child, signal.SIGKILL)
                raise SystemExit
            child = os.fork()
            if not child:
                break
            for stream in streams:
                os.close(stream)
            alive.add(child)
            door.send(json.dumps({"born": child}).encode())
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    door.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, max(*streams, woken, wakes) + 1)
    code, sys.argv[1:], move = json.loads(told)
    _move(*move)
    return str(code)


def _move(folder: str, environment: dict[str, str], instead: dict[str, str]) -> None:
    """To another folder and database; what stands in settings is changed where it stands, for who holds it already."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for name in dir(settings):
        if name.isupper() and (said := _said_otherwise(held := getattr(settings, name), instead)) is not held:
            setattr(settings, name, said)


def _said_otherwise(value: Any, instead: dict[str, str]) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            value[key] = _said_otherwise(inner, instead)
    elif isinstance(value, list):
        value[:] = [_said_otherwise(inner, instead) for inner in value]
    elif isinstance(value, str | Path):
        for old, new in instead.items():
            if old in str(value) and old != new:
                return type(value)(str(value).replace(old, new))
    return value


def _reaped() -> Iterator[tuple[int, int]]:
    """The children that have ended, and how."""
    while True:
        try:
            ended, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            return
        yield ended, os.waitstatus_to_exitcode(status)


def _read_what_children_use() -> None:
    """Once, and not once in each of them."""
    for house in (maintenance, notifications, owners, portal):
        for module in walk_packages(house.__path__, f"{house.__name__}."):
            if {"actions", "queries", "tasks"} & set(module.name.split(".")):
                import_module(module.name)


def _live(code: str) -> None:
    """Runs it, and ends as its own program would, threads and all; only what Python holds is not taken down one by one,
    which takes longer than most of these programs.
    """
    status = [0]

    def end() -> None:
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status[0])

    atexit.register(end)
    try:
        exec(code, {"__name__": "__main__", "sys": sys})  # noqa: S102 - our own tests' words
    except SystemExit as end:
        status[0] = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise
    except BaseException:
        status[0] = 1
        raise


if __name__ == "__main__":
    django.setup()
    _read_what_children_use()
    _live(_be_born(socket.socket(fileno=int(sys.argv[1]))))
