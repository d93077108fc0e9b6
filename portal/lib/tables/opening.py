"""What a file is, by its first bytes and never by its name, and its bytes as they were before they were packed."""

import gzip
import lzma
from enum import Enum
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from portal.lib.tables.limits import MIB, Limits
from portal.lib.tables.refusals import CannotRead


class Shape(Enum):
    """How a file begins."""

    TEXT = b""
    WORKBOOK = b"PK\x03\x04"
    OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
    XZ = b"\xfd7zXZ\x00"
    GZIP = b"\x1f\x8b"
    PDF = b"%PDF"


def shape_of(path: Path, limits: Limits) -> Shape:
    """What the file is; refuses what is missing, empty, too big, or no table."""
    if not path.is_file():
        raise CannotRead(_("No existe el archivo %(path)s.") % {"path": path})
    size = path.stat().st_size
    if size > limits.file:
        raise CannotRead(
            _("El archivo pesa %(size)s MB y el máximo son %(most)s MB. Divídalo en partes.")
            % {"size": -(-size // MIB), "most": limits.file // MIB}
        )
    if size == 0:
        raise CannotRead(_("El archivo está vacío."))
    with path.open("rb") as file:
        start = file.read(8)
    found = next((shape for shape in Shape if shape.value and start.startswith(shape.value)), Shape.TEXT)
    if found is Shape.OLD_WORKBOOK:
        raise CannotRead(_("Es un libro de Excel antiguo o con contraseña. Guárdelo como .xlsx o como CSV."))
    if found is Shape.PDF:
        raise CannotRead(_("Es un PDF, no una tabla. Pida los datos en .xlsx o en CSV."))
    return found


def unpacked(path: Path, shape: Shape) -> BinaryIO:
    """The bytes of a text file, unpacked while they are read."""
    if shape is Shape.XZ:
        return cast(BinaryIO, lzma.open(path))
    if shape is Shape.GZIP:
        return cast(BinaryIO, gzip.open(path))
    return path.open("rb")
