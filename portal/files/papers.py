"""PDFs are kept byte for byte or not at all: each is looked into first, by a process with hard limits."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from types import ModuleType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.lib import confined, dissecting


class Flaw(TextChoices):
    """Why a PDF is not kept, in words for who sent it."""

    CUT = "cut", _("El PDF está cortado: falta el final. Pruebe a guardarlo de nuevo.")
    BROKEN = "broken", _("El PDF está dañado y no se puede abrir. Pruebe a guardarlo de nuevo.")
    EMPTY = "empty", _("El PDF no tiene ninguna página.")
    LOCKED = "locked", _("El PDF tiene contraseña. Guárdelo sin ella para que podamos leerlo dentro de unos años.")
    HEAVY = "heavy", _("Abrir este PDF pide demasiada memoria o demasiado tiempo.")
    SCRIPT = "script", _("El PDF lleva un programa dentro. Imprímalo a PDF y envíe ese.")
    ACTS = "acts", _("El PDF hace algo por su cuenta al abrirse. Imprímalo a PDF y envíe ese.")
    LAUNCHES = "launches", _("El PDF abre otros ficheros o programas. Imprímalo a PDF y envíe ese.")
    SENDS = "sends", _("El PDF lleva un formulario que envía datos. Imprímalo a PDF y envíe ese.")
    FORM = "form", _("El PDF es un formulario que muchos programas no abren. Imprímalo a PDF y envíe ese.")
    MEDIA = "media", _("El PDF lleva sonido, vídeo o 3D dentro. Imprímalo a PDF y envíe ese.")
    ENCLOSED = "enclosed", _("El PDF lleva otros ficheros dentro. Quítelos, o envíelos aparte.")


class NoPaper(Exception):
    """The bytes are no PDF we keep."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw

    def __str__(self) -> str:
        return str(self.flaw.label)


@dataclass(frozen=True)
class Paper:
    """A PDF that may be kept: its pages, and the names of the files it holds."""

    pages: int
    enclosed: tuple[str, ...]


def look(content: bytes, *, may_hold: Collection[str] = ()) -> Paper:
    """What the PDF is; raises NoPaper. It may hold no file but those of these names. Takes up to ten seconds."""
    if b"%%EOF" not in content[-2048:]:
        raise NoPaper(Flaw.CUT)
    found = json.loads(asked(dissecting, content=content))
    if found["flaws"]:
        raise NoPaper(Flaw(found["flaws"][0]))
    enclosed = tuple(one["name"] for one in found["enclosed"])
    if set(enclosed) - set(may_hold):
        raise NoPaper(Flaw.ENCLOSED)
    return Paper(found["pages"], enclosed)


def take_out(content: bytes, name: str) -> bytes:
    """The file of that name within the PDF; raises NoPaper when it cannot be had."""
    return asked(dissecting, name, content=content)


def asked(script: ModuleType, *words: str, content: bytes) -> bytes:
    """What a script that reads PDFs answers of this one; raises NoPaper."""
    try:
        answer = confined.run(script, *words, content=content)
    except confined.TooLong as slow:
        raise NoPaper(Flaw.HEAVY) from slow
    if answer.code == script.REFUSED:
        raise NoPaper(Flaw(answer.output.decode()))
    if answer.code:
        raise NoPaper(Flaw.HEAVY if answer.code < 0 else Flaw.BROKEN)
    return answer.output
