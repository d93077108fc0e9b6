"""Text parted by a sign: which sign, and its records with the line each begins on."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TextIO

from django.utils.translation import gettext as _

from portal.lib.tables.refusals import CannotRead

DELIMITERS = (";", ",", "\t", "|")
TOLD = re.compile(r'^"?sep=(.)"?\r?\n?$', re.IGNORECASE)


def records(stream: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its line; refuses quotes that do not match and bytes that are no text."""
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise CannotRead(
            _("Línea %(line)s: las comillas no casan. Falta la que cierra, o hay texto detrás de ella.")
            % {"line": begins}
        ) from error
    except UnicodeDecodeError as error:
        raise CannotRead(
            _("Cerca de la línea %(line)s hay letras que no se entienden en la codificación %(encoding)s.")
            % {"line": begins, "encoding": error.encoding}
        ) from error


def delimiter_of(start: str, known: Callable[[list[str]], int]) -> str:
    """The sign that parts the header best: by how many columns it makes known, then by how many it makes."""
    first, *_rest = start.splitlines(keepends=True) or [""]
    if told := TOLD.match(first):
        return told[1]

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return known(header), len(header)

    return max(DELIMITERS, key=worth)


def after_hint(found: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The records without Excel's first line `sep=;`."""
    first = list(islice(found, 1))
    if first and not re.match(r"^sep=", "".join(first[0][1]), re.IGNORECASE):
        yield from first
    yield from found
