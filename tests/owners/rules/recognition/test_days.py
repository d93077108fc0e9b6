from datetime import date

import pytest

from owners.rules.recognition import days

DAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05/11/2026",
        "5-11-26",
        "05.11.2026",
        "2026-11-05",
        "5 de noviembre de 2026",
        "5 Nov. 2026",
        "2026-11-05 00:00:00",
    ],
)
def test_a_day_is_read_however_spain_writes_it(text):
    assert days.day(text) == DAY


@pytest.mark.parametrize(
    "text", ["31/02/2026", "00/11/2026", "05/11/1899", "5/11", "20261105/508", "05/11/2026 y 06/11/2026", ""]
)
def test_what_is_no_day_or_two_is_not_read(text):
    assert days.day(text) is None


def test_the_month_comes_first_only_where_a_paper_shows_it():
    american = "Invoice date 11/05/2026, due 11/25/2026"

    assert days.is_month_first(american)
    assert not days.is_month_first("Fecha 05/11/2026, vence 25/11/2026")
    assert [one.value for one in days.spotted(american, month_first=True)] == [DAY, date(2026, 11, 25)]
