"""An installation of its own with processes of its own: for what one process and one transaction cannot prove."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from tests.forks import Child, Home, Mother

ROOT = Path(settings.BASE_DIR)
PRELUDE = "import django, sys; django.setup()\n"
BARRIER = """
import os, pathlib, time
here = pathlib.Path(os.environ["RELLANO_DATA"])
(here / f"ready-{os.getpid()}").touch()
while not (here / "go").exists():
    time.sleep(0.005)
"""
BEGIN = """
from datetime import UTC, date, datetime
from maintenance.actions import lifts
from maintenance.models import Building
from portal.company.actions import open_company
from portal.lib import clock
open_company(name="Duero", legal_name="Duero, S. L.", nif="B47000001", emergency_phone="900 000 000")
house = Building.objects.create(street="Calle Mayor 14", city="Valladolid", region="ES-CL")
for number in range(3):
    lifts.enter(building=house, name=f"Ascensor {number}", drive="traction", rae=f"47-{number}",
        entered_on=date(2026, 1, 1), by=None, at=clock.now())
"""


@dataclass(frozen=True)
class Scratch:
    """A data folder and a database, and Python run in them."""

    folder: Path
    database_url: str
    mother: Mother = field(compare=False, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        return dict(self._home.environment)

    @property
    def _home(self) -> Home:
        return _home_of(self.folder, self.database_url)

    def start(self, code: str, *arguments: object, **environment: str) -> subprocess.Popen[str] | Child:
        """A process that runs the code with Django set up; its arguments are `sys.argv[1:]`. It is a fork, unless its
        environment is another.
        """
        if not environment:
            return self.mother.bear(self._home, code, *arguments)
        command = [sys.executable, "-c", PRELUDE + code, *map(str, arguments)]
        return subprocess.Popen(
            command,
            env=self.environment | environment,
            cwd=self.folder,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, code: str, *arguments: object, **environment: str) -> list[str]:
        """The lines a process prints; what it said in error stops the test."""
        return said(self.start(code, *arguments, **environment))

    def run_at_once(self, code: str, *turns: object) -> list[str]:
        """The same code in as many processes as there are turns, begun at one moment; all their lines."""
        running = [self.start(BARRIER + code, turn) for turn in turns]
        while len(list(self.folder.glob("ready-*"))) < len(turns) and all(one.poll() is None for one in running):
            time.sleep(0.01)
        (self.folder / "go").touch()
        lines = [line for process in running for line in said(process)]
        for sign in (self.folder / "go", *self.folder.glob("ready-*")):
            sign.unlink()
        return lines

    def falls(self, code: str, *arguments: object, **environment: str) -> int | None:
        """Runs code that does not come to its end; answers how it ended."""
        process = self.start(code, *arguments, **environment)
        process.communicate(timeout=120)
        return process.returncode


def said(process: subprocess.Popen[str] | Child) -> list[str]:
    """Waits for a process and answers its lines."""
    out, err = process.communicate(timeout=120)
    if process.returncode:
        raise AssertionError(f"ended with {process.returncode}: {err}")
    return out.splitlines()


def found(folder: Path) -> Scratch:
    """A first installation, with all tables of this process's test database and a company with three lifts. Nothing but
    what migrations leave may stand in the test database.
    """
    address = _copy_of(connection.settings_dict["NAME"], folder)
    first = Scratch(folder, address, Mother(_home_of(folder, address)))
    first.run(BEGIN)
    return first


def another(first: Scratch, folder: Path) -> Scratch:
    """As the first stands."""
    shutil.copyfile(first.folder / "secret_key", folder / "secret_key")
    if connection.vendor == "sqlite":
        shutil.copyfile(first.folder / "db.sqlite3", folder / "db.sqlite3")
        return Scratch(folder, first.database_url.replace(str(first.folder), str(folder)), first.mother)
    return Scratch(folder, _copy_of(_name_in(first.database_url), folder), first.mother)


def drop(one: Scratch) -> None:
    """Ends its processes, and on PostgreSQL its database and whoever still holds it."""
    one.mother.empty(one.folder)
    if connection.vendor == "postgresql":
        name = sql.Identifier(_name_in(one.database_url))
        with psycopg.connect(_address("postgres"), autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _home_of(folder: Path, database_url: str) -> Home:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"RELLANO_DATA": str(folder), "DATABASE_URL": database_url}
    ours = {"DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": str(ROOT), "LOG_LEVEL": "CRITICAL"}
    return Home(folder, _name_in(database_url), kept | own | ours)


def _copy_of(name: str, folder: Path) -> str:
    """The address of a copy of a database that nobody else has open."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "db.sqlite3")) as file:
            connection.connection.backup(file)
        return f"sqlite:///{folder / 'db.sqlite3'}"
    connection.close()
    copied = f"scratch_{uuid4().hex[:12]}"
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(command.format(sql.Identifier(copied), sql.Identifier(name)))
    return _address(copied)


def _name_in(database_url: str) -> str:
    """The last part, which is the name of the database or of its file."""
    return database_url.rpartition("/")[2]


def _address(name: str) -> str:
    known = connection.settings_dict
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST'] or 'localhost'}:{known['PORT']}/{name}"
