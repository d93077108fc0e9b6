"""Queries worded once in a process and asked again and again with other values.

Wording a query (joins, conditions, columns) costs the ORM five to ten times what asking it costs: 0.5 ms against 0.06
for nine columns over four tables. A page that asks ten has its time there. So the pages everybody opens word theirs
once:

    @prepared
    def _held(lift: UUID, today: date) -> QuerySet[Tenure]:
        return Tenure.objects.held_on(today).filter(lift=lift).values("owner__name")

    rows = _held(lift=found.pk, today=today)

What is handed in goes into the query as it came, and nothing else may differ between two calls: whatever is derived
from a value (a week later, half a word) is handed in too. A number, a truth and the length of a list are part of the
query's shape, and each shape is worded once. The first call of a shape compares its query with the one the ORM words
for these very values, and raises Unfaithful when they are not the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = UUID | date | str
Handed = Value | int | list[Any]


class Unfaithful(TypeError):
    """The query hangs on something that was not handed in as it stands."""


@dataclass(frozen=True)
class _Worded:
    """A query as the database reads it. `slots` says which of its values come from where: a name, a place in a list."""

    queryset: QuerySet[Any]
    compiler: SQLCompiler
    converters: dict[int, Any]
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, str, int | None], ...]

    def filled(self, values: Mapping[str, Handed]) -> tuple[Any, ...]:
        """The values in the order the database wants them."""
        known = {name: _adapted(value, self.queryset.db) for name, value in values.items()}
        params = list(self.params)
        for place, name, number in self.slots:
            params[place] = known[name] if number is None else known[name][number]
        return tuple(params)


class _Asking:
    """A worded query about to be asked: what the ORM's row makers want to see of a queryset and of its query."""

    def __init__(self, worded: _Worded, params: tuple[Any, ...]) -> None:
        queryset = worded.queryset
        self.query, self._query, self.db = self, queryset.query, queryset.db
        self._fields, self._known_related_objects = queryset._fields, {}  # type: ignore[attr-defined]
        compiler = object.__new__(type(worded.compiler))
        compiler.__dict__.update(worded.compiler.__dict__, connection=connections[self.db])
        compiler.as_sql = lambda *_args, **_kwargs: (worded.sql, params)  # type: ignore[method-assign]
        compiler.get_converters = lambda _columns: worded.converters  # type: ignore[method-assign]
        compiler.has_composite_fields = lambda _columns: False  # type: ignore[method-assign]
        self._compiler = compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> SQLCompiler:
        return self._compiler


class Prepared:
    """What `@prepared` makes of a function that words a query: calling it answers the rows."""

    def __init__(self, word: Callable[..., QuerySet[Any, Any]]) -> None:
        self._word = word
        self._worded: dict[tuple[Any, ...], _Worded | None] = {}
        update_wrapper(self, word)

    def __call__(self, **values: Handed) -> list[Any]:
        shape = tuple((name, _shape(value)) for name, value in values.items())
        if shape not in self._worded:
            self._worded[shape] = self._prepare(values)
        worded = self._worded[shape]
        if worded is None:
            return []
        rows: Iterable[Any] = worded.queryset._iterable_class(_Asking(worded, worded.filled(values)))  # type: ignore[attr-defined]
        return list(rows)

    def _prepare(self, values: Mapping[str, Handed]) -> _Worded | None:
        marks = _Marks(values)
        try:
            worded = self._worded_with(marks.values, marks.places)
            plain = self._worded_with(values, {})
        except EmptyResultSet:
            return None
        if (worded.sql, worded.filled(values)) != (plain.sql, plain.params):
            raise Unfaithful(self._word.__qualname__)
        return worded

    def _worded_with(self, values: Mapping[str, Any], places: Mapping[Any, tuple[str, int | None]]) -> _Worded:
        queryset = self._word(**values)
        if queryset._prefetch_related_lookups:
            raise Unfaithful(f"{self._word.__qualname__}: a prepared query is one query")
        compiler = queryset.query.get_compiler(queryset.db)
        sql, params = compiler.as_sql()
        known = {_adapted_one(mark, connections[queryset.db]): slot for mark, slot in places.items()}
        slots = tuple((place, *known[value]) for place, value in enumerate(params) if value in known)
        columns = [column for column, *_ in compiler.select]
        if compiler.has_composite_fields(columns):
            raise Unfaithful(f"{self._word.__qualname__}: composite keys are not foreseen here")
        converters = compiler.get_converters(columns)
        return _Worded(queryset, compiler, converters, sql, tuple(params), slots)


def prepared(word: Callable[..., QuerySet[Any, Any]]) -> Prepared:
    """Words the query once per process."""
    return Prepared(word)


class _Marks:
    """Values nobody uses, one for each that is handed in, by which its place in the query is found."""

    def __init__(self, values: Mapping[str, Handed]) -> None:
        self.places: dict[Any, tuple[str, int | None]] = {}
        self.values = {name: self._of(name, value) for name, value in values.items()}

    def _of(self, name: str, value: Handed) -> Any:
        if isinstance(value, list):
            return [self._mark(one, (name, number)) for number, one in enumerate(value)]
        return value if isinstance(value, int) else self._mark(value, (name, None))

    def _mark(self, value: Value, slot: tuple[str, int | None]) -> Value:
        mark = _mark_like(value, len(self.places))
        self.places[mark] = slot
        return mark


def _shape(value: Handed) -> int | None:
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) else None


def _mark_like(value: Value, number: int) -> Value:
    if isinstance(value, UUID):
        return UUID(int=(0xC0FFEE << 104) + number)
    if isinstance(value, datetime):
        return datetime(1813, 5, 1, tzinfo=UTC) + timedelta(seconds=number)
    if isinstance(value, date):
        return date(1813, 6, 1) + timedelta(days=number)
    if isinstance(value, str):
        return f"\x1a{number}"
    raise Unfaithful(f"{type(value).__name__} cannot be handed in")


def _adapted(value: Handed, using: str) -> Any:
    connection = connections[using]
    if isinstance(value, list):
        return [_adapted_one(one, connection) for one in value]
    return value if isinstance(value, int) else _adapted_one(value, connection)


def _adapted_one(value: Value, connection: BaseDatabaseWrapper) -> Any:
    """The value as this database's columns take it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return str(value)
