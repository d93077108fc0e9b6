"""`python -m deploy.services -- COMMAND`: runs a command beside a PostgreSQL and a Redis that last as long as it does.

Both listen on loopback only, on ports nobody had, with their files in a temporary folder. PostgreSQL refuses to run
as root, so root starts it as the user `postgres`.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy import machine
from deploy.machine import ROOT, leashed, say

BINARIES = "/usr/lib/postgresql/*/bin"
HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START = 30.0  # seconds a server may take to answer


@contextmanager
def both() -> Iterator[dict[str, str]]:
    """The two servers, as the environment that points at them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rellano-", ignore_cleanup_errors=True)))
        folder.chmod(0o755)
        postgres_port = stack.enter_context(postgres(folder / "postgres"))
        redis_port = stack.enter_context(redis(folder / "redis"))
        yield {
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{postgres_port}/postgres",
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        }


@contextmanager
def postgres(folder: Path) -> Iterator[int]:
    """A PostgreSQL without passwords and without care for a power cut; answers its port."""
    initdb = _need("initdb", "postgresql", BINARIES)
    user = _unprivileged()
    folder.mkdir()
    if user:
        shutil.chown(folder, user)
    made = subprocess.run(
        [initdb, "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
        capture_output=True,
        text=True,
        check=False,
        user=user,
        cwd="/",
    )
    if made.returncode:
        machine.stop(f"PostgreSQL could not be set up:\n{made.stderr.strip()}")
    port = machine.free_port()
    options = [f"-c{option}" for option in (*HURRY, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")]
    server = str(Path(initdb).resolve().parent / "postgres")
    with _running([server, "-D", str(folder / "data"), "-p", str(port), *options], port, folder, user=user):
        yield port


@contextmanager
def redis(folder: Path) -> Iterator[int]:
    """A Redis that writes nothing to disk; answers its port."""
    server = _need("redis-server", "redis-server")
    folder.mkdir()
    port = machine.free_port()
    forgetful = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with _running([server, "--port", str(port), *forgetful], port, folder):
        yield port


@contextmanager
def _running(command: list[str], port: int, folder: Path, user: str | None = None) -> Iterator[None]:
    """A server from when it answers until it is gone; its log stands beside it."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(leashed(command), stdout=log, stderr=log, cwd="/", user=user, start_new_session=True)
    try:
        _wait(process, port, folder / "log")
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast stop, and Redis's only one
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    machine.stop(f"{log.parent.name} did not start:\n{log.read_text()[-2000:]}")


def _need(program: str, package: str, *elsewhere: str) -> str:
    found = machine.find(program, *elsewhere)
    if not found and machine.install(package, why="the tests start their own"):
        found = machine.find(program, *elsewhere)
    if not found:
        machine.stop(f"There is no {program} here. Install it and start again:\n  {machine.command_for(package)}")
    return found


def _unprivileged() -> str | None:
    return "postgres" if os.geteuid() == 0 else None


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: sys.exit(143))
    with both() as environment:
        say(f"PostgreSQL and Redis are up for: {' '.join(command)}")
        try:
            return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    raise SystemExit(main())
