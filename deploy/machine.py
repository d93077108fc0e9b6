"""What this machine has. What it lacks is installed when nobody need be asked, else named with the exact command."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
DRAWING = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0")
DRAWING_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
SUBSETTING = ("libharfbuzz-subset.so.0",)
APT = ("apt-get", "-q", "-o", "DPkg::Lock::Timeout=60", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20")


def say(words: str) -> None:
    """Prints a line at once, so that it stands in order with what child processes print."""
    print(words, flush=True)


def stop(words: str) -> NoReturn:
    """Ends with words and no stack trace."""
    print(words, file=sys.stderr, flush=True)
    raise SystemExit(1)


def need_python(module: str) -> None:
    """Goes on under a newer Python of this machine when this one is too old; ends with words when there is none."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(15, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, "-m", module, *sys.argv[1:]])  # noqa: S606 - the same program, a newer Python
    stop(
        f"Rellano needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.\n"
        f"Install one (for example: {command_for('python3.11', 'python3.11-venv')}) and start again."
    )


def loads(*libraries: str) -> bool:
    """Whether the dynamic linker finds all these libraries."""
    try:
        for name in libraries:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find(program: str, *elsewhere: str) -> str | None:
    """The path of a program in PATH or in a folder given as a pattern; the newest of several."""
    found = shutil.which(program)
    if found:
        return found
    others = [path for pattern in elsewhere for path in Path("/").glob(pattern.lstrip("/") + "/" + program)]
    return str(max(others)) if others else None


def command_for(*packages: str) -> str:
    """What a person would type to install these packages."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {' '.join(packages)}"


def install(*packages: str, why: str) -> bool:
    """Installs Debian packages if that asks nobody for anything; answers whether they are there now."""
    root = _root()
    if root is None:
        return False
    say(f"Installing {' '.join(packages)} ({why}) …")
    wanted = [*root, *APT, "install", "-y", "--no-install-recommends", *packages]
    return _runs(wanted) or (_runs([*root, *APT, "update"]) and _runs(wanted))


def _root() -> list[str] | None:
    """How to become root without a question: already, by sudo without a password, or not at all (None)."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and _runs([sudo, "-n", "true"]):
        return [sudo, "-n"]
    return None


def _runs(command: list[str]) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    try:
        return subprocess.run(command, env=quiet, capture_output=True, timeout=300, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def leashed(command: list[str]) -> list[str]:
    """The command told by the kernel to end when who started it is killed, so that nothing is left behind."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *command] if setpriv else command


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
