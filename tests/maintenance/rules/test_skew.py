from datetime import UTC, datetime, timedelta

import pytest

from maintenance.rules.skew import moved, seconds

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("ahead", "skew"),
    [
        (timedelta(0), 0),
        (5 * MINUTE, 0),
        (-5 * MINUTE, 0),
        (5 * MINUTE + timedelta(seconds=1), -301),
        (-6 * MINUTE, 360),
        (3 * DAY, -3 * 86_400),
        (-3 * DAY, 3 * 86_400),
    ],
)
def test_a_clock_counts_as_wrong_beyond_five_minutes(ahead, skew):
    assert seconds(NOW + ahead, NOW) == skew


def test_a_phone_that_does_not_say_is_believed():
    assert seconds(None, NOW) == 0


def test_a_clock_of_1970_is_moved_by_half_a_century():
    reset = datetime(1970, 1, 1, 0, 10, tzinfo=UTC)

    assert moved(reset - MINUTE, seconds(reset, NOW), NOW) == NOW - MINUTE


def test_every_time_is_moved_wherever_it_stands():
    told = {"at": NOW, "answers": [{"at": NOW - MINUTE, "number": 37}], "none": None}

    assert moved(told, -3600, NOW) == {
        "at": NOW - timedelta(hours=1),
        "answers": [{"at": NOW - timedelta(hours=1, minutes=1), "number": 37}],
        "none": None,
    }


def test_an_order_and_a_duration_stay_what_they_were():
    began, ended = (moved(moment, -3 * 86_400, NOW) for moment in (NOW + 3 * DAY - 40 * MINUTE, NOW + 3 * DAY))

    assert (ended - began, ended) == (40 * MINUTE, NOW)


@pytest.mark.parametrize(
    ("told", "counts"), [(NOW + 4 * MINUTE, NOW), (NOW + 6 * MINUTE, NOW + 6 * MINUTE), (NOW - MINUTE, NOW - MINUTE)]
)
def test_a_time_a_little_ahead_counts_as_now(told, counts):
    assert moved(told, 0, NOW) == counts


def test_what_is_promised_is_rightly_ahead():
    assert moved({"next_update_by": NOW + 4 * MINUTE}, 0, NOW) == {"next_update_by": NOW + 4 * MINUTE}
    assert moved({"expected_back_at": None}, 600, NOW) == {"expected_back_at": None}
