"""Tables that only grow, and states that are ends, kept so by triggers on both databases.

An app says which of its tables grow and what may still change in them (`AppConfig.guards`); the triggers are made
again after every migrate, because SQLite drops them when it rebuilds a table. PostgreSQL needs one for TRUNCATE too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.lib import apart

REFUSAL = "this table only grows"
ENDED = "what has ended does not change"
CATALOGUE = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


@dataclass(frozen=True)
class Guard:
    """One guarded table.

    `may_blank` names the columns that one UPDATE may empty, all together and nothing else; without it no UPDATE
    passes. `may_fill` names the columns that one UPDATE may fill while they are empty, and nothing else. `may_change`
    names those that any UPDATE may change; the others never do. `may_go` lets rows be deleted (a table whose rows may
    go but never change). `ends` are values its column `state` never leaves again; the rest of such a table is free to
    change.
    """

    table: str
    may_blank: tuple[str, ...] = ()
    may_fill: tuple[str, ...] = ()
    may_change: tuple[str, ...] = ()
    may_go: bool = False
    ends: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """What the database says."""
        return ENDED if self.ends else REFUSAL


def declared() -> Iterator[Guard]:
    """Every guard the installed apps declare."""
    for config in apps.get_app_configs():
        yield from getattr(config, "guards", ())


def remake(using: str = "default") -> None:
    """Makes all declared triggers anew; safe to run at any time."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    ready = [guard for guard in declared() if guard.table in present]
    _run(connection, [sql for guard in ready for sql in (*_drop(connection, guard), *_make(connection, guard))])
    spans = apart.declared(present)
    _run(connection, [sql for one in spans for sql in (*apart.drop(connection, one), *apart.make(connection, one))])


def remove(using: str = "default") -> None:
    """Takes the triggers away, so that a test database can be flushed."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    _run(connection, [sql for guard in declared() if guard.table in present for sql in _drop(connection, guard)])
    _run(connection, [sql for one in apart.declared(present) for sql in apart.drop(connection, one)])


def missing(using: str = "default") -> set[str]:
    """Tables whose triggers are not in the catalogue."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE[connection.vendor])
        there = {row[0] for row in cursor.fetchall()}
    lost = {guard.table for guard in declared() if not set(_names(connection, guard)) <= there}
    return lost | {one.table for one in apart.declared() if not set(one.triggers) <= there}


def _names(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    verbs = ["update"] + ([] if guard.may_go else ["delete"])
    if connection.vendor == "postgresql" and not guard.may_go:
        verbs.append("truncate")
    return [f"{guard.table}_no_{verb}" for verb in verbs]


def _drop(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in _names(connection, guard)]


def _make(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    allowed = _allowed(connection, guard)
    if connection.vendor == "postgresql":
        return [_function(guard, allowed), *_postgres_triggers(connection, guard)]
    when = f" WHEN NOT ({allowed})" if allowed else ""
    update = f"{guard.table}_no_update"
    abort = f"BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END"
    sql = [f"CREATE TRIGGER {update} BEFORE UPDATE ON {guard.table}{when} {abort}"]
    if not guard.may_go:
        sql.append(f"CREATE TRIGGER {guard.table}_no_delete BEFORE DELETE ON {guard.table} {abort}")
    return sql


def _allowed(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    """SQL that is true for the UPDATE that passes; empty when none does."""
    if guard.ends:
        ends = ", ".join(f"'{value}'" for value in guard.ends)
        return f"(NEW.state = OLD.state OR OLD.state NOT IN ({ends}))"
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    ways = []
    if guard.may_blank:
        ways.append(_kept(connection, guard, same, guard.may_blank) + [f"length(NEW.{n}) = 0" for n in guard.may_blank])
    if guard.may_fill:
        ways.append(_kept(connection, guard, same, guard.may_fill) + [f"length(OLD.{n}) = 0" for n in guard.may_fill])
    if guard.may_change:
        ways.append(_kept(connection, guard, same, guard.may_change))
    return " OR ".join(f"({' AND '.join(way)})" for way in ways)


def _kept(connection: BaseDatabaseWrapper, guard: Guard, same: str, but: tuple[str, ...]) -> list[str]:
    """SQL that every other column stays as it was."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, guard.table)]
    return [f"NEW.{name} {same} OLD.{name}" for name in columns if name not in but]


def _function(guard: Guard, allowed: str) -> str:
    passes = f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF;" if allowed else ""
    return (
        f"CREATE OR REPLACE FUNCTION {guard.table}_grows() RETURNS trigger AS $$ BEGIN {passes} "
        f"RAISE EXCEPTION '{guard.refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
    )


def _postgres_triggers(connection: BaseDatabaseWrapper, guard: Guard) -> Iterator[str]:
    for name in _names(connection, guard):
        verb = name.rsplit("_", 1)[1]
        each = "STATEMENT" if verb == "truncate" else "ROW"
        yield (
            f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {guard.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {guard.table}_grows()"
        )


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
