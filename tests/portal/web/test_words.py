from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.web import words

NOW = datetime(2026, 11, 23, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 9, 40, tzinfo=UTC), "desde las 9:40"),
        (datetime(2026, 11, 22, 19, 15, tzinfo=UTC), "desde ayer, 19:15"),
        (datetime(2026, 10, 1, 11, 12, tzinfo=UTC), "desde el 1 de octubre, 11:12"),
        (datetime(2025, 10, 1, 11, 2, tzinfo=UTC), "desde el 1 de octubre de 2025, 11:02"),
    ],
)
def test_since_says_how_far_back(at, said):
    assert words.since(at, NOW) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "0 min"),
        (38 * 60, "38 min"),
        (2 * 3600, "2 h"),
        (3 * 3600 + 600, "3 h 10 min"),
        (52 * 3600, "2 d 4 h"),
        (48 * 3600, "2 d"),
    ],
)
def test_a_length_has_its_two_largest_parts(seconds, said):
    assert words.lasting(seconds) == said


def test_a_window_names_the_month_once():
    assert words.window(date(2026, 12, 2), date(2026, 12, 20), NOW.date()) == "2–20 dic."


def test_a_window_over_the_new_year_names_the_year_that_is_not_this_one():
    assert words.window(date(2026, 12, 24), date(2027, 1, 18), NOW.date()) == "24 dic.–18 ene. 2027"


def test_a_span_over_midnight_names_both_days():
    assert (
        words.span(datetime(2026, 11, 22, 23, 50, tzinfo=UTC), datetime(2026, 11, 23, 1, 5, tzinfo=UTC), NOW)
        == "22 nov., 23:50 – 23 nov., 1:05"
    )


def test_a_promise_for_tomorrow_says_so():
    assert words.before(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), NOW) == "antes de mañana, 9:00"


def test_percent_has_the_comma_of_the_language():
    assert words.percent(Decimal("99.1")) == "99,1 %"
