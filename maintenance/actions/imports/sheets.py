"""What a kind of sheet brings: how its rows are read, what they are checked against, how they are written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from maintenance.models import StagedRow
from maintenance.rules.rows import Code, Remark, Understood
from portal.accounts.models import User
from portal.lib.tables.mapping import SheetMapping


@dataclass
class Candidate:
    """A row between the file and the database. `is_here`: it was imported before."""

    line: int
    key: str
    found: Understood
    is_here: bool = False

    def remark(self, code: Code, of: str = "", value: str = "") -> None:
        self.found.remarks.append(Remark(code, of, value))


@dataclass
class Seen:
    """What the lines before held: by name, what was seen on which line. Long texts are noted by their hash.

    `at` is when the file is read; `makers` counts spellings for the report.
    """

    source: str
    at: datetime
    notes: defaultdict[str, dict[Any, Any]] = field(default_factory=lambda: defaultdict(dict))
    makers: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Pen:
    """Whose hand writes, from which source, when."""

    source: str
    by: User | None
    at: datetime


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet.

    `read` is a rule. `check` adds remarks to a batch after the database and the lines before. `write` runs inside the
    transaction of its piece and must leave what is here already. `touched` names the lifts whose cards follow, which
    `settle` makes anew afterwards, some at a time. `repeats`: several rows may carry one identifier.
    """

    name: str
    known: frozenset[str]
    needed: tuple[str, ...]
    read: Callable[[Mapping[str, str], SheetMapping, datetime], Understood]
    check: Callable[[Sequence[Candidate], Seen], None]
    write: Callable[[Sequence[StagedRow], Pen], None]
    touched: Callable[[Sequence[StagedRow], str], set[UUID]] = lambda _rows, _source: set()
    settle: Callable[[Sequence[UUID], str, datetime], None] = lambda _lifts, _source, _at: None
    repeats: bool = False

    @property
    def job(self) -> str:
        """The kind of job that applies it."""
        return f"import.{self.name}"


def title(model: type[Model], name: str) -> str:
    """What people call a column."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


_sheets: dict[str, Sheet] = {}


def register(sheet: Sheet) -> None:
    """Makes a kind of sheet known."""
    _sheets[sheet.name] = sheet


def named(name: str) -> Sheet:
    """The sheet of that name; raises KeyError."""
    return _sheets[name]
