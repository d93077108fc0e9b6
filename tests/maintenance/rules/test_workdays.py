from datetime import date

import pytest

from maintenance.rules import workdays


@pytest.mark.parametrize(
    ("day", "region", "works"),
    [
        (date(2026, 11, 23), "ES-CL", True),
        (date(2026, 11, 28), "ES-CL", False),
        (date(2026, 11, 29), "ES-CL", False),
        (date(2026, 12, 8), "ES-CL", False),
        (date(2026, 4, 23), "ES-CL", False),
        (date(2026, 4, 23), "ES-MD", True),
        (date(2026, 4, 23), "nowhere", True),
    ],
)
def test_a_region_works_from_monday_to_friday_but_for_its_holidays(day, region, works):
    assert workdays.works(day, region) == works


def test_a_holiday_has_its_name():
    assert workdays.holiday(date(2026, 12, 25), "ES-CL") == "Natividad del Señor"


def test_working_days_leave_out_what_is_none():
    days = workdays.working(date(2026, 12, 4), date(2026, 12, 10), "ES-MD")

    assert [day.day for day in days] == [4, 9, 10]


def test_a_week_begins_on_monday():
    week = workdays.week(workdays.monday(date(2026, 11, 29)))

    assert (week[0], week[-1]) == (date(2026, 11, 23), date(2026, 11, 29))
