"""Runs one of our own scripts in a process apart, for work on files that somebody else made.

The script sets its own limits of memory and time; here stands how long anybody waits for it. The process is a fork of
one that has read the script's libraries (`forking`), which each process of ours starts when it first needs it.
"""

import atexit
import io
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from types import ModuleType

from portal.lib import forking

TIMEOUT = 30
GRACE = 5  # seconds for saying that it was stopped
PIECE = 1 << 16


@dataclass(frozen=True)
class Answer:
    """How it ended, below zero when it was stopped, and what it wrote."""

    code: int
    output: bytes


class TooLong(Exception):
    """It had not ended when its time was over."""


class _Gone(Exception):
    """Who forks had ended before it was asked, or was ended meanwhile."""


class _Forks:
    """The process that forks, of one process of ours."""

    def __init__(self) -> None:
        self.door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own file, no shell
                [sys.executable, "-I", str(forking.__file__), str(theirs.fileno())],
                env=_environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def end(self) -> None:
        self.door.close()
        self.process.wait()


_lock = threading.Lock()
_forks: _Forks | None = None


def run(script: ModuleType, *words: str, content: bytes, timeout: float | None = None) -> Answer:
    """Runs the script with these words, hands it the bytes and waits for its end.

    Raises TooLong, and ChildProcessError when there is nobody who forks.
    """
    seconds = timeout or TIMEOUT
    told = json.dumps([str(script.__file__), words, seconds]).encode()
    for _ in range(2):
        forks = _present()
        try:
            return _asked(forks, told, content, seconds)
        except _Gone:
            _replace(forks)
    raise ChildProcessError("who forks the looks has ended twice")


def _present() -> _Forks:
    global _forks  # noqa: PLW0603 - one of a process
    with _lock:
        _forks = _forks or _Forks()
        return _forks


def _replace(forks: _Forks) -> None:
    global _forks  # noqa: PLW0603 - one of a process
    with _lock:
        if _forks is forks:
            _forks = None
            forks.end()


def _forget() -> None:
    """In a fork of this process: it has none yet, and does not hold ours open."""
    global _forks, _lock  # noqa: PLW0603 - one of a process
    _lock = threading.Lock()
    if _forks:
        _forks.door.close()
        _forks.process.returncode = 0  # it is not this process that waits for it
        _forks = None


def _end() -> None:
    if _forks:
        _forks.end()


os.register_at_fork(after_in_child=_forget)
atexit.register(_end)


def _asked(forks: _Forks, told: bytes, content: bytes, seconds: float) -> Answer:
    answer, answers = os.pipe()
    end, ends = os.pipe()
    handed = os.memfd_create("content")
    try:
        with open(handed, "wb", closefd=False) as file:
            file.write(content)
        os.lseek(handed, 0, os.SEEK_SET)
        try:
            socket.send_fds(forks.door, [told], [handed, answers, ends])
        except OSError as gone:
            raise _Gone from gone
        finally:
            os.close(answers)
            os.close(ends)
        output = _heard(answer, until := time.monotonic() + seconds + GRACE)
        said = _heard(end, until)
    finally:
        for one in (handed, answer, end):
            os.close(one)
    if not said:
        raise _Gone
    code, slow = json.loads(said)
    if slow:
        raise TooLong
    return Answer(code, output)


def _heard(stream: int, until: float) -> bytes:
    """All that comes until its end, or until its time is over."""
    heard = io.BytesIO()
    waiting = select.poll()
    waiting.register(stream, select.POLLIN)
    while waiting.poll(max(0.0, until - time.monotonic()) * 1000):
        piece = os.read(stream, PIECE)
        if not piece:
            return heard.getvalue()
        heard.write(piece)
    raise TooLong


def _environment() -> dict[str, str]:
    """Nothing of ours; one thread, since each asks for address space of its own."""
    return {"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
