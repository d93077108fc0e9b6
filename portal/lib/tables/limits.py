"""How much of a table is read at most."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """`file` is what lies on the disk, `unpacked` what comes out of a packed one or of a workbook, `part` of one part
    of a workbook that is no sheet.

    `marks` and `stretch` (bytes) bound what may stand between two ends of row in a workbook: what has more is no sheet,
    and would fill the memory of whoever opens it. `strings` bounds the marks of its table of texts.
    """

    file: int = 200 * MIB
    unpacked: int = 400 * MIB
    part: int = 64 * MIB
    rows: int = 1_048_576
    columns: int = 256
    line: int = MIB
    marks: int = 200_000
    stretch: int = 16 * MIB
    strings: int = 8_000_000
