from datetime import date

import pytest

from owners.rules import terms
from owners.rules.terms import Term


def _running(today, **given):
    agreed = {"term_ends_on": date(2025, 1, 1), "renews_months": 12, "notice_days": 60} | given
    return terms.running(today=today, **agreed)


def test_the_first_term_runs_until_its_end():
    assert _running(date(2024, 6, 1)) == Term(date(2025, 1, 1), date(2024, 11, 1), is_renewed=False)


@pytest.mark.parametrize(("today", "ends"), [(date(2025, 1, 1), 2026), (date(2026, 11, 23), 2027)])
def test_it_renews_itself_term_by_term(today, ends):
    assert _running(today).ends_on == date(ends, 1, 1)


def test_notice_is_in_time_so_many_days_before():
    assert _running(date(2026, 11, 23), notice_days=30).notice_by == date(2026, 12, 1)


def test_one_that_is_not_renewed_is_over():
    assert _running(date(2026, 1, 1), renews_months=0) is None
    assert _running(date(2026, 1, 1), term_ends_on=None) is None


def test_renewals_are_counted_from_the_first_end_so_that_the_31st_stays():
    ends = {_running(day, term_ends_on=date(2026, 1, 31), renews_months=1).ends_on for day in
            (date(2026, 2, 1), date(2026, 3, 1))}  # fmt: skip

    assert ends == {date(2026, 2, 28), date(2026, 3, 31)}
