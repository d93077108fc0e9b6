"""Tests make their tables from the models; here the migrations make the same ones, as whoever installs it does."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection


def _tables(cursor):
    """Columns and indexes by table, whatever their order."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = {row[0] for row in cursor.fetchall()} - {"django_migrations", "_rellano"}
    return {name: (_rows(cursor, f"table_info('{name}')"), _rows(cursor, f"index_list('{name}')")) for name in names}


def _rows(cursor, pragma):
    cursor.execute(f"PRAGMA {pragma}")
    return sorted(str(row[1:4]) for row in cursor.fetchall())


@pytest.mark.skipif(not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="there, all tests do")
def test_the_migrations_make_the_tables_of_the_models(db, tmp_path):
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    migrate = [sys.executable, "manage.py", "migrate", "--no-input", "-v0"]
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=environment | {"RELLANO_DATA": str(tmp_path)}, check=True)
    (made,) = tmp_path.rglob("*.sqlite3")

    with closing(sqlite3.connect(made)) as migrated, connection.cursor() as cursor:
        assert _tables(migrated.cursor()) == _tables(cursor)
