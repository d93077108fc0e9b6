"""What the data folder remembers of sending, so that a restored backup is known for one.

One file, written in place: a name of its own and how many turns have sent something. A copy of it is another file (its
inode says so), and a database restored without it counts fewer turns than it does. A snapshot of a whole machine brings
back both as they were: who restores one says so with `manage.py pause_sending`.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

WIDTH = 20


@dataclass(frozen=True)
class Mark:
    """The file's name among all files, and its count; `is_new` when it has just been made."""

    name: str
    turns: int
    is_new: bool


def read() -> Mark:
    """As it stands; made if there is none."""
    is_new = _make()
    written, place = _path().read_text().split(), _path().stat().st_ino
    return Mark(f"{written[0]}-{place}", int(written[1]), is_new)


def count(turns: int) -> None:
    """So many turns have sent something; a count never goes back."""
    if turns <= read().turns:
        return
    file = os.open(_path(), os.O_WRONLY)
    try:
        os.pwrite(file, f"{turns:0{WIDTH}d}".encode(), 17)
    finally:
        os.close(file)


def _make() -> bool:
    """Makes the file if it is not there; of several at once one does."""
    if _path().exists():
        return False
    _path().parent.mkdir(parents=True, exist_ok=True)
    whole = _path().with_name(f"sending.{secrets.token_hex(4)}")
    whole.write_text(f"{secrets.token_hex(8)} {0:0{WIDTH}d}\n")
    try:
        os.link(whole, _path())
    except FileExistsError:
        return False
    finally:
        whole.unlink()
    return True


def _path() -> Path:
    return Path(settings.DATA_DIR) / "sending"
