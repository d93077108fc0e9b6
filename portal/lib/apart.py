"""Spans of one thing that never overlap, kept so by triggers on both databases.

An app says which of its tables hold such spans (`AppConfig.apart`); `guards` makes the triggers with its own.
PostgreSQL's exclusion constraint would need an extension installed, and SQLite has none. Who writes a span on
PostgreSQL first waits for whoever is writing one of the same thing: neither would see the other's row.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "this span overlaps another"


@dataclass(frozen=True)
class Apart:
    """One table of spans: half-open from `begins` to `ends`, of the thing `same` names, while `gone` is empty."""

    table: str
    same: str
    begins: str
    ends: str
    gone: str

    @property
    def triggers(self) -> tuple[str, str]:
        """What the catalogue calls them."""
        return f"{self.table}_apart_insert", f"{self.table}_apart_update"


def declared(present: Collection[str] | None = None) -> Iterator[Apart]:
    """Every table of spans the installed apps declare; of those present, when they are given."""
    for config in apps.get_app_configs():
        for one in getattr(config, "apart", ()):
            if present is None or one.table in present:
                yield one


def drop(connection: BaseDatabaseWrapper, one: Apart) -> list[str]:
    """SQL that takes the triggers away."""
    on = f" ON {one.table}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in one.triggers]


def make(connection: BaseDatabaseWrapper, one: Apart) -> list[str]:
    """SQL that makes them."""
    columns = ", ".join((one.same, one.begins, one.ends, one.gone))
    before = dict(zip(one.triggers, ("BEFORE INSERT", f"BEFORE UPDATE OF {columns}"), strict=True))
    if connection.vendor == "postgresql":
        each = f"ON {one.table} FOR EACH ROW EXECUTE FUNCTION {one.table}_apart()"
        return [_function(one), *(f"CREATE TRIGGER {name} {verb} {each}" for name, verb in before.items())]
    abort = f"WHEN NEW.{one.gone} IS NULL AND {_met(one)} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [f"CREATE TRIGGER {name} {verb} ON {one.table} {abort}" for name, verb in before.items()]


def _met(one: Apart) -> str:
    """SQL that another standing span of the same thing has a moment in common."""
    alike = (
        f"other.{one.same} = NEW.{one.same} AND other.{one.gone} IS NULL AND other.id <> NEW.id "
        f"AND other.{one.begins} < NEW.{one.ends} AND other.{one.ends} > NEW.{one.begins}"
    )
    return f"EXISTS (SELECT 1 FROM {one.table} AS other WHERE {alike})"  # noqa: S608 - names of our own columns


def _function(one: Apart) -> str:
    held = f"PERFORM pg_advisory_xact_lock(hashtextextended('{one.table} ' || NEW.{one.same}::text, 0));"
    refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'exclusion_violation';"
    return (
        f"CREATE OR REPLACE FUNCTION {one.table}_apart() RETURNS trigger AS $$ BEGIN "
        f"IF NEW.{one.gone} IS NULL THEN {held} IF {_met(one)} THEN {refuse} END IF; END IF; "
        "RETURN NEW; END $$ LANGUAGE plpgsql"
    )
