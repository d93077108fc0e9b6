"""An XLSX read row by row as text.

A formula is never worked out: its cell gives the value the spreadsheet stored when it was last saved, as a person sees
it, and nothing when none was stored. Before the workbook is opened its parts are walked through without being built:
a sheet that unpacks beyond its limits, or hides its size in one endless row, is refused.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.xml import DEFUSEDXML

from portal.lib.tables.limits import MIB, Limits
from portal.lib.tables.refusals import CannotRead

AT_A_TIME = 200
CHUNK = MIB
STRINGS = "xl/sharedStrings.xml"


class Undefended(RuntimeError):
    """defusedxml is not installed: openpyxl would follow entity bombs."""


@contextmanager
def sheet(path: Path, worksheet: str, limits: Limits) -> Iterator[Iterator[tuple[int, list[Any]]]]:
    """The rows of one worksheet with their numbers, as long as the context lasts."""
    if not DEFUSEDXML:
        raise Undefended
    _refuse_bomb(path, limits)
    with _broken_in_words(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        yield _rows(_chosen(book, worksheet), limits)
    finally:
        book.close()


def as_text(value: Any, decimal: str) -> str:  # noqa: PLR0911 - one answer per type reads best as a list
    """A cell as the office would have typed it: whole numbers without a point, days as year-month-day."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return repr(value).replace(".", decimal)
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _chosen(book: Any, worksheet: str) -> Any:
    names = [one.title for one in book.worksheets]
    if not names:
        raise CannotRead(_("El libro no tiene ninguna hoja con datos."))
    if worksheet and worksheet not in names:
        raise CannotRead(
            _("El libro no tiene la hoja «%(sheet)s». Las que hay: %(names)s.")
            % {"sheet": worksheet, "names": ", ".join(names)}
        )
    return book[worksheet or names[0]]


def _rows(worksheet: Any, limits: Limits) -> Iterator[tuple[int, list[Any]]]:
    """Every row as wide as it is filled; the size a sheet claims for itself is not believed."""
    worksheet.reset_dimensions()
    found = enumerate(worksheet.iter_rows(values_only=True), start=1)
    while batch := _next(found):
        for number, row in batch:
            cells = list(row)
            while cells and cells[-1] is None:
                cells.pop()
            if len(cells) > limits.columns:
                raise CannotRead(_("La hoja tiene más de %(most)s columnas.") % {"most": limits.columns})
            yield number, cells


def _next(found: Iterator[tuple[int, tuple[Any, ...]]]) -> list[tuple[int, tuple[Any, ...]]]:
    with _broken_in_words(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(islice(found, AT_A_TIME))


@contextmanager
def _broken_in_words() -> Iterator[None]:
    """A broken workbook can stumble anywhere in openpyxl, by any exception; people are told one thing."""
    try:
        yield
    except CannotRead:
        raise
    except Exception as error:
        raise CannotRead(_("El libro de Excel está dañado. Ábralo, guárdelo de nuevo como .xlsx y repita.")) from error


def _refuse_bomb(path: Path, limits: Limits) -> None:
    with _broken_in_words(), zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
        unpacked = sum(part.file_size for part in parts)
        small = [part.file_size for part in parts if not part.filename.startswith("xl/worksheets/")]
        if unpacked > limits.unpacked or max(small, default=0) > limits.part:
            raise CannotRead(
                _(
                    "El libro, descomprimido, pasa de %(most)s MB y no se abre. "
                    "Guarde en un libro nuevo solo la hoja con los datos."
                )
                % {"most": limits.unpacked // MIB}
            )
        for part in parts:
            with archive.open(part) as stream:
                _refuse_endless(stream, limits, texts=part.filename == STRINGS)


def _refuse_endless(stream: IO[bytes], limits: Limits, *, texts: bool) -> None:
    """Counts marks and bytes since the last end of a row, or all marks of the table of texts. Nothing is built."""
    marks = size = 0
    while chunk := stream.read(CHUNK):
        pieces = [chunk] if texts else chunk.split(b"</row")
        for number, piece in enumerate(pieces):
            marks, size = (0, 0) if number else (marks, size)
            marks, size = marks + piece.count(b"<"), size + len(piece)
            if marks > (limits.strings if texts else limits.marks) or (size > limits.stretch and not texts):
                raise CannotRead(
                    _("Una fila del libro no acaba nunca: no se abre. Guarde en un libro nuevo solo los datos.")
                )
