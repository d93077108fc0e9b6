"""Opening a table: the way in."""

import codecs
import io
import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from portal.lib.tables import delimited, encoding, opening, workbook
from portal.lib.tables.limits import Limits
from portal.lib.tables.opening import Shape
from portal.lib.tables.refusals import CannotRead
from portal.lib.text import fold


@dataclass(frozen=True)
class Hints:
    """What a mapping says of the file; what it leaves empty is found out. `header` is the header's line."""

    decimal: str = ","
    encoding: str = ""
    delimiter: str = ""
    worksheet: str = ""
    header: int = 1


@dataclass(frozen=True)
class Row:
    """A row by column. `odd` is how many cells it has when they are not as many as the header's, else 0."""

    line: int
    cells: dict[str, str]
    odd: int = 0


@dataclass
class Table:
    """An open table. `encoding` is empty for a workbook; by `example` a person sees whether it was read well."""

    header: list[str]
    rows: Iterator[Row] = field(repr=False)
    encoding: str = ""
    delimiter: str = ""
    example: str = ""


@contextmanager
def opened(path: Path, *, columns: Sequence[str], hints: Hints, limits: Limits | None = None) -> Iterator[Table]:
    """The table with the wanted columns; raises CannotRead before the first row or at the row that cannot be read."""
    limits = limits or Limits()
    shape = opening.shape_of(path, limits)
    if shape is Shape.WORKBOOK:
        with workbook.sheet(path, hints.worksheet, limits) as found:
            texts = ((line, [workbook.as_text(cell, hints.decimal) for cell in cells]) for line, cells in found)
            yield _Reader(columns, hints, limits, fills=True).table(texts)
        return
    seen = _surveyed(path, shape, limits)
    written_in = _known(hints.encoding) or encoding.encoding_of(seen)
    start = seen.start.decode(written_in, errors="replace").splitlines(keepends=True)[hints.header - 1 :]
    reader = _Reader(columns, hints, limits)
    delimiter = hints.delimiter or delimited.delimiter_of("".join(start), lambda header: len(_places(header, columns)))
    with opening.unpacked(path, shape) as stream, io.TextIOWrapper(stream, encoding=written_in, newline="") as text:
        table = reader.table(delimited.after_hint(delimited.records(text, delimiter)))
        table.encoding, table.delimiter = written_in, delimiter
        table.example = _example(seen.foreign, written_in)
        yield table


@dataclass(frozen=True)
class _Reader:
    """Finds the columns in the header and hands out rows by them. `fills`: short rows are filled, as in a workbook."""

    columns: Sequence[str]
    hints: Hints
    limits: Limits
    fills: bool = False

    def table(self, records: Iterator[tuple[int, list[str]]]) -> Table:
        head = list(islice(records, self.hints.header))
        header = [" ".join(cell.split()) for cell in head[-1][1]] if len(head) == self.hints.header else []
        while header and not header[-1]:
            header.pop()
        if not header:
            raise CannotRead(
                _("El archivo no tiene cabecera: en su primera línea deben estar los nombres de las columnas.")
            )
        _refuse_missing(header, self.columns)
        _refuse_twins(header, self.columns)
        return Table(header=header, rows=self._rows(records, _places(header, self.columns), len(header)))

    def _rows(self, records: Iterator[tuple[int, list[str]]], places: dict[str, int], width: int) -> Iterator[Row]:
        for many, (line, cells) in enumerate(records, start=1):
            if many > self.limits.rows:
                raise CannotRead(
                    _("El archivo tiene más de %(most)s filas. Divídalo en partes.") % {"most": self.limits.rows}
                )
            if not any(cell.strip() for cell in cells):
                continue
            if self.fills:
                cells.extend([""] * (width - len(cells)))
            if len(cells) < width or any(cell.strip() for cell in cells[width:]):
                yield Row(line, {}, odd=len(cells))
            else:
                yield Row(line, {column: cells[place] for column, place in places.items()})


def _surveyed(path: Path, shape: Shape, limits: Limits) -> encoding.Survey:
    try:
        with opening.unpacked(path, shape) as stream:
            return encoding.survey(stream, limits)
    except (EOFError, lzma.LZMAError, zlib.error, OSError) as error:
        raise CannotRead(_("El archivo comprimido está dañado o incompleto.")) from error


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name if name else ""
    except LookupError as error:
        raise CannotRead(_("No conocemos la codificación «%(name)s».") % {"name": name}) from error
    return "utf-8-sig" if found == "utf-8" else found


def _places(header: Sequence[str], columns: Sequence[str]) -> dict[str, int]:
    """Where each wanted column stands, letter case and accents aside."""
    found = {_folded(name): place for place, name in reversed(list(enumerate(header)))}
    return {column: found[_folded(column)] for column in columns if _folded(column) in found}


def _folded(name: str) -> str:
    return fold(name) or name.strip()


def _refuse_missing(header: Sequence[str], columns: Sequence[str]) -> None:
    places = _places(header, columns)
    if missing := [column for column in columns if column not in places]:
        raise CannotRead(
            _("Faltan columnas: %(missing)s. Las que hay: %(header)s.")
            % {"missing": ", ".join(missing), "header": ", ".join(header)[:400]}
        )


def _refuse_twins(header: Sequence[str], columns: Sequence[str]) -> None:
    folded = [_folded(name) for name in header]
    if twins := [column for column in columns if folded.count(_folded(column)) > 1]:
        raise CannotRead(_("La columna «%(column)s» está dos veces. Cambie el nombre de una.") % {"column": twins[0]})


def _example(foreign: bytes, written_in: str) -> str:
    """The first words beyond ASCII: by their letters a person sees whether the encoding is right."""
    text = foreign[:4096].decode(written_in, errors="replace")
    words = [word for word in re.findall(r"\w+", text) if not word.isascii()]
    return ", ".join(list(dict.fromkeys(words))[:3])
