"""Many PDFs as one, for the printer; of each whether it could be read, and how many pages it has.

It is done by `portal.lib.joining` in a process apart (512 MB, a minute of processor). Where one file brings that
process down, each is tried alone, what fails is left out by name, and the others are put together without it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.lib import confined, joining

PATIENCE = 120  # seconds
AT_ONCE = 200  # files that one process counts
KEPT = 90 * 24 * 3600  # seconds a count is remembered: the bytes of a digest never change

Files = Sequence[tuple[Path, str]]  # where each lies and its SHA-256; empty of one that was made here


class Unread(TextChoices):
    """Why a PDF could not be put with the others, in words for who has to print it some other way."""

    LOCKED = "locked", _("tiene contraseña")
    BROKEN = "broken", _("está dañado y no se puede abrir")
    EMPTY = "empty", _("no tiene ninguna página")
    HEAVY = "heavy", _("abrirlo pide demasiada memoria o demasiado tiempo")
    ALTERED = "altered", _("no es el fichero que se guardó")


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its pages, or why it was left out."""

    pages: int
    why: Unread | None = None


class CannotJoin(Exception):
    """It could not be done, whichever file was left out."""


def join(sets: Sequence[Files], out: Path, *, even: bool) -> list[list[Outcome]]:
    """Writes one PDF; with `even` every set begins on a front side. Raises CannotJoin. Not for within a transaction."""
    told = _run(sets, even=even, out=out)
    if told is not None:
        return told
    heavy = {one for files in sets for one in files if one[1] and _run([[one]], even=False, out=out) is None}
    left = [[one for one in files if one not in heavy] for files in sets]
    told = _run(left, even=even, out=out)
    if told is None:
        raise CannotJoin
    rest = [iter(one) for one in told]
    return [
        [Outcome(0, Unread.HEAVY) if one in heavy else next(rest[place]) for one in files]
        for place, files in enumerate(sets)
    ]


def pages(files: Files) -> list[int]:
    """How many pages each has, 0 of what cannot be read. What was counted once is remembered."""
    keys = {sha256: f"pages-{sha256}" for _path, sha256 in files}
    known = cache.get_many(keys.values())
    new = [one for one in dict.fromkeys(files) if keys[one[1]] not in known]
    for start in range(0, len(new), AT_ONCE):
        known |= _counted(new[start : start + AT_ONCE])
    return [known.get(keys[sha256], 0) for _path, sha256 in files]


def _counted(files: Files) -> dict[str, int]:
    told = _run([files], even=False)
    counts = [one.pages for one in told[0]] if told else [0 for _ in files]
    found = {f"pages-{sha256}": many for (_path, sha256), many in zip(files, counts, strict=True)}
    cache.set_many(found, KEPT if told else 60)
    return found


def _run(sets: Sequence[Files], *, even: bool, out: Path | None = None) -> list[list[Outcome]] | None:
    """What the process answered; None when it was stopped or gave up."""
    plan = {"even": even, "sets": [[[str(path), sha256] for path, sha256 in files] for files in sets]}
    words = [str(out)] if out else []
    try:
        answer = confined.run(joining, *words, content=json.dumps(plan).encode(), timeout=PATIENCE)
    except confined.TooLong:
        return None
    if answer.code:
        return None
    return [[_outcome(one) for one in files] for files in json.loads(answer.output)]


def _outcome(told: int | str) -> Outcome:
    return Outcome(told) if isinstance(told, int) else Outcome(0, Unread(told))
