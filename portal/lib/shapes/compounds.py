"""Shapes made of others: perhaps nothing, many of one, fields by name, one form or another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.shapes.values import Schema, Shape


@dataclass(frozen=True)
class Maybe:
    """The shape, or nothing."""

    of: Shape

    def read(self, value: Any, where: str) -> Any:
        return None if value is None else self.of.read(value, where)

    def schema(self) -> Schema:
        return {"anyOf": [self.of.schema(), {"type": "null"}]}


@dataclass(frozen=True)
class Many:
    """A list of so many at most; by `once`, a field no two of them share, or the value itself where it is empty."""

    of: Shape
    most: int
    once: str | None = None

    def read(self, value: Any, where: str) -> list[Any]:
        if not isinstance(value, list):
            raise Unfit(Misfit.NOT_LIST, where)
        if len(value) > self.most:
            raise Unfit(Misfit.TOO_MANY, where, self.most)
        found = [self.of.read(one, f"{where}[{number}]") for number, one in enumerate(value)]
        if self.once is not None:
            self._refuse_twins([one[self.once] if self.once else one for one in found], where)
        return found

    def _refuse_twins(self, marks: Sequence[Any], where: str) -> None:
        for number, mark in enumerate(marks):
            if mark in marks[:number]:
                raise Unfit(Misfit.REPEATED, f"{where}[{number}]")

    def schema(self) -> Schema:
        said = {"type": "array", "items": self.of.schema(), "maxItems": self.most}
        return said | ({"uniqueItems": True} if self.once == "" else {})


@dataclass(frozen=True)
class Fields:
    """An object with exactly these names: one that is not known would otherwise be lost unread.

    `may` says what is meant by a name that is left out. `called` is its name in the schema, once for all its places.
    """

    of: Mapping[str, Shape]
    may: Mapping[str, Any] = field(default_factory=dict)
    called: str = ""

    def read(self, value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit(Misfit.NOT_FIELDS, where)
        for name in value:
            if name not in self.of:
                raise Unfit(Misfit.UNKNOWN, _below(where, printable(name)))
        for name in self.of:
            if name not in value and name not in self.may:
                raise Unfit(Misfit.MISSING, _below(where, name))
        return {
            name: shape.read(value[name], _below(where, name)) if name in value else self.may[name]
            for name, shape in self.of.items()
        }

    def schema(self) -> Schema:
        return ({"title": self.called} if self.called else {}) | {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in self.of.items()},
            "required": [name for name in self.of if name not in self.may],
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class Either:
    """Fields of one form or of another, told apart by their names."""

    forms: Sequence[Fields]

    def read(self, value: Any, where: str) -> dict[str, Any]:
        names = value.keys() if isinstance(value, dict) else frozenset[str]()
        form = next((form for form in self.forms if names == form.of.keys()), self.forms[0])
        return form.read(value, where)

    def schema(self) -> Schema:
        return {"oneOf": [form.schema() for form in self.forms]}


def _below(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def printable(name: str) -> str:
    """The first forty letters of a name somebody sent, without what no page can print."""
    return "".join(char if char.isprintable() else "·" for char in name[:40])
