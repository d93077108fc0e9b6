"""Asks a virus scanner about what comes in, where there is one (clamd, INSTREAM of its protocol).

With none configured a file is kept and its row says that nobody looked; with one that does not answer, or that did not
look at all of the file, nothing is kept.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 20
PIECE = 64 * 1024


class Infected(Exception):
    """The scanner knows something bad in it."""


class NoAnswer(Exception):
    """The scanner is configured and did not say that the file is clean."""


def scan(content: bytes) -> bool:
    """Whether a scanner found it clean; False when none is configured. Raises Infected, NoAnswer."""
    if not settings.CLAMD:
        return False
    answer = _asked(content)
    if answer.endswith(b"FOUND"):
        raise Infected
    if answer != b"stream: OK":  # also when it stopped at its size limit
        raise NoAnswer(answer.decode(errors="replace"))
    return True


def _asked(content: bytes) -> bytes:
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            return line.makefile("rb").read(4096).rstrip(b"\0\n")
    except OSError as gone:
        raise NoAnswer from gone


def _connected() -> socket.socket:
    """`CLAMD` is tcp://host:port or unix:/path."""
    place = urlsplit(settings.CLAMD)
    if place.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        try:
            line.connect(place.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((place.hostname, place.port or 3310), SECONDS)
