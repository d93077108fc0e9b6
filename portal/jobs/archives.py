"""A ZIP that grows piece by piece on disk, and goes on after a killed worker from its last whole piece.

Beside it lie the list of what is to be in it, for each piece what the archive ended with and what is in it, and at last
what is held within.
"""

import base64
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.files import store
from portal.files.models import File
from portal.files.uploads import RESERVE
from portal.jobs import actions as jobs
from portal.jobs import folders
from portal.jobs.models import Job, JobState
from portal.lib.text import canonical

PART, LIST, HELD = "part.zip", "list.json", "held.json"
MOST = 20_000
Key = tuple[str, str]
Row = dict[str, Any]


def latest(kind: str, person: User, params: dict[str, Any]) -> Job | None:
    """The last one the person asked for of a kind, with the same parameters."""
    asked = Job.objects.filter(kind=kind, created_by=person, params=canonical(params))
    return asked.order_by("-created_at", "-pk").first()


def begin_again(job: Job, folder: Path) -> None:
    """From nothing, where what was built is gone from the disk."""
    if job.done and not (folder / f"{job.done}.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        with transaction.atomic():
            jobs.advance(job, done=0)


def listed(folder: Path, keys: Callable[[], list[Key]], rows: Mapping[str, models.QuerySet[Any]]) -> list[Key]:
    """What is to be in it, asked once, so that a second worker goes on with the same; `rows` are where files are of.

    Raises CannotGoOn where it is too much, for one archive or for the disk.
    """
    listing = folder / LIST
    if not listing.exists():
        found = keys()
        if len(found) > MOST:
            raise jobs.CannotGoOn(_("Son más de %(most)s ficheros: pídalos por la API.") % {"most": MOST})
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < _weight(found, rows) + RESERVE:
            raise jobs.CannotGoOn(_("El disco está casi lleno: avise a quien lleva el portal."))
        folders.write(listing, json.dumps(found))
    return [(kind, key) for kind, key in json.loads(listing.read_text())]


def _weight(found: list[Key], rows: Mapping[str, models.QuerySet[Any]]) -> int:
    """How many bytes its files are, at most."""
    sizes = 0
    for kind, some in rows.items():
        chosen = [key for one, key in found if one == kind]
        for start in range(0, len(chosen), 500):
            there = some.filter(pk__in=chosen[start : start + 500])
            sizes += sum(there.values_list("file__size", flat=True))
    return sizes


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


def put(archive: ZipFile, file: File, row: Row) -> Row:
    """Adds a file byte for byte, by the name of its row; one whose bytes are not what was stored is only told of."""
    try:
        archive.writestr(row["name"], store.read(file))
    except store.Altered:
        return row | {"note": _("No está entero: pídalo a la oficina.")}
    return row


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


def close(job: Job, folder: Path, name: str, add: Callable[[ZipFile, list[Row]], None]) -> dict[str, Any]:
    """What stands at its end, and its name at last; of one that has its name already, only what it holds.

    A row has its kind, key, name and sha256, and a note where the file itself is not there.
    """
    part, whole, end = folder / PART, folder / name, folder / f"{job.done}.json"
    if whole.exists():
        rows = list(json.loads(end.read_text())["rows"]) if end.exists() else []
    else:
        rows = restored(folder, job.done)
    here = [row for row in rows if not row["note"]]
    if not whole.exists():
        with ZipFile(part, "a", ZIP_DEFLATED) as archive:
            add(archive, rows)
        part.chmod(0o644 if settings.FILES_ACCEL else 0o600)
        folders.write(folder / HELD, json.dumps([(row["kind"], row["key"], row["sha256"]) for row in here]))
        part.rename(whole)
    return {"files": len(here), "size": whole.stat().st_size, "missing": len(rows) - len(here)}


def held(job: Job, folder: Path, keys: Callable[[], Iterable[Key]]) -> list[File] | None:
    """The files within a finished one; None when it is gone, or holds what is not among the keys any more."""
    listing = folder / HELD
    if job.state != JobState.DONE or not listing.exists():
        return None
    inside = json.loads(listing.read_text())
    if not {(kind, key) for kind, key, _sha256 in inside} <= set(keys()):
        return None
    return list(File.objects.filter(sha256__in={sha256 for _kind, _key, sha256 in inside}))


def told(job: Job | None, inside: Callable[[Job], list[File] | None]) -> dict[str, Any]:
    """How it goes with it, in words and figures, for its page and for programs."""
    if job is None:
        return {"state": "none", "done": 0, "total": None, "words": "", "size": 0, "files": 0}
    outcome, state = job.outcome, str(job.state)
    said = outcome.get("error", "") if state == JobState.FAILED else ""
    if state == JobState.DONE and inside(job) is None:
        state, said = "gone", _("Ya no está: se guarda siete días, y solo mientras lo que lleva dentro sea suyo.")
    return {
        "state": state,
        "done": job.done,
        "total": job.total,
        "words": said,
        "size": outcome.get("size", 0),
        "files": outcome.get("files", 0),
    }


def tidy(root: Path, kind: str, before: datetime) -> int:
    """Deletes the folders below `root` of jobs of a kind that were asked for before a moment; answers how many."""
    kept = {str(key) for key in Job.objects.filter(kind=kind, created_at__gte=before).values_list("pk", flat=True)}
    gone = [folder for folder in (root.iterdir() if root.exists() else ()) if folder.name not in kept]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)
