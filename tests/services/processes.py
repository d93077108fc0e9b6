"""Short ways to ask real processes and a real database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg

from deploy.machine import ROOT


def run(environment: dict[str, str], *command: str) -> str:
    """A Python process in the tree with that environment; answers what it printed."""
    everything = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=everything, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def complete_a_visit(environment: dict[str, str]) -> str:
    """Its key."""
    return run(environment, "-m", "tests.services.one_visit")


def bulletin_of(url: str, visit: str) -> str | None:
    """The key of the bulletin that a worker has issued for a visit."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT id FROM maintenance_bulletin WHERE visit_id = %s", [visit]).fetchone()
    return str(row[0]) if row else None


def waits(until: Callable[[], object], *, seconds: float) -> float:
    """Asks until something is true; answers after how many seconds, or fails."""
    began = time.monotonic()
    while not until():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.1)
    return time.monotonic() - began
