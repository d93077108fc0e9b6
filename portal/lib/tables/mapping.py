"""Which column of a sheet is which fact: a mapping file in TOML, written once per source and kept.

`docs/importing.md` shows every word of it. A mapping holds no code: a fact comes from a column, the first filled one
of several, several joined, or a constant; its text may pass a table of values.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from portal.lib.tables.reading import Hints
from portal.lib.tables.refusals import CannotRead
from portal.lib.text import fold

folded = lru_cache(maxsize=8192)(fold)  # a sheet says few things, many times
HINTS = ("decimal", "encoding", "delimiter", "worksheet", "header")
FIELD = frozenset({"column", "first_of", "join", "with", "constant", "values", "otherwise", "empty", "format", "zone"})
SHEET = frozenset({"sheet", "source", "taken_on", "key", "only", "beside", "fields", *HINTS})


@dataclass(frozen=True)
class Field:
    """Where one fact comes from. `values` and `empty` are compared with letter case and accents aside."""

    columns: tuple[str, ...] = ()
    joined_with: str | None = None
    constant: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    empty: frozenset[str] = frozenset()
    format: str = ""
    zone: str = ""

    def text(self, cells: Mapping[str, str]) -> str:
        """The fact's text in a row; empty when the row does not hold it."""
        found = self._found(cells) or self.constant
        if not found or (self.empty and folded(found) in self.empty):
            return ""
        if self.values and (mapped := self.values.get(folded(found))) is not None:
            return mapped
        return found if self.otherwise is None else self.otherwise

    def _found(self, cells: Mapping[str, str]) -> str:
        texts = [text for column in self.columns if (text := " ".join(cells.get(column, "").split()))]
        return self.joined_with.join(texts) if self.joined_with is not None else next(iter(texts), "")


@dataclass(frozen=True)
class Beside:
    """A second sheet whose columns are read along, named `name:column`: its `key` is found in our column `by`."""

    key: str
    by: str
    ignore_zeros: bool = False

    def key_in(self, text: str) -> str:
        """A key as both sheets write it."""
        plain = fold(text)
        return plain.lstrip("0") if self.ignore_zeros else plain


@dataclass(frozen=True)
class SheetMapping:
    """A mapping file, read. `taken_on` is the day the sheet was made: by it a year is in the future or not."""

    sheet: str
    source: str
    key: tuple[str, ...]
    fields: Mapping[str, Field]
    taken_on: date | None = None
    hints: Hints = field(default_factory=Hints)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beside: Mapping[str, Beside] = field(default_factory=dict)

    @cached_property
    def columns(self) -> list[str]:
        """Every column the sheet must have."""
        named = [*self.key, *self.only, *(one.by for one in self.beside.values())]
        named += [column for one in self.fields.values() for column in one.columns if not self._is_beside(column)]
        return list(dict.fromkeys(named))

    def columns_beside(self, name: str) -> list[str]:
        """Every column the second sheet of that name must have."""
        prefix = f"{name}:"
        named = [column for one in self.fields.values() for column in one.columns if column.startswith(prefix)]
        return list(dict.fromkeys([self.beside[name].key, *(column.removeprefix(prefix) for column in named)]))

    def takes(self, cells: Mapping[str, str]) -> bool:
        """Whether the row is one of those the mapping asks for."""
        return all(folded(cells[column]) in wanted for column, wanted in self.only.items())

    def key_of(self, cells: Mapping[str, str]) -> str:
        """The row's name where it comes from; empty when a part of it is missing."""
        parts = [" ".join(cells[column].split()) for column in self.key]
        return " · ".join(parts) if all(parts) else ""

    def texts(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Every mapped fact's text."""
        return {name: one.text(cells) for name, one in self.fields.items()}

    def heading(self, name: str) -> str:
        """What the sheet calls a fact, for words to its people."""
        found = self.fields.get(name)
        return found.columns[0] if found and found.columns else name

    def _is_beside(self, column: str) -> bool:
        return column.partition(":")[0] in self.beside


def parse(text: str, *, sheet: str, known: Collection[str], needed: Sequence[str]) -> SheetMapping:
    """Reads a mapping for one kind of sheet; raises CannotRead with the line or the word that is wrong."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotRead(_("La correspondencia no es TOML: %(error)s.") % {"error": error}) from error
    _refuse_strangers(told, SHEET, _("la correspondencia"))
    if told.get("sheet") != sheet:
        raise CannotRead(
            _("La correspondencia es para «%(told)s» y esto importa «%(sheet)s».")
            % {"told": told.get("sheet", ""), "sheet": sheet}
        )
    fields = told.get("fields", {})
    _refuse_strangers(fields, known, "fields")
    if missing := [name for name in needed if name not in fields]:
        raise CannotRead(_("La correspondencia no dice de dónde sale: %(names)s.") % {"names": ", ".join(missing)})
    try:
        return SheetMapping(
            sheet=sheet,
            source=_source(told),
            key=_texts(told["key"]),
            fields={name: _field(name, one) for name, one in fields.items()},
            taken_on=told.get("taken_on"),
            hints=Hints(**{name: told[name] for name in HINTS if name in told}),
            only={column: _folded(values) for column, values in told.get("only", {}).items()},
            beside={name: Beside(**one) for name, one in told.get("beside", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CannotRead(
            _("La correspondencia no se entiende: falta o sobra algo en %(error)s.") % {"error": error}
        ) from error


def _source(told: Mapping[str, Any]) -> str:
    source = told["source"]
    if not isinstance(source, str) or not 1 <= len(source) <= 40:
        raise ValueError("source")
    return source


def _field(name: str, told: Any) -> Field:
    if isinstance(told, str):
        told = {"column": told}
    _refuse_strangers(told, FIELD, f"fields.{name}")
    origins = [told[one] for one in ("column", "first_of", "join") if one in told]
    if len(origins) > 1 or not (origins or "constant" in told):
        raise ValueError(f"fields.{name}")
    if zone := str(told.get("zone", "")):
        ZoneInfo(zone)
    return Field(
        columns=_texts(origins[0]) if origins else (),
        joined_with=str(told.get("with", " ")) if "join" in told else None,
        constant=str(told.get("constant", "")),
        values={fold(key): str(value) for key, value in told.get("values", {}).items()},
        otherwise=told.get("otherwise"),
        empty=_folded(told.get("empty", [])),
        format=str(told.get("format", "")),
        zone=zone,
    )


def _texts(told: Any) -> tuple[str, ...]:
    texts = (told,) if isinstance(told, str) else tuple(told)
    if not texts or not all(isinstance(text, str) and text for text in texts):
        raise ValueError(str(told))
    return texts


def _folded(told: Any) -> frozenset[str]:
    return frozenset(fold(text) for text in _texts(told)) if told else frozenset()


def _refuse_strangers(told: Mapping[str, Any], known: Collection[str], where: str) -> None:
    if strangers := [name for name in told if name not in known]:
        raise CannotRead(
            _("En %(where)s no se conoce «%(name)s». Lo que puede ir: %(known)s.")
            % {"where": where, "name": strangers[0], "known": ", ".join(sorted(known))}
        )
