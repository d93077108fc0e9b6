"""Runs one of our own scripts in a process apart, for work on files that somebody else made.

The script sets its own limits of memory and time; here stands how long anybody waits for it.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from types import ModuleType

TIMEOUT = 30


@dataclass(frozen=True)
class Answer:
    """How it ended, below zero when it was stopped, and what it wrote."""

    code: int
    output: bytes


class TooLong(Exception):
    """It had not ended when its time was over."""


def run(script: ModuleType, *words: str, content: bytes, timeout: int | None = None) -> Answer:
    """Starts the script with these words, hands it the bytes and waits for its end; raises TooLong."""
    command = [sys.executable, "-I", str(script.__file__), *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell
            command, input=content, capture_output=True, timeout=timeout or TIMEOUT, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as slow:
        raise TooLong from slow
    return Answer(done.returncode, done.stdout)


def _environment() -> dict[str, str]:
    """Nothing of ours; one thread, since each asks for address space of its own."""
    return {"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
