"""Cells on their way out.

A cell that begins like a formula is one for the spreadsheet that opens it, whoever typed it once: =HYPERLINK(…) in a
name would be worked out on the desk of the office. It goes out behind an apostrophe. Plain numbers stay numbers.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
PLAIN_NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)*$")


def neutralised(value: str) -> str:
    """The text as a spreadsheet shows it and never works it out."""
    if value.startswith(BEGINS_A_FORMULA) and not PLAIN_NUMBER.match(value):
        return f"'{value}"
    return value


def write(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Writes a CSV as a Spanish spreadsheet opens it; answers how many rows. Open the file as `utf-8-sig`."""
    write_row(stream, header)
    many = 0
    for row in rows:
        write_row(stream, row)
        many += 1
    return many


def write_row(stream: TextIO, row: Sequence[object]) -> None:
    """One line of it."""
    out = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    out.writerow([neutralised("" if cell is None else str(cell)) for cell in row])
