"""What PostgreSQL refuses to the role that web and workers use (deploy/roles.sql)."""

import psycopg
import pytest
from psycopg import errors

from tests.services import processes

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("house")]

FORBIDDEN = [
    "DROP TRIGGER ledger_entry_no_update ON ledger_entry",
    "DROP TRIGGER ledger_entry_no_truncate ON ledger_entry",
    "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
    "TRUNCATE ledger_entry CASCADE",
    "DROP TABLE ledger_entry CASCADE",
    "CREATE TABLE mine (id int)",
    "CREATE OR REPLACE FUNCTION ledger_entry_grows() RETURNS trigger AS $$ BEGIN RETURN NULL; END $$ LANGUAGE plpgsql",
    "SET session_replication_role = replica",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_role_of_the_app_cannot_touch_what_guards_the_ledger(house, statement):
    with psycopg.connect(house["DATABASE_URL"]) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("statement", ["DELETE FROM ledger_entry", "UPDATE ledger_entry SET number = number + 1"])
def test_what_the_role_may_ask_the_triggers_still_refuse(house, statement):
    processes.complete_a_visit(house)

    with psycopg.connect(house["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM ledger_entry").fetchone()[0] > 0
        with pytest.raises(errors.IntegrityError):
            connection.execute(statement)


def test_the_owner_of_the_tables_could(house):
    with psycopg.connect(house["OWNER_URL"]) as connection:
        connection.execute(FORBIDDEN[0])
        connection.rollback()
