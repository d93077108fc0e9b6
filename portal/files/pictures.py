"""Photos are never kept as they came: each is looked at, then drawn anew by a process with hard limits."""

import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.lib import drawing

TIMEOUT = 30
HEADS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


class Flaw(TextChoices):
    """Why a photo is not kept, in words for who took it."""

    NOT_KNOWN = "not_known", _("No es una foto que sepamos leer: JPEG, PNG, WebP o HEIC.")
    TOO_LARGE = "too_large", _("La foto es más grande de lo que podemos abrir.")
    TOO_HEAVY = "too_heavy", _("Abrir esta foto pide demasiada memoria o demasiado tiempo.")
    BROKEN = "broken", _("La foto está dañada y no se puede abrir.")


class NoPicture(Exception):
    """The bytes are no photo we keep."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw

    def __str__(self) -> str:
        return str(self.flaw.label)


@dataclass(frozen=True)
class Drawn:
    """The photo drawn anew, and its thumbnail: JPEG, upright, without a word of where or when."""

    large: bytes
    small: bytes


def form_of(content: bytes) -> str:
    """What the first bytes say it is; raises NoPicture for anything else."""
    for head, form in HEADS.items():
        if content.startswith(head):
            return form
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in HEIF:
        return "HEIF"
    raise NoPicture(Flaw.NOT_KNOWN)


def draw(content: bytes) -> Drawn:
    """The photo as it is kept; raises NoPicture. Call it before a transaction: it takes a second."""
    form = form_of(content)
    command = [sys.executable, "-I", str(Path(drawing.__file__)), form]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and one of four words
            command, input=content, capture_output=True, timeout=TIMEOUT, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as slow:
        raise NoPicture(Flaw.TOO_HEAVY) from slow
    if done.returncode == drawing.REFUSED:
        raise NoPicture(Flaw(done.stdout.decode()))
    if done.returncode:
        raise NoPicture(Flaw.TOO_HEAVY if done.returncode < 0 else Flaw.BROKEN)
    large, small = struct.unpack(">II", done.stdout[:8])
    return Drawn(done.stdout[8 : 8 + large], done.stdout[8 + large : 8 + large + small])


def _environment() -> dict[str, str]:
    """Nothing of ours; one thread, since each asks for address space of its own."""
    return {"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
