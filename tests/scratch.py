"""An installation of its own with processes of its own: for what one process and one transaction cannot prove."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

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

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "RELLANO_DATA": str(self.folder),
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "CRITICAL",
        }

    def start(self, code: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        """A process that runs the code with Django set up; its arguments are `sys.argv[1:]`."""
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

    def falls(self, code: str, *arguments: object, **environment: str) -> int:
        """Runs code that does not come to its end; answers how it ended."""
        process = self.start(code, *arguments, **environment)
        process.communicate(timeout=120)
        return process.returncode


def said(process: subprocess.Popen[str]) -> list[str]:
    """Waits for a process and answers its lines."""
    out, err = process.communicate(timeout=120)
    if process.returncode:
        raise AssertionError(f"ended with {process.returncode}: {err}")
    return out.splitlines()


def migrate(folder: Path, database_url: str) -> Scratch:
    """A new installation: a company with three lifts."""
    fresh = Scratch(folder, database_url)
    command = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, env=fresh.environment, cwd=folder, check=True, timeout=120)
    fresh.run(BEGIN)
    return fresh


def on_sqlite(template: Scratch, folder: Path) -> Scratch:
    """A copy of the migrated file."""
    shutil.copyfile(template.folder / "db.sqlite3", folder / "db.sqlite3")
    return Scratch(folder, f"sqlite:///{folder / 'db.sqlite3'}")


def on_postgresql(template: str, folder: Path) -> Scratch:
    """A copy of a migrated database on the server the tests run on."""
    return Scratch(folder, new_database(template))


def new_database(template: str = "template1") -> str:
    """Makes a database beside the one of the tests; answers its address."""
    known = connection.settings_dict
    name = f"scratch_{uuid4().hex[:12]}"
    with psycopg.connect(_address(known, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    return _address(known, name)


def drop_database(address: str) -> None:
    """Ends a database and whoever still holds it."""
    with psycopg.connect(_address(connection.settings_dict, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name_of(address))))


def name_of(address: str) -> str:
    return address.rpartition("/")[2]


def _address(known: dict[str, object], name: str) -> str:
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST'] or 'localhost'}:{known['PORT']}/{name}"
