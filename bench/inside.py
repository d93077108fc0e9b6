"""`python -m bench.inside --lifts N --entries M`: what is done inside an installation, in a process of its own.

Makes the world and prints, as JSON, the session of each person, the address of each page and how many queries it asks.
"""

import argparse
import json
import os
import time
from typing import Any

import django


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--lifts", type=int, required=True)
    wanted.add_argument("--entries", type=int, required=True)
    asked = wanted.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    print(json.dumps(furnish(asked.lifts, asked.entries)))


def furnish(lift_count: int, entries: int) -> dict[str, Any]:
    """The world, and what its pages are asked for with."""
    from django.urls import reverse

    from bench import world
    from portal.lib import clock

    began = time.monotonic()
    made = world.make(lift_count=lift_count, entries=entries, at=clock.now())
    settle()
    lift, lifts = reverse("owners:lift", args=[made.lift.pk]), reverse("owners:lifts")
    return {
        "seconds": round(time.monotonic() - began, 1),
        "pages": {
            "lift": opened(made.chair, lift),
            "lift_of_manager": opened(made.manager_of_all, lift),
            "portfolio": opened(made.manager_of_all, lifts),
            "portfolio_of_74": opened(made.manager_of_few, lifts),
        },
    }


def opened(person: Any, path: str) -> dict[str, Any]:
    """A page with the cookies of who opens it, and how many queries that takes once all is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portal.lib import clock
    from portal.web.access import SINCE

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="portal.accounts.backends.Password")
    session = client.session
    session[SINCE] = clock.now().isoformat()
    session.save()
    for _warm in range(2):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return {
        "path": path,
        "cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()),
        "queries": len(queries),
        "bytes": len(answer.content),
    }


def settle() -> None:
    """PostgreSQL counts its rows by itself, though not at once; SQLite never does, so it is measured without."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
