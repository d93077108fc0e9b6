"""Months as they stand in an address."""

import re
from datetime import date

import pytest

from owners.rules import months


def test_a_month_begins_on_its_first_and_ends_with_the_next():
    found = [months.days_of(month) for month in ("2026-10", "2026-12", "2024-02")]

    assert found == [
        (date(2026, 10, 1), date(2026, 11, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2024, 2, 1), date(2024, 3, 1)),
    ]


@pytest.mark.parametrize(
    "text", ["2026", "2026-13", "2026-00", "26-10", "2026-10-01", "٢٠٢٦-10", "9999-12", "2026-10\n"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        months.days_of(text)


def test_the_month_before_and_the_month_after():
    assert [months.before(date(2026, month, 15)) for month in (1, 3, 12)] == ["2025-12", "2026-02", "2026-11"]
    assert months.following(date(2026, 12, 1), date(2027, 1, 1)) == "2027-01"
    assert months.following(date(2026, 12, 1), date(2026, 12, 31)) == ""
