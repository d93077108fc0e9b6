"""In which encoding a text file is written.

UTF-8 is certain: the whole file is tried. What is not UTF-8 in a Spanish office is Windows-1252, the DOS page of an
old program, or a Mac's; they are told apart by the letters they give. Only then charset-normalizer is asked: on short
samples it takes Spanish for Polish. A file in two encodings is refused with its line. Cyrillic and Greek pages are not
told from Western ones: a mapping names them.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from portal.lib.tables.limits import MIB, Limits
from portal.lib.tables.refusals import CannotRead

BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
WESTERN = ("cp1252", "cp850", "mac_roman")
LOWER = frozenset("áéíóúüñçàèòïßäö")
UPPER = frozenset("ÁÉÍÓÚÜÑÇÀÈÒÏÄÖ")
SIGNS = frozenset("ºª€¿¡·«»“”‘’–—…°²³")
SURE = 0.95  # Spanish weighs 1.3 and more, an Eastern script read as Western 0.9 and less
SAMPLE = 64 * 1024


@dataclass
class Survey:
    """What one walk through the bytes found."""

    start: bytes = b""
    foreign: bytes = b""
    has_nul: bool = False
    lines: int = 0
    utf8_lines: int = 0
    first_other: int = 0


def survey(stream: BinaryIO, limits: Limits) -> Survey:
    """Walks through all the bytes once; refuses what grows beyond its limit."""
    found, size = Survey(), 0
    for line in _lines(stream, limits):
        size += len(line)
        if size > limits.unpacked:
            raise CannotRead(
                _("El archivo, descomprimido, pasa de %(most)s MB. Divídalo en partes.")
                % {"most": limits.unpacked // MIB}
            )
        found.lines += 1
        if len(found.start) < SAMPLE:
            found.start += line
        found.has_nul = found.has_nul or b"\0" in line
        if not line.isascii():
            _note(found, line)
    return found


def encoding_of(found: Survey) -> str:
    """Python's name of the encoding; refuses what is no text, or is written in two."""
    for mark, name in BYTE_ORDER_MARKS.items():
        if found.start.startswith(mark):
            return name
    if found.has_nul:
        return _wide(found.start)
    if not found.first_other:
        return "utf-8"
    if found.utf8_lines:
        raise CannotRead(
            _(
                "La línea %(line)s no está en UTF-8 y otras sí: el archivo mezcla dos codificaciones. "
                "Guárdelo de nuevo como «CSV UTF-8»."
            )
            % {"line": found.first_other}
        )
    return _western(found.foreign) or _guessed(found.foreign)


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    return iter(lambda: stream.readline(limits.line), b"")


def _note(found: Survey, line: bytes) -> None:
    """Counts a line beyond ASCII, and keeps it while the sample is small."""
    if len(found.foreign) < SAMPLE:
        found.foreign += line
    try:
        line.decode()
    except UnicodeDecodeError:
        found.first_other = found.first_other or found.lines
    else:
        found.utf8_lines += 1


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain text is nought."""
    half = len(start) // 2 or 1
    even, odd = start[0::2].count(0) / half, start[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    raise CannotRead(_("No es un archivo de texto: lleva bytes nulos. Guárdelo como .xlsx o como CSV."))


def _western(foreign: bytes) -> str:
    """The page whose letters are those of Spain's languages and their neighbours; empty when none fits."""
    best, weight = max(((name, _weight(foreign, name)) for name in WESTERN), key=lambda pair: pair[1])
    return best if weight >= SURE else ""


def _weight(foreign: bytes, name: str) -> float:
    text = foreign.decode(name, errors="replace")
    beyond = [char for char in text if not char.isascii()]
    points = sum(3 * (char in LOWER) + 2 * (char in UPPER) + (char in SIGNS) for char in beyond)
    strange = sum(unicodedata.category(char) in {"Cc", "Co", "Cn"} or char == "\ufffd" for char in beyond)
    return (points - 3 * strange) / max(len(beyond), 1)


def _guessed(foreign: bytes) -> str:
    guess = from_bytes(foreign).best()
    if guess is None:
        raise CannotRead(_("No se sabe en qué codificación está el archivo. Guárdelo como «CSV UTF-8»."))
    return guess.encoding
