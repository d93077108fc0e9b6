"""Photos are never kept as they came: each is looked at, then drawn anew by a process with hard limits."""

import struct
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.lib import confined, drawing

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
    try:
        answer = confined.run(drawing, form, content=content)
    except confined.TooLong as slow:
        raise NoPicture(Flaw.TOO_HEAVY) from slow
    if answer.code == drawing.REFUSED:
        raise NoPicture(Flaw(answer.output.decode()))
    if answer.code:
        raise NoPicture(Flaw.TOO_HEAVY if answer.code < 0 else Flaw.BROKEN)
    large, small = struct.unpack(">II", answer.output[:8])
    return Drawn(answer.output[8 : 8 + large], answer.output[8 + large : 8 + large + small])
