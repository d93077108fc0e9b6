"""Whether a worker lives: it does while it holds a lock on its own file. No clock is asked.

Workers of one installation share the data folder; on several machines this becomes an advisory lock of PostgreSQL.
"""

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from django.conf import settings

_held: dict[str, IO[str]] = {}


def name() -> str:
    """This process's name among workers; takes its lock the first time."""
    own = f"{socket.gethostname()}-{os.getpid()}"
    if own not in _held:
        _held[own] = _open(own)
        fcntl.flock(_held[own], fcntl.LOCK_EX | fcntl.LOCK_NB)
    return own


def is_alive(worker: str) -> bool:
    """Whether somebody still holds that worker's lock."""
    path = _folder() / worker
    if not worker or not path.exists():
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    path.unlink(missing_ok=True)
    return False


def _open(worker: str) -> IO[str]:
    _folder().mkdir(parents=True, exist_ok=True)
    return (_folder() / worker).open("w")


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "workers"
