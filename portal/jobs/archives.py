"""A ZIP that grows piece by piece on disk, and goes on after a killed worker from its last whole piece.

Beside it lies, for each piece, what the archive ended with and what is in it.
"""

import base64
import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from portal.jobs import folders
from portal.jobs.models import Job

PART = "part.zip"


def restored(folder: Path, done: int) -> list[dict[str, Any]]:
    """Cuts the archive back to the end of the last whole piece; answers what is in it."""
    part, end = folder / PART, folder / f"{done}.json"
    if done == 0 or not end.exists():
        part.unlink(missing_ok=True)
        return []
    known = json.loads(end.read_text())
    with part.open("r+b") as archive:
        archive.truncate(known["at"])
        archive.seek(known["at"])
        archive.write(base64.b64decode(known["tail"]))
    return list(known["rows"])


def settled(folder: Path, done: int, rows: list[dict[str, Any]]) -> None:
    """Writes down what the archive ends with now; the end before the last is not needed any more."""
    part = folder / PART
    with ZipFile(part) as archive:
        at = archive.start_dir
    with part.open("rb") as content:
        os.fsync(content.fileno())
        content.seek(at)
        tail = base64.b64encode(content.read()).decode()
    folders.write(folder / f"{done}.json", json.dumps({"at": at, "tail": tail, "rows": rows}))
    for older in sorted(folder.glob("[0-9]*.json"), key=lambda one: int(one.stem))[:-2]:
        older.unlink()


def rows(folder: Path, done: int) -> list[dict[str, Any]]:
    """What was in it after so many."""
    end = folder / f"{done}.json"
    return list(json.loads(end.read_text())["rows"]) if end.exists() else []


def tidy(root: Path, kind: str, before: datetime) -> int:
    """Deletes the folders below `root` of jobs of a kind that were asked for before a moment; answers how many."""
    kept = {str(key) for key in Job.objects.filter(kind=kind, created_at__gte=before).values_list("pk", flat=True)}
    gone = [folder for folder in (root.iterdir() if root.exists() else ()) if folder.name not in kept]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)
