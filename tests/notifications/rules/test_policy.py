from datetime import UTC, datetime, timedelta

import pytest

from notifications.rules.policy import Drop, Listener, SendNow, decide

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
AN_HOUR_AGO, YESTERDAY = NOW - timedelta(hours=1), NOW - timedelta(days=1)
TEN_DAYS = timedelta(days=10)
A_SECOND = timedelta(seconds=1)
LISTENS = {"has_address": True, "is_active": True, "owner_speaks_since": YESTERDAY}


@pytest.mark.parametrize(
    ("fact", "listener", "decision"),
    [
        ({}, {}, SendNow()),
        ({"origin": "history"}, {}, Drop("history")),
        ({}, {"owner_speaks_since": None}, Drop("owner_not_spoken_to")),
        ({}, {"owner_speaks_since": AN_HOUR_AGO}, SendNow()),
        ({}, {"owner_speaks_since": AN_HOUR_AGO + A_SECOND}, Drop("owner_not_spoken_to")),
        ({}, {"owner_speaks_since": NOW + TEN_DAYS}, Drop("owner_not_spoken_to")),
        ({"occurred_at": NOW - TEN_DAYS}, {"owner_speaks_since": NOW - TEN_DAYS}, SendNow()),
        ({"occurred_at": NOW - TEN_DAYS - A_SECOND}, {"owner_speaks_since": NOW - 2 * TEN_DAYS}, Drop("stale")),
        ({"occurred_at": NOW + A_SECOND}, {}, SendNow()),
        ({}, {"is_active": False}, Drop("not_active")),
        ({}, {"has_address": False}, Drop("no_address")),
        ({}, {"has_address": False, "is_active": False}, Drop("not_active")),
        ({"origin": "history"}, {"owner_speaks_since": None, "has_address": False}, Drop("history")),
    ],
)
def test_a_fact_is_told_or_not_and_why(fact, listener, decision):
    told = {"occurred_at": AN_HOUR_AGO, "origin": "live", "stale_after": TEN_DAYS} | fact

    assert decide(**told, listener=Listener(**(LISTENS | listener)), now=NOW) == decision
