"""`python -m deploy.browser`: Debian's Chromium and axe-core, for tests only; installed when that asks nobody."""

from __future__ import annotations

import shutil
import subprocess

from deploy import machine
from deploy.machine import ROOT, say

CHROMIUM = ("chromium", "chromium-browser")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def main() -> None:
    if not chromium() and not (machine.install("chromium", why="the tests look at pages in it") and chromium()):
        machine.stop(f"There is no Chromium here. Install it:\n  {machine.command_for('chromium')}")
    if not AXE.exists():
        _fetch_axe()


def chromium() -> str | None:
    """Debian's Chromium, if it is there."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def _fetch_axe() -> None:
    if not shutil.which("npm") and not (machine.install("npm", why="it fetches axe-core") and shutil.which("npm")):
        machine.stop(f"There is no npm here, which fetches axe-core. Install it:\n  {machine.command_for('npm')}")
    say("Fetching axe-core …")
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode or not AXE.exists():
        machine.stop("axe-core could not be fetched. Is there a network?")


if __name__ == "__main__":
    main()
