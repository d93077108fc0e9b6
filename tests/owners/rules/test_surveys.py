"""Seldom, soon, and never while somebody waits for an answer of ours."""

from datetime import UTC, datetime, timedelta

import pytest

from owners.rules import surveys

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({}, None),
        ({"restored_at": NOW - DAY + HOUR}, "too_soon"),
        ({"restored_at": NOW - 4 * DAY}, "too_late"),
        ({"restored_at": NOW - 4 * DAY + HOUR}, None),
        ({"asked_at": NOW - 60 * DAY + HOUR}, "asked_lately"),
        ({"asked_at": NOW - 60 * DAY}, None),
        ({"complains": True}, "complains"),
        ({"complains": True, "asked_at": NOW - DAY}, "complains"),
    ],
)
def test_after_a_breakdown(case, why):
    asked = {"restored_at": NOW - DAY, "asked_at": None, "complains": False, "now": NOW} | case

    assert surveys.after_breakdown(**asked) == why


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({}, None),
        ({"spoken_since": NOW - 179 * DAY}, "too_soon"),
        ({"last_at": NOW - 364 * DAY}, "too_soon"),
        ({"last_at": NOW - 365 * DAY}, None),
        ({"asked_at": NOW - 59 * DAY}, "asked_lately"),
        ({"complains": True}, "complains"),
    ],
)
def test_once_a_year(case, why):
    asked = {"spoken_since": NOW - 180 * DAY, "last_at": None, "asked_at": None, "complains": False, "now": NOW} | case

    assert surveys.yearly(**asked) == why


def test_a_low_score_is_followed_by_a_call():
    low = [[score for score in scores if surveys.is_low(question, score)] for question, scores in surveys.MOST.items()]

    assert low == [[1, 2], [0, 1, 2, 3, 4, 5, 6]]
