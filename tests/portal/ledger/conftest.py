"""A stream with three facts, and ways to tamper with it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from maintenance import kinds
from maintenance.models import Lift
from portal.ledger import actions as ledger
from portal.ledger.kinds import Record
from portal.ledger.models import Entry, Pending
from portal.lib import guards


@pytest.fixture
def fact(lift: Lift, now: datetime) -> Callable[..., Record]:
    def make(minutes: int = 0, **more: Any) -> Record:
        return kinds.LIFT_ENTERED.of(lift, occurred_at=now + timedelta(minutes=minutes), **more)

    return make


@pytest.fixture
def three(lift: Lift, fact: Any, now: datetime) -> list[Entry]:
    """Three facts after the one the lift entered with: numbers 2, 3 and 4."""
    with transaction.atomic():
        return ledger.append(fact(1), fact(2), fact(3), by=None, at=now)


@pytest.fixture
def tamper(db: Any) -> Callable[[str], None]:
    """Runs SQL behind the guards' back, as somebody with the database's keys could. What was to follow is gone too."""

    def run(sql: str) -> None:
        Pending.objects.all().delete()
        guards.remove()
        with connection.cursor() as cursor:
            cursor.execute(sql)
        guards.remake()

    return run
