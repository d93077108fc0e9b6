"""`python3 -m deploy.prepare [--dev]`: the virtual environment with its hash-locked packages, and what PDFs need.

Safe to run again: a stamp with the digest of the lock makes later runs take a moment.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploy import machine
from deploy.machine import ROOT, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "rellano.json"
LOCK, DEV_LOCK = "requirements.txt", "requirements-dev.txt"


def prepare(*, dev: bool = False) -> Path:
    """Makes the tree runnable; answers the environment's Python."""
    locks = [LOCK, DEV_LOCK] if dev else [LOCK]
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in locks}
    if not _has(wanted):
        began = time.monotonic()
        say(f"Setting up in {VENV.relative_to(ROOT)}/ (once, about a minute) …")
        _make_environment()
        _install(locks[-1])
        STAMP.write_text(json.dumps({**_stamped(), **wanted}))
        say(f"The packages are in place ({time.monotonic() - began:.0f} s).")
    _drawing()
    return PYTHON


def _has(wanted: dict[str, str]) -> bool:
    return PYTHON.exists() and wanted.items() <= _stamped().items()


def _stamped() -> dict[str, str]:
    """The digests of the locks that are installed; nothing when the stamp is missing or torn."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _make_environment() -> None:
    if PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = _venv_package()
        if not machine.install(package, why="it makes virtual environments"):
            machine.stop(
                f"Python's venv is missing here. Install it and start again:\n  {machine.command_for(package)}"
            )
    made = _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        machine.stop(f"No virtual environment could be made in {VENV}:\n{_last_words(made)}")


def _venv_package() -> str:
    """`python3-venv` is for Debian's own Python 3; another one beside it has a package with its number."""
    default = Path("/usr/bin/python3").resolve()
    own = Path(sys.executable).resolve() == default
    return "python3-venv" if own else f"python3.{sys.version_info[1]}-venv"


def _install(lock: str) -> None:
    """uv takes seconds where pip takes a minute; whatever keeps uv from working, pip does the same."""
    if _bootstrap_uv():
        done = _run([str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON), *_hashed(ROOT / lock)])
        if done.returncode == 0:
            return
    say("Installing with pip (a minute or two) …")
    done = _run([str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *_hashed(ROOT / lock)])
    if done.returncode:
        machine.stop(
            f"The packages could not be fetched: {_last_words(done)}\n"
            "Is there a network? Nothing is lost: the same command goes on from here."
        )


def _bootstrap_uv() -> bool:
    """Installs the uv that requirements-dev.txt locks; answers whether it is there."""
    if (VENV / "bin" / "uv").exists():
        return True
    locked = re.search(r"^uv==\S+.*(?:\n +--hash.*)+", (ROOT / DEV_LOCK).read_text(), re.MULTILINE)
    if not locked:
        return False
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.txt"
        only_uv.write_text(locked.group() + "\n")
        quick = ["--retries", "1", "--timeout", "20", "--disable-pip-version-check", "--only-binary", ":all:"]
        return _run([str(PYTHON), "-m", "pip", "install", *quick, *_hashed(only_uv)]).returncode == 0


def _hashed(lock: Path) -> list[str]:
    return ["--quiet", "--require-hashes", "-r", str(lock)]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "UV_LINK_MODE": "copy", "PIP_ROOT_USER_ACTION": "ignore"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no word why"


def _drawing() -> None:
    """PDFs need Pango and are several times faster with harfbuzz-subset; without them the rest works and says so."""
    if machine.loads(*machine.DRAWING, *machine.SUBSETTING):
        return
    machine.install(*machine.DRAWING_PACKAGES, why="PDFs are drawn with them")
    if not machine.loads(*machine.DRAWING):
        say(
            "PDFs cannot be made on this machine yet; everything else works, and documents wait until it can.\n"
            f"  {machine.command_for(*machine.DRAWING_PACKAGES)}"
        )
    elif not machine.loads(*machine.SUBSETTING):
        say(f"PDFs are made, but slowly. Faster with:\n  {machine.command_for('libharfbuzz-subset0')}")


def main() -> None:
    machine.need_python("deploy.prepare")
    if not shutil.which("make"):
        say("There is no make here; the scripts in deploy/ work without it (docs/running.md).")
    prepare(dev="--dev" in sys.argv[1:])


if __name__ == "__main__":
    main()
