"""`python -m deploy.lighthouse`: what Lighthouse says of the pages, on a demo of its own that is gone afterwards.

Accessibility has to be 100 on every page and on every screen of the phone; a first load of the phone has to reach 95,
the middle one of five. Lighthouse comes from npm, for this alone; `tests/lighthouse/` says which pages and how.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import browser, commands, machine
from deploy.machine import ROOT, leashed, say

HOME = ROOT / "tests" / "lighthouse"
FETCHED = HOME / "node_modules" / "lighthouse" / "package.json"
OLDEST_NODE = 18
RUNS = 5
WANTED = {"accessibility": 100, "performance": 95}
START = 60.0  # seconds the demo may take to answer


@dataclass(frozen=True)
class Score:
    """One look at one page."""

    name: str
    category: str
    score: int
    said: str


def main() -> int:
    chromium = _need_browser()
    _need_lighthouse()
    with tempfile.TemporaryDirectory(prefix="rellano-", ignore_cleanup_errors=True) as data, _demo(Path(data)) as site:
        scores = list(_scores(site, chromium))
    return report(scores)


def report(scores: list[Score]) -> int:
    """Prints a line for each page and category; answers 1 when one of them falls short, or when nothing was seen."""
    short = 0
    for (name, category), seen in _together(scores).items():
        counts = _counting(category, seen)
        falls = counts.score < WANTED[category]
        short += falls
        each = f" ({' '.join(str(one.score) for one in seen)})" if len(seen) > 1 else ""
        said = f"  {counts.said}" if counts.said else ""
        say(f"{'SHORT' if falls else 'holds'}  {category:<14}{counts.score:>4}  {name}{each}{said}")
    if not scores:
        say("Lighthouse looked at nothing.")
    return 1 if short or not scores else 0


def _counting(category: str, seen: list[Score]) -> Score:
    """A barrier is one wherever it is seen; a load is as quick as the middle one, whatever else the machine did."""
    ranked = sorted(seen, key=lambda one: one.score)
    return ranked[len(ranked) // 2 if category == "performance" else 0]


def _together(scores: list[Score]) -> dict[tuple[str, str], list[Score]]:
    found: dict[tuple[str, str], list[Score]] = {}
    for one in scores:
        found.setdefault((one.name, one.category), []).append(one)
    return found


def _need_browser() -> str:
    chromium = browser.chromium()
    if not chromium:
        machine.stop(f"There is no Chromium here. Install it:\n  {machine.command_for('chromium')}")
    return chromium


def _need_lighthouse() -> None:
    """Node and npm are asked for in words: they are for this alone, and not everybody wants them."""
    if not shutil.which("node") or not shutil.which("npm"):
        machine.stop(
            f"Lighthouse needs Node {OLDEST_NODE} or newer with npm, and they are not here. Everything else does\n"
            f"without them. Install them and start again:\n  {machine.command_for('nodejs', 'npm')}"
        )
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(said.removeprefix("v").split(".")[0]) < OLDEST_NODE:
        machine.stop(f"Lighthouse needs Node {OLDEST_NODE} or newer; this is {said}.")
    if not FETCHED.exists():
        say("Fetching Lighthouse (once, a minute) …")
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.run(command, cwd=HOME, check=False).returncode or not FETCHED.exists():
            machine.stop("Lighthouse could not be fetched. Is there a network?")


@contextmanager
def _demo(data: Path) -> Iterator[str]:
    """A demo of its own on a port nobody had; answers its address."""
    port = machine.free_port()
    site = f"http://localhost:{port}"
    ours = {"HOST": "127.0.0.1", "PORT": str(port), "SITE_URL": site, "DEMO": "1", "RELLANO_DATA": str(data)}
    environment = {**os.environ, **ours, "STATIC_ROOT": str(data / "static")}
    for shape in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(shape, None)
    subprocess.run([sys.executable, "-m", "deploy.furnish"], cwd=ROOT, env=environment, check=True)
    with (data / "web.log").open("wb") as log:
        web = subprocess.Popen(
            leashed([sys.executable, *commands.WEB[1:]]), cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        _wait(web, site)
        yield site
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(30)


def _wait(web: subprocess.Popen[bytes], site: str) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and web.poll() is None:
        try:
            urllib.request.urlopen(f"{site}/livez", timeout=2).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    machine.stop("The demo did not start.")


def _scores(site: str, chromium: str) -> Iterator[Score]:
    """What Lighthouse says, page by page; its own words when it breaks off."""
    command = ["node", "prove.mjs", site, chromium, str(RUNS)]
    with subprocess.Popen(leashed(command), cwd=HOME, stdout=subprocess.PIPE, text=True) as looking:
        assert looking.stdout is not None  # noqa: S101 - a pipe was asked for
        for line in looking.stdout:
            if line.startswith("{"):
                yield Score(**json.loads(line))
    if looking.returncode:
        machine.stop("Lighthouse broke off; its words are above.")


if __name__ == "__main__":
    raise SystemExit(main())
