from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.rules import law
from maintenance.rules.intervals import Record, Window, next_visit_window, punctuality

TODAY = date(2026, 11, 23)


def _visits(*gaps: int, last: date = TODAY - timedelta(days=11)) -> list[date]:
    """Days visited with these gaps, the last of them on `last`."""
    days = [last]
    for gap in reversed(gaps):
        days.insert(0, days[0] - timedelta(days=gap))
    return days


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 12), 45),
        (date(2026, 12, 26), 1),
        (date(2026, 12, 27), 0),
        (date(2026, 12, 28), -1),
    ],
)
def test_the_window_after_a_visit_counts_the_days_left(today, left):
    window = next_visit_window(date(2026, 11, 12), law.MONTHLY)

    assert window == Window(date(2026, 12, 2), date(2026, 12, 27))
    assert window.days_left(today) == left


@pytest.mark.parametrize(
    ("gap", "code", "late"), [(19, "t", 0), (20, "t", 0), (45, "t", 0), (46, "l", 1), (49, "l", 4), (90, "l", 45)]
)
def test_a_visit_is_late_from_the_46th_day_on(gap, code, late):
    record = punctuality(_visits(gap), law.MONTHLY, TODAY)

    assert (record.codes, record.worst_days) == (code + "d", late)


@pytest.mark.parametrize(
    ("days", "code", "late"), [(0, "d", 0), (44, "d", 0), (45, "d", 0), (46, "m", 1), (60, "m", 15)]
)
def test_what_is_not_done_by_the_45th_day_is_missed(days, code, late):
    record = punctuality([TODAY - timedelta(days=days)], law.MONTHLY, TODAY)

    assert record == Record(codes=code, due=int(code == "m"), on_time=0, late=int(code == "m"), worst_days=late)


def test_the_strip_of_the_drawing():
    record = punctuality(_visits(30, 30, 30, 30, 30, 49, 30, 30, 30, 30, 30), law.MONTHLY, TODAY)

    assert record == Record(codes="tttttltttttd", due=11, on_time=10, late=1, worst_days=4)


def test_a_strip_ends_with_what_is_due_and_has_twelve_boxes():
    record = punctuality(_visits(*[30] * 40), law.MONTHLY, TODAY)

    assert record.codes == "t" * 11 + "d"


def test_what_left_the_strip_is_not_counted_any_more():
    record = punctuality(_visits(80, *[30] * 11), law.MONTHLY, TODAY)

    assert (record.late, record.worst_days) == (0, 0)


def test_nobody_is_rated_before_the_first_visit():
    assert punctuality([], law.MONTHLY, TODAY) == Record(codes="", due=0, on_time=0, late=0, worst_days=0)


def test_two_visits_on_one_day_are_no_lateness():
    assert punctuality([TODAY, TODAY], law.MONTHLY, TODAY).codes == "td"


def test_four_months_are_four_months():
    on_the_day = punctuality([date(2026, 2, 1), date(2026, 6, 1)], law.FOUR_MONTHLY, date(2026, 6, 2))
    a_day_later = punctuality([date(2026, 2, 1), date(2026, 6, 2)], law.FOUR_MONTHLY, date(2026, 6, 2))

    assert (on_the_day.codes, a_day_later.codes, a_day_later.worst_days) == ("td", "ld", 1)


@given(st.lists(st.integers(0, 120), max_size=30), st.integers(0, 120), st.integers(2, 20))
def test_what_is_on_time_and_what_is_late_is_what_was_due(gaps, days_ago, most):
    visits = _visits(*gaps, last=TODAY - timedelta(days=days_ago))

    record = punctuality(visits, law.MONTHLY, TODAY, most=most)

    assert record.on_time + record.late == record.due
    assert len(record.codes) == min(len(visits), most)
    assert record.codes[-1] in "dm"
    assert (record.worst_days > 0) == (record.late > 0)
