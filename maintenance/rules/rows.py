"""One row of an imported sheet while it is read: its texts become values, and remarks take the place of what cannot.

A doubt leaves one cell out and takes the row: an office does not want to lose a lift over its year. A refusal leaves
the row out: without its identifier, its address or its times it would be somebody else's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any, Protocol

from maintenance.enums import Doubt, Drive, Refusal
from maintenance.rules import cells
from portal.lib.tables.mapping import SheetMapping, folded

ZONE = "Europe/Madrid"
EARLIEST = date(1950, 1, 1)
LIST_NAMES: dict[type[Enum], Mapping[str, Enum]] = {
    Drive: {"electrico": Drive.TRACTION, "traccion": Drive.TRACTION, "adherencia": Drive.TRACTION}
    | {"hidraulica": Drive.HYDRAULIC, "oleodinamico": Drive.HYDRAULIC}
}


class Code(Protocol):
    """A member of an enum of refusals or of doubts, whose label is the sentence."""

    @property
    def value(self) -> Any: ...

    @property
    def label(self) -> Any: ...

    @property
    def refuses(self) -> bool: ...


@dataclass(frozen=True)
class Remark:
    """Something to say of a row; `of` is what the sheet calls the column."""

    code: Code
    of: str = ""
    value: str = ""

    @property
    def words(self) -> str:
        """The sentence."""
        return str(self.code.label).format(of=self.of, value=self.value).rstrip()


@dataclass
class Understood:
    """A row's values, ready for canonical JSON, and what is said of it."""

    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(remark.code.refuses for remark in self.remarks)

    @property
    def words(self) -> str:
        """All sentences, refusals first."""
        ordered = sorted(self.remarks, key=lambda remark: not remark.code.refuses)
        return " ".join(remark.words for remark in ordered)


@dataclass
class RowReader:
    """Reads one row's texts by their mapping, and remarks on what it cannot read."""

    texts: Mapping[str, str]
    mapping: SheetMapping
    found: Understood = field(default_factory=Understood)

    def remark(self, code: Code, name: str = "", value: str = "") -> None:
        self.found.remarks.append(Remark(code, self.mapping.heading(name) if name else "", value[:80]))

    def text(self, name: str, most: int) -> str:
        """A text that fits its column."""
        text = cells.clean(self.texts.get(name, ""))
        if not text:
            return ""
        if cells.is_error(text):
            self.remark(Doubt.SHEET_ERROR, name, text)
            return ""
        if len(text) > most:
            self.remark(Doubt.CUT, name)
        return text[:most].rstrip()

    def needed(self, name: str, most: int) -> str:
        """A text without which the row is not taken."""
        text = self.text(name, most)
        if not text:
            self.remark(Refusal.MISSING, name)
        return text

    def number(self, name: str, least: Decimal | int, most: Decimal | int, doubt: Doubt) -> Decimal | None:
        """A number within its bounds, both included."""
        text = self.text(name, 80)
        if not text:
            return None
        found = cells.number(text, self.mapping.hints.decimal)
        if found is None:
            self.remark(Doubt.NOT_A_NUMBER, name, text)
        elif not least <= found <= most:
            self.remark(doubt, name, text)
            return None
        return found

    def whole(self, name: str, least: int, most: int, doubt: Doubt) -> int | None:
        """A whole number within its bounds; a fraction is rounded."""
        found = self.number(name, least, most, doubt)
        return None if found is None else int(found.quantize(Decimal(1), ROUND_HALF_UP))

    def cents(self, name: str, least: Decimal, most: Decimal, doubt: Doubt) -> Decimal | None:
        """A number with two decimals."""
        found = self.number(name, least, most, doubt)
        return None if found is None else found.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def day(self, name: str) -> date | None:
        text = self.text(name, 80)
        found = cells.day(text, self.format(name)) if text else None
        if text and found is None:
            self.remark(Doubt.DAY, name, text)
        return found

    def moment(self, name: str, at: datetime) -> datetime | None:
        """A moment that has been; an empty cell says nothing, one that cannot be read or has not come is refused."""
        text = self.text(name, 80)
        if not text:
            return None
        found = cells.moment(text, self.format(name), self.zone(name))
        if found is None:
            self.remark(Refusal.UNREADABLE, name, text)
        elif found > at:
            self.remark(Refusal.NOT_YET, name, text)
        elif found.date() < EARLIEST:
            self.remark(Refusal.LONG_AGO, name, text)
        return found

    def choice(self, name: str, choices: type[Enum], otherwise: Any, doubt: Doubt = Doubt.CHOICE) -> Any:
        """A member of a closed list, else the one that stands for not knowing."""
        text = self.text(name, 80)
        if not text:
            return otherwise
        found = LIST_NAMES.get(choices, {}).get(folded(text)) or cells.choice(text, choices)
        if found is None:
            self.remark(doubt, name, text)
        return found or otherwise

    def format(self, name: str) -> str:
        """How the mapping says a day or a moment is written; empty when it does not."""
        mapped = self.mapping.fields.get(name)
        return mapped.format if mapped else ""

    def zone(self, name: str) -> str:
        """By whose clock a moment is written."""
        mapped = self.mapping.fields.get(name)
        return (mapped.zone if mapped else "") or ZONE
