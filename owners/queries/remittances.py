"""The ERP's list read from its file: where its headings stand, which column is which, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from maintenance.rules.rows import Remark
from owners.enums.reading import RemittanceRefusal
from owners.rules import remittances
from owners.rules.remittances import Remittance, Row
from portal.lib.tables import reading
from portal.lib.tables.limits import MIB, Limits
from portal.lib.tables.mapping import SheetMapping
from portal.lib.tables.reading import Hints
from portal.lib.tables.refusals import CannotRead

LIMITS = Limits(file=20 * MIB, unpacked=100 * MIB, rows=20_000)
HIGHEST = 8  # lines above which the headings are looked for: ERPs print a title and a date first
ENOUGH = 3  # known columns by which a line is that of the headings


@dataclass(frozen=True)
class Heading:
    """The headings of a list and the line they stand on."""

    line: int
    columns: tuple[str, ...]


def heading(path: Path) -> Heading:
    """The line among the first that names most columns we know, then the one of most columns; raises CannotRead."""
    best, most = _heading(path, 1), (-1, 0)
    for line in range(1, HIGHEST + 1):
        try:
            found = best if line == 1 else _heading(path, line)
        except CannotRead:
            continue  # an empty line above them
        known = remittances.columns_of(found.columns)
        worth = (len(known), sum(1 for name in found.columns if name.strip()))
        if worth > most:
            best, most = found, worth
        if len(known) >= ENOUGH and "number" in known:
            return found
    return best


def mapping_of(head: Heading, remembered: Sequence[SheetMapping]) -> SheetMapping:
    """By what a list with these headings is read: the first remembered one that fits, else that of its headings."""
    fitting = next((one for one in remembered if remittances.fits(one, head.columns)), None)
    return fitting or remittances.mapping_of(head.columns, line=head.line)


def read(path: Path, remembered: Sequence[SheetMapping] = ()) -> tuple[Remittance, SheetMapping]:
    """The list, and the mapping it was read by.

    Raises CannotRead when no column is the number of an invoice, or the file is none that is read.
    """
    head = heading(path)
    mapping = mapping_of(head, remembered)
    if any(name not in mapping.fields for name in remittances.NEEDED):
        raise CannotRead(
            _("No se sabe en qué columna está el número de la factura. Las que hay: %(columns)s.")
            % {"columns": ", ".join(head.columns)[:400]}
        )
    return Remittance.of(_rows(path, mapping, head.line)), mapping


def examples(path: Path, *, most: int = 3) -> tuple[Heading, dict[str, list[str]]]:
    """The headings, and what the first rows have below each, for a person to say which is which; raises CannotRead."""
    head = heading(path)
    columns = [name for name in head.columns if name.strip()]
    with reading.opened(path, columns=columns, hints=Hints(header=head.line), limits=LIMITS) as table:
        rows = list(islice((row.cells for row in table.rows if not row.odd), most))
    return head, {name: [row[name][:60] for row in rows if row.get(name)] for name in columns}


def _heading(path: Path, line: int) -> Heading:
    with reading.opened(path, columns=(), hints=Hints(header=line), limits=LIMITS) as table:
        return Heading(line, tuple(table.header))


def _rows(path: Path, mapping: SheetMapping, line: int) -> Sequence[Row]:
    hints = Hints(**{**vars(mapping.hints), "header": line})
    with reading.opened(path, columns=mapping.columns, hints=hints, limits=LIMITS) as table:
        return [_row(row, mapping) for row in table.rows]


def _row(row: reading.Row, mapping: SheetMapping) -> Row:
    if row.odd:
        return Row(row.line, remarks=(Remark(RemittanceRefusal.ODD, value=str(row.odd)),))
    return remittances.read(mapping.texts(row.cells), mapping, row.line)
