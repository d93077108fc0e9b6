"""What the migrations make of an empty SQLite, kept between runs: to migrate takes ten seconds, to read a file none."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

PACKAGES = ("portal", "maintenance", "owners", "notifications")


@contextmanager
def remembered() -> Iterator[None]:
    """While it lasts, a new database in memory begins with what was kept."""
    connection_created.connect(_fill)
    yield
    connection_created.disconnect(_fill)


def keep() -> None:
    """Puts the test database aside, unless that was done; whatever other migrations had made goes."""
    if connection.vendor != "sqlite" or (place := _place()).exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    for older in place.parent.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    half = place.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with closing(sqlite3.connect(half)) as file:
        connection.connection.backup(file)
    half.replace(place)


def _fill(connection: Any, **_kwargs: Any) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db() and (place := _place()).exists():
        tables = connection.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if not tables:
            with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as file:
                file.backup(connection.connection)


def _place() -> Path:
    """Other migrations or other packages: another file. The guards are made anew with every migrate."""
    root = Path(settings.BASE_DIR)
    ours = [path for package in PACKAGES for path in sorted((root / package).rglob("migrations/*.py"))]
    told = [root / "requirements.txt", *ours]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in told))
    return root / "var" / "tests" / f"{digest.hexdigest()[:20]}.sqlite3"
