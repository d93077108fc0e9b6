"""Keeps processes running: one that ends is started again, one that takes no work any more is replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.machine import ROOT, leashed, say

TICK = 0.2
SILENCE = 90.0  # seconds; the sweeps come every five, and a single piece of work is shorter than sixty
PATIENCE = 25.0  # seconds between asking a process to stop and ending it
LONGEST_PAUSE = 30.0
LONG_ENOUGH = 60.0  # seconds after which a process that ends is no longer counted as failing to start


@dataclass
class Program:
    """One process: its command (the first word is replaced by this environment's Python) and how to know it works."""

    name: str
    command: list[str]
    environment: dict[str, str]
    heartbeat: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    next_start: float = 0.0

    def start(self) -> None:
        if self.heartbeat:
            self.heartbeat.parent.mkdir(parents=True, exist_ok=True)
            self.heartbeat.touch()
        environment = {**os.environ, **self.environment}
        if self.heartbeat:
            environment["HEARTBEAT"] = str(self.heartbeat)
        self.process = subprocess.Popen(leashed(self.command), cwd=ROOT, env=environment, start_new_session=True)
        self.started_at = time.monotonic()

    def is_silent(self) -> bool:
        """Whether it has consumed no piece of work for too long."""
        return bool(self.heartbeat and time.time() - self.heartbeat.stat().st_mtime > SILENCE)

    def signal(self, number: int) -> None:
        """To the process alone; its own children follow it when they can."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def clear_away(self) -> None:
        """Ends whatever is left of the process and its children, at once."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.process.wait()


@dataclass
class Supervisor:
    programs: list[Program]
    stopping: bool = False
    asked: int = 0

    def obey_signals(self) -> None:
        """From here Ctrl-C and SIGTERM ask for an orderly stop, and twice for a quick one."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)

    def start(self) -> None:
        for program in self.programs:
            program.start()

    def run(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Watches until told to stop, or until something is true; answers whether it became true."""
        while not self.stopping:
            if until():
                return True
            self.look()
            time.sleep(TICK)
        return False

    def look(self) -> None:
        """Starts again what has ended or fallen silent."""
        for program in self.programs:
            if program.process and program.process.poll() is not None:
                self._ended(program, program.process.returncode)
            elif program.process is None and time.monotonic() >= program.next_start:
                program.start()
        if any(program.is_silent() for program in self.programs):
            self._replace_silent()

    def stop(self) -> None:
        """Asks everybody to end, waits, and ends who has not."""
        for program in self.programs:
            program.signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while self._alive() and time.monotonic() < end and self.asked < 2:
            time.sleep(TICK)
        for program in self._alive():
            say(f"{program.name} did not end by itself and was ended.")
        for program in self.programs:
            program.clear_away()

    def _alive(self) -> list[Program]:
        return [one for one in self.programs if one.process and one.process.poll() is None]

    def _ended(self, program: Program, code: int) -> None:
        lived = time.monotonic() - program.started_at
        program.failures = 0 if lived > LONG_ENOUGH else program.failures + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (program.failures - 1)) if program.failures else 0.0
        say(f"{program.name} ended ({_how(code)}); it starts again in {pause:.0f} s.")
        program.clear_away()
        program.process, program.next_start = None, time.monotonic() + pause

    def _replace_silent(self) -> None:
        """A silent worker may only lack the beat that wakes it, so whoever feeds or does the work is started anew."""
        say(f"No work was taken for {SILENCE:.0f} s; the workers and the beat are started anew.")
        for program in self.programs:
            if program.heartbeat or program.name == "beat":
                program.clear_away()
                program.start()

    def _ask_to_stop(self, _number: int, _frame: object) -> None:
        self.stopping = True
        self.asked += 1


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit {code}"
