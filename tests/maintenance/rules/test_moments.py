from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maintenance.rules.moments import happened

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 23, 10, 20, 30, tzinfo=MADRID)
REPORTED = NOW - timedelta(minutes=40)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (time(10, 12), datetime(2026, 11, 23, 10, 12, tzinfo=MADRID)),
        (time(10, 20), datetime(2026, 11, 23, 10, 20, tzinfo=MADRID)),
        (time(23, 55), datetime(2026, 11, 22, 23, 55, tzinfo=MADRID)),
    ],
)
def test_a_clock_time_is_the_last_one_that_was(typed, meant):
    assert happened(typed, now=NOW) == meant


def test_a_time_to_come_is_not_yesterdays_when_that_was_before_the_call():
    assert happened(time(11, 0), now=NOW, not_before=REPORTED) == datetime(2026, 11, 23, 11, 0, tzinfo=MADRID)


def test_after_midnight_last_nights_hour_is_last_nights():
    just_after = datetime(2026, 11, 24, 0, 5, tzinfo=MADRID)
    reported = datetime(2026, 11, 23, 23, 30, tzinfo=MADRID)

    assert happened(time(23, 50), now=just_after, not_before=reported) == datetime(2026, 11, 23, 23, 50, tzinfo=MADRID)


def test_the_minute_of_the_step_before_is_that_very_moment():
    last = datetime(2026, 11, 23, 10, 12, 45, tzinfo=MADRID)

    assert happened(time(10, 12), now=NOW, not_before=last) == last


def test_the_minute_before_the_step_before_stays_before_it():
    last = datetime(2026, 11, 23, 10, 12, 45, tzinfo=MADRID)

    assert happened(time(10, 11), now=NOW, not_before=last) == datetime(2026, 11, 23, 10, 11, tzinfo=MADRID)
