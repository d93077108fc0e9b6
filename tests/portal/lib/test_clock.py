from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from portal.lib import clock

MADRID, CANARY = "Europe/Madrid", "Atlantic/Canary"


@pytest.mark.parametrize(
    ("zone", "day", "begins_at"),
    [
        (MADRID, date(2026, 11, 23), datetime(2026, 11, 22, 23, tzinfo=UTC)),
        (MADRID, date(2026, 7, 1), datetime(2026, 6, 30, 22, tzinfo=UTC)),
        (MADRID, date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (MADRID, date(2026, 3, 30), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (MADRID, date(2026, 10, 26), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (CANARY, date(2026, 11, 23), datetime(2026, 11, 23, 0, tzinfo=UTC)),
        (CANARY, date(2026, 7, 1), datetime(2026, 6, 30, 23, tzinfo=UTC)),
    ],
)
def test_a_day_begins_when_its_place_says(zone, day, begins_at):
    assert clock.midnight(day, zone) == begins_at


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 23), 24)],
)
@pytest.mark.parametrize("zone", [MADRID, CANARY])
def test_a_day_is_as_long_as_the_clocks_make_it(zone, day, hours):
    begins_at, ends_at = clock.bounds(day, zone)

    assert ends_at - begins_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        (MADRID, datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (MADRID, datetime(2026, 11, 22, 23, 0, tzinfo=UTC), date(2026, 11, 23)),
        (CANARY, datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (CANARY, datetime(2026, 11, 23, 0, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_a_moment_belongs_to_the_day_of_its_place(zone, at, day):
    assert clock.day_in(zone, at) == day


@pytest.mark.parametrize("zone", [MADRID, CANARY])
def test_days_follow_one_another_without_a_gap(zone):
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(366)]
    spans = [clock.bounds(day, zone) for day in days]

    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert all(clock.day_in(zone, span[0]) == day for span, day in zip(spans, days, strict=True))
