"""The ERP's list of what it invoiced («remesa»): a row an invoice, its columns known by their headings.

`columns_of` says which column is which from the headings alone; what a person corrects is kept as a mapping of the same
form as those of imports (`docs/importing.md`) and used the next time. `read` makes a row of the texts, and says what in
it cannot be read. Nothing is worked out: an amount that is not there stays None.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from maintenance.rules import cells
from maintenance.rules.rows import Remark
from owners.enums.reading import PaperKind, RemittanceDoubt, RemittanceRefusal
from owners.rules.headings import HEADINGS
from owners.rules.recognition import amounts, days, nifs
from portal.lib.tables.mapping import Field, SheetMapping
from portal.lib.tables.reading import Hints
from portal.lib.text import fold

Listed = TypeVar("Listed")

SHEET, SOURCE = "remittance", "erp"
KNOWN = frozenset(HEADINGS)
NEEDED = ("number",)
MOST_TEXT, MOST_NUMBER = 160, 60


class Status(StrEnum):
    """How an invoice stands, as the ERP says."""

    ISSUED = "issued"
    CHARGED = "charged"
    PAID = "paid"
    RETURNED = "returned"
    OVERDUE = "overdue"
    CLAIMED = "claimed"


STATUSES: Mapping[Status, tuple[str, ...]] = {
    Status.ISSUED: ("emitida", "pendiente", "facturada", "issued", "open", "pending"),
    Status.CHARGED: ("remesada", "domiciliada", "girada", "cargada", "en remesa", "charged", "remitted"),
    Status.PAID: ("cobrada", "pagada", "cobrado", "pagado", "liquidada", "paid", "settled"),
    Status.RETURNED: ("devuelta", "devuelto", "impagada", "impagado", "returned", "unpaid"),
    Status.OVERDUE: ("vencida", "vencido", "en mora", "overdue"),
    Status.CLAIMED: ("reclamada", "reclamado", "claimed"),
}
_STATUSES = {word: status for status, words in STATUSES.items() for word in words}
KINDS: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.INVOICE: ("factura", "f", "fc", "ordinaria", "normal", "invoice", "f1"),
    PaperKind.CORRECTIVE: (
        "rectificativa",
        "factura rectificativa",
        "abono",
        "r",
        "fr",
        "a",
        "credit note",
        "r1",
        "r4",
    ),
}
_KINDS = {word: kind for kind, words in KINDS.items() for word in words}


@dataclass(frozen=True)
class Row:
    """An invoice as the list says it; `remarks` are what could not be read, `is_refused` whether it counts at all."""

    line: int
    file: str = ""
    number: str = ""
    series: str = ""
    owner_nif: str = ""
    owner_name: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    charged_on: date | None = None
    base: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    paid_on: date | None = None
    returned_on: date | None = None
    why_returned: str = ""
    next_charge_on: date | None = None
    status: Status | None = None
    status_text: str = ""
    kind: PaperKind | None = None
    corrected: str = ""
    lift: str = ""
    works: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(remark.code.refuses for remark in self.remarks)

    @property
    def words(self) -> str:
        """Why it is refused and what to look at, refusals first."""
        ordered = sorted(self.remarks, key=lambda remark: not remark.code.refuses)
        return " ".join(remark.words for remark in ordered)


def columns_of(header: Sequence[str]) -> dict[str, str]:
    """Which column of the sheet holds each fact, by its heading; no column holds two."""
    by_heading = {_plain(name): name for name in reversed(header) if name.strip()}
    found: dict[str, str] = {}
    for fact, headings in HEADINGS.items():
        column = next((by_heading[one] for one in map(_plain, headings) if one in by_heading), None)
        if column and column not in found.values():
            found[fact] = column
    return found


def mapping_of(header: Sequence[str], *, line: int = 1) -> SheetMapping:
    """The mapping the headings make; `line` is where they stand. It may lack what `NEEDED` names."""
    return mapping_for(columns_of(header), line=line)


def mapping_for(columns: Mapping[str, str], *, line: int = 1, words: Mapping[str, str] | None = None) -> SheetMapping:
    """The mapping of these columns by fact, as a person corrected them; both are plain enough to be remembered.

    `words` are an ERP's own words for where an invoice stands, each with the `Status` it means.
    """
    fields = {fact: Field(columns=(column,)) for fact, column in columns.items()}
    if words and "status" in fields:
        fields["status"] = replace(fields["status"], values={fold(word): status for word, status in words.items()})
    number = (columns["number"],) if "number" in columns else ()
    return SheetMapping(sheet=SHEET, source=SOURCE, key=number, fields=fields, hints=Hints(header=line))


def fits(mapping: SheetMapping, header: Sequence[str]) -> bool:
    """Whether a remembered mapping can be used again: every column it reads is there."""
    here = {_plain(name) for name in header}
    return all(_plain(column) in here for column in mapping.columns)


def knows(word: str) -> bool:
    """Whether a list's word for where an invoice stands is one we know."""
    return fold(word) in _STATUSES


def read(texts: Mapping[str, str], mapping: SheetMapping, line: int) -> Row:
    """One row. Without a number, or with an amount that cannot be read, it is refused and says so."""
    row = _Reader(texts, mapping)
    found = Row(
        line=line,
        file=row.text("file", 260),
        number=row.text("number", MOST_NUMBER),
        series=row.text("series", 20),
        owner_nif=nifs.plain(row.text("owner_nif", 20)),
        owner_name=row.text("owner_name", MOST_TEXT),
        issued_on=row.day("issued_on"),
        due_on=row.day("due_on"),
        charged_on=row.day("charged_on"),
        base=row.amount("base"),
        tax=row.amount("tax"),
        total=row.amount("total"),
        paid_on=row.day("paid_on"),
        returned_on=row.day("returned_on"),
        why_returned=row.text("why_returned", MOST_TEXT),
        next_charge_on=row.day("next_charge_on"),
        status_text=cells.clean(texts.get("status", ""))[:80],
        status=row.listed("status", _STATUSES, RemittanceDoubt.STATUS),
        kind=row.listed("kind", _KINDS, RemittanceDoubt.KIND),
        corrected=row.text("corrected", MOST_NUMBER),
        lift=row.text("lift", MOST_NUMBER),
        works=row.text("works", MOST_NUMBER),
    )
    if not found.number:
        row.remark(RemittanceRefusal.NO_NUMBER)
    if found.owner_nif and not nifs.is_valid(found.owner_nif):
        row.remark(RemittanceDoubt.NIF, "owner_nif")
    return replace(found, remarks=tuple(row.remarks))


@dataclass(frozen=True)
class Remittance:
    """The rows that can be used, found by file or by number; and those that cannot, which say why."""

    rows: tuple[Row, ...]
    refused: tuple[Row, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Remittance":
        """Of two rows with one number or one file, the second is refused."""
        taken: list[Row] = []
        refused: list[Row] = []
        numbers, files = dict[str, int](), dict[str, int]()
        for row in rows:
            first = numbers.get(_key(row)) or (files.get(fold(row.file)) if row.file else None)
            if first and not row.is_refused:
                twin = Remark(RemittanceRefusal.TWICE, value=str(first))
                refused.append(replace(row, remarks=(*row.remarks, twin)))
                continue
            (refused if row.is_refused else taken).append(row)
            if not row.is_refused:
                numbers[_key(row)] = files[fold(row.file)] = row.line
        return cls(tuple(taken), tuple(refused))

    def row_for(self, name: str, numbers: Sequence[str] = ()) -> Row | None:
        """The row that names the file, else the one of the first of these numbers that it has."""
        wanted = _file(name)
        named = self._by_file.get(wanted) or self._by_file.get(wanted.rpartition(".")[0])
        return named or next((self._by_number[_bare(one)] for one in numbers if _bare(one) in self._by_number), None)

    @cached_property
    def _by_file(self) -> dict[str, Row]:
        return {_file(row.file): row for row in self.rows if row.file}

    @cached_property
    def _by_number(self) -> dict[str, Row]:
        """With its series and, where that is one row, without."""
        alone = Counter(_bare(row.number) for row in self.rows)
        bare = {_bare(row.number): row for row in self.rows if alone[_bare(row.number)] == 1}
        return bare | {_key(row): row for row in self.rows}


class _Reader:
    """Reads one row's texts, and remarks on what it cannot read."""

    def __init__(self, texts: Mapping[str, str], mapping: SheetMapping) -> None:
        self._texts, self._mapping = texts, mapping
        self.remarks: list[Remark] = []

    def remark(self, code: RemittanceRefusal | RemittanceDoubt, name: str = "", value: str = "") -> None:
        self.remarks.append(Remark(code, self._mapping.heading(name) if name else "", value[:80]))

    def text(self, name: str, most: int) -> str:
        text = cells.clean(self._texts.get(name, ""))
        if cells.is_error(text):
            self.remark(RemittanceDoubt.SHEET_ERROR, name, text)
            return ""
        if len(text) > most:
            self.remark(RemittanceRefusal.LONG, name)
        return text[:most]

    def amount(self, name: str) -> Decimal | None:
        text = self.text(name, 80)
        found = amounts.amount(text) if text else None
        if text and found is None:
            self.remark(RemittanceRefusal.AMOUNT, name, text)
        return found

    def day(self, name: str) -> date | None:
        text = self.text(name, 80)
        mapped = self._mapping.fields.get(name)
        found = cells.day(text, mapped.format) if mapped and mapped.format else days.day(text)
        if text and found is None:
            self.remark(RemittanceRefusal.DAY, name, text)
        return found

    def listed(self, name: str, known: Mapping[str, Listed], doubt: RemittanceDoubt) -> Listed | None:
        text = self.text(name, 80)
        found = known.get(fold(text)) if text else None
        if text and found is None:
            self.remark(doubt, name, text)
        return found


def _plain(heading: str) -> str:
    """Folded; «Nº», «No.» and «N» are one, and points are none."""
    return re.sub(r"\bno\b", "n", fold(re.sub("[º°.]", "", heading))).strip(" :")


def file_keys(name: str) -> set[str]:
    """How a file may be named: without its folders, with its ending and without it."""
    whole = _file(name)
    return {whole, whole.rpartition(".")[0]} - {""}


def _file(name: str) -> str:
    """A file's name without its folders."""
    return fold(re.split(r"[\\/]", name)[-1])


def _bare(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def _key(row: Row) -> str:
    return _bare(f"{row.series}{row.number}")
