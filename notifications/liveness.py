"""Whether a worker lives: it does while it holds its lock. No clock is asked.

On SQLite the lock is on a file of the worker's own in the data folder; on PostgreSQL it is an advisory lock of a
session of its own, so that workers of several machines see each other. (A pooler that hands sessions around would break
it: workers talk to PostgreSQL directly.) A name is never used twice, not even by a process with a dead one's number.
"""

import fcntl
import hashlib
import os
import secrets
import socket
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import DatabaseError, connection, connections

_held: dict[int, tuple[str, Any]] = {}
_parents: list[
    Any
] = []  # sessions a fork left us: kept, so that no one tidies them up and says good-bye for the parent


def name() -> str:
    """This process's name among workers; takes its lock the first time, and a new name when the lock was lost."""
    own, lock = _held.get(os.getpid(), ("", None))
    if lock is not None and not _holds(lock):
        lock.close()
        own = ""
    if not own:
        own = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        _held[os.getpid()] = (own, _advisory_lock(own) if _shared() else _file_lock(own))
    return own


def is_alive(worker: str) -> bool:
    """Whether somebody still holds that worker's lock."""
    return bool(worker) and (_is_locked_there(worker) if _shared() else _is_locked_here(worker))


def _shared() -> bool:
    return connection.vendor == "postgresql"


def _holds(lock: Any) -> bool:
    """Whether the lock is still ours: a file's while the file stands, a session's while the session lasts."""
    if hasattr(lock, "fileno"):
        return _stands(lock)
    try:
        with lock.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


def _advisory_lock(worker: str) -> Any:
    session = connections.create_connection("default")
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_key(worker)])
    return session


def _is_locked_there(worker: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_key(worker)])
        (taken,) = cursor.fetchone()
        if taken:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(worker)])
    return not taken


def _key(worker: str) -> int:
    """The number PostgreSQL knows the name by."""
    return int.from_bytes(hashlib.sha256(worker.encode()).digest()[:8], signed=True)


def _file_lock(worker: str) -> IO[str]:
    """The worker's file, locked, and still the one that stands under its name: `_sweep` may have taken it away."""
    _folder().mkdir(parents=True, exist_ok=True)
    _sweep()
    while True:
        file = (_folder() / worker).open("w")
        fcntl.flock(file, fcntl.LOCK_EX)
        if _stands(file):
            return file
        file.close()


def _stands(file: IO[str]) -> bool:
    """Whether an open file is still the one under its name in the folder everybody looks into."""
    try:
        return (_folder() / Path(file.name).name).stat().st_ino == os.fstat(file.fileno()).st_ino
    except FileNotFoundError:
        return False


def _is_locked_here(worker: str) -> bool:
    path = _folder() / worker
    try:
        file = path.open()
    except FileNotFoundError:
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        path.unlink(missing_ok=True)
    return False


def _sweep() -> None:
    """Takes away the files of the dead, which pile up: every few hundred tasks a worker makes room for a new one."""
    for path in _folder().iterdir():
        _is_locked_here(path.name)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "workers"


def _let_go() -> None:
    """A forked child holds none of its parent's locks: what is open in both would keep the parent alive for ever."""
    for _own, lock in _held.values():
        if hasattr(lock, "fileno"):
            lock.close()
        elif lock.connection is not None:
            os.close(lock.connection.pgconn.socket)  # without a word to the server, which still talks to the parent
            _parents.append(lock)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
