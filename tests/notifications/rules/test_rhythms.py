from datetime import UTC, date, datetime

import pytest

from notifications.rules import digests, rhythms

USUAL = {"manager": "digest", "resident": "off"}


@pytest.mark.parametrize(
    ("kind", "style", "choices", "roles", "rhythm"),
    [
        ("service", "matters", {}, {"chair"}, "each"),
        ("service", "matters", {}, {"manager"}, "digest"),
        ("service", "matters", {}, {"resident"}, "off"),
        ("service", "matters", {}, {"manager", "resident"}, "digest"),
        ("service", "matters", {}, {"manager", "chair"}, "each"),
        ("service", "everything", {}, {"resident"}, "each"),
        ("service", "law", {}, {"chair"}, "off"),
        ("service", "matters", {"visits": "off"}, {"chair"}, "each"),
        ("service", "own", {"visits": "off"}, {"chair"}, "off"),
        ("service", "own", {"visits": "digest"}, {"chair"}, "digest"),
        ("service", "own", {"visits": "digest", "letters": "off"}, {"chair"}, "off"),
        ("service", "own", {"papers": "off"}, {"manager"}, "digest"),
        ("legal", "law", {}, {"chair"}, "each"),
        ("legal", "law", {}, {"manager"}, "digest"),
        ("legal", "own", {"visits": "off"}, {"chair"}, "digest"),
        ("legal", "own", {"visits": "each"}, {"manager"}, "each"),
        ("legal", "everything", {}, {"manager"}, "each"),
        ("legal", "matters", {}, {"resident"}, "digest"),
        ("safety", "law", {}, {"resident"}, "each"),
        ("safety", "own", {"visits": "digest"}, {"manager"}, "each"),
        ("safety", "own", {"visits": "off"}, {"chair"}, "off"),
    ],
)
def test_a_rhythm_is_what_was_chosen_or_what_the_role_usually_wants(kind, style, choices, roles, rhythm):
    told = {"kind": kind, "topic": "visits", "style": style, "choices": choices, "usual": USUAL, "roles": roles}

    assert rhythms.of(**told) == rhythm


MADRID = "Europe/Madrid"
HOLIDAYS = {date(2026, 12, 7), date(2026, 12, 8)}


def works(day):
    return day.weekday() < 5 and day not in HOLIDAYS


@pytest.mark.parametrize(
    ("kind", "at", "day", "due"),
    [
        ("daily", "2026-11-24T06:59", "2026-11-24", "2026-11-24T07:00"),
        ("daily", "2026-11-24T07:00", "2026-11-25", "2026-11-25T07:00"),
        ("daily", "2026-11-27T12:00", "2026-11-30", "2026-11-30T07:00"),
        ("daily", "2026-12-04T12:00", "2026-12-09", "2026-12-09T07:00"),
        ("weekly", "2026-11-24T12:00", "2026-11-30", "2026-11-30T07:00"),
        ("weekly", "2026-12-04T12:00", "2026-12-09", "2026-12-09T07:00"),
        ("monthly", "2026-11-24T12:00", "2026-12-01", "2026-12-01T08:00"),
        ("monthly", "2026-12-01T08:00", "2027-01-01", "2027-01-01T08:00"),
        ("monthly", "2026-07-24T12:00", "2026-08-01", "2026-08-01T07:00"),
    ],
)
def test_the_next_summary_is_due_on_its_day_at_its_hour(kind, at, day, due):
    found = digests.following(kind, datetime.fromisoformat(at).replace(tzinfo=UTC), MADRID, works)

    assert (str(found[0]), f"{found[1]:%Y-%m-%dT%H:%M}") == (day, due)
