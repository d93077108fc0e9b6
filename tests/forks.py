"""Processes forked from one that has set Django up: setting up takes a second of a processor, a fork a hundredth.

The mother is `python -m tests.forks FD`. Each message on that socket is a program with its arguments, and the three
streams it is to have; she answers with its number, and again with how it ended. She opens no database and starts no
thread, so her children begin as a new process would. A child is a program of its own from there on: it may be killed.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from operator import methodcaller
from pathlib import Path
from typing import IO

import django

LONGEST = 1 << 17  # bytes of a program with its arguments


class Mother:
    """One for an environment and a folder, begun with her first child."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.door, hers = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with hers:
            command = [sys.executable, "-m", "tests.forks", str(hers.fileno())]
            self.process = subprocess.Popen(
                command, env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL, pass_fds=[hers.fileno()]
            )
        self.ends: dict[int, int] = {}

    def bear(self, code: str, *arguments: object) -> "Child":
        """A child that runs the code; its arguments are `sys.argv[1:]`."""
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
        told = json.dumps([code, [str(one) for one in arguments]]).encode()
        socket.send_fds(self.door, [told], theirs)
        for one in theirs:
            os.close(one)
        while "born" not in (heard := self._hear()):
            pass
        return Child(self, heard["born"], pipes[0][1], pipes[1][0], pipes[2][0])

    def end_of(self, number: int, *, seconds: float) -> int | None:
        """How a child ended, as `Popen.returncode` says it; None while it lives."""
        while number not in self.ends and select.select([self.door], [], [], seconds)[0]:
            self._hear()
        return self.ends.get(number)

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
    code, sys.argv[1:] = json.loads(told)
    return str(code)


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


if __name__ == "__main__":
    django.setup()
    exec(_be_born(socket.socket(fileno=int(sys.argv[1]))), {"__name__": "__main__", "sys": sys})  # noqa: S102 - our own tests' words
