"""Which of the tests run: what takes minutes when its marker is named; beside PostgreSQL, what may differ there."""

import os

import pytest
from django.conf import settings

ON_DEMAND = ("prove", "sabotage")
ASKS_SERVERS = {"db", "transactional_db", "scratch"}


def is_run(item: pytest.Item, markexpr: str) -> bool:
    unasked = [name for name in ON_DEMAND if name not in markexpr]
    return not any(item.get_closest_marker(name) for name in unasked) and not _is_said(item)


def _is_said(item: pytest.Item) -> bool:
    """Beside PostgreSQL: what asks no server, and no database what could differ there; `make test` has said it.

    Pages draw what queries found, which are asked there; `make prove-postgresql` asks the pages too.
    """
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return False
    if item.get_closest_marker("any_database"):
        return True
    if "views" in item.path.parts and "EVERY_PAGE" not in os.environ:
        return True
    if item.get_closest_marker("services") or item.get_closest_marker("django_db"):
        return False
    return not ASKS_SERVERS & set(getattr(item, "fixturenames", ()))
