from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

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


def test_money_is_written_as_each_language_writes_it():
    said = {}
    for language in ("es", "en"):
        with translation.override(language):
            said[language] = [words.money(Decimal(amount)) for amount in ("1234.5", "-0.01")]

    assert said == {"es": ["1.234,50\xa0€", "−0,01\xa0€"], "en": ["€1,234.50", "−€0.01"]}
    assert words.money(Decimal(3), "CHF") == "3,00\xa0CHF"


def test_a_figure_has_as_many_decimals_as_it_needs():
    assert [words.figure(Decimal(number)) for number in ("2.000", "1.50", "1000")] == ["2", "1,5", "1.000"]
