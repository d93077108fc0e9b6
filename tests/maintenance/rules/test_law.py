"""Each row of the law's tables (DOMAIN §1.4), and the days on which the law changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.enums import Directive, Use
from maintenance.rules import law
from maintenance.rules.law import LiftFacts

NOW, BEFORE = date(2026, 11, 23), date(2024, 6, 30)
COMMON = LiftFacts(Use.DWELLINGS, Directive.D_95_16, stops=6, dwellings=12, year=2008)
SLOW = LiftFacts(Use.DWELLINGS, Directive.MACHINERY, stops=3, dwellings=20, year=2015)


@pytest.mark.parametrize(
    ("lift", "interval"),
    [
        (COMMON, law.MONTHLY),
        (replace(COMMON, use=Use.SINGLE_FAMILY), law.FOUR_MONTHLY),
        (replace(COMMON, use=Use.ACCESSIBILITY), law.FOUR_MONTHLY),
        (replace(COMMON, use=Use.PUBLIC), law.MONTHLY),
        (replace(COMMON, use=Use.INDUSTRIAL), law.MONTHLY),
        (replace(COMMON, use=Use.OFFICES), law.MONTHLY),
        (replace(COMMON, use=Use.OTHER), law.MONTHLY),
        (replace(COMMON, stops=2, dwellings=4), law.MONTHLY),
        (SLOW, law.FOUR_MONTHLY),
        (replace(SLOW, stops=4), law.MONTHLY),
        (replace(SLOW, dwellings=21), law.MONTHLY),
        (replace(SLOW, stops=None), law.MONTHLY),
        (replace(SLOW, dwellings=None), law.MONTHLY),
        (replace(SLOW, use=Use.PUBLIC), law.MONTHLY),
    ],
)
def test_article_5_4_of_2024_row_by_row(lift, interval):
    assert law.interval(lift, NOW) is interval


@pytest.mark.parametrize(
    ("lift", "interval"),
    [
        (replace(COMMON, use=Use.SINGLE_FAMILY), law.OLD_FOUR_MONTHLY),
        (SLOW, law.OLD_FOUR_MONTHLY),
        (replace(SLOW, stops=9, dwellings=60), law.OLD_FOUR_MONTHLY),
        (replace(SLOW, use=Use.PUBLIC), law.OLD_FOUR_MONTHLY),
        (replace(COMMON, use=Use.ACCESSIBILITY, stops=2, year=2010), law.OLD_SIX_WEEKLY),
        (replace(COMMON, use=Use.ACCESSIBILITY, stops=2, year=2000), law.OLD_MONTHLY),
        (replace(COMMON, stops=6, year=2005), law.OLD_SIX_WEEKLY),
        (replace(COMMON, stops=7, year=2005), law.OLD_MONTHLY),
        (replace(COMMON, stops=6, year=2004), law.OLD_MONTHLY),
        (replace(COMMON, stops=6, year=None), law.OLD_MONTHLY),
        (replace(COMMON, stops=None, year=2020), law.OLD_MONTHLY),
        (replace(COMMON, use=Use.PUBLIC, stops=4, year=2020), law.OLD_SIX_WEEKLY),
        (replace(COMMON, use=Use.PUBLIC, stops=5, year=2020), law.OLD_MONTHLY),
        (replace(COMMON, use=Use.OFFICES, stops=2, year=2020), law.OLD_MONTHLY),
    ],
)
def test_article_5_3_of_2013_row_by_row(lift, interval):
    assert law.interval(lift, BEFORE) is interval


def test_the_law_changes_on_the_first_of_july_2024():
    assert law.interval(COMMON, date(2024, 6, 30)) is law.OLD_SIX_WEEKLY
    assert law.interval(COMMON, date(2024, 7, 1)) is law.MONTHLY


@pytest.mark.parametrize("interval", [law.MONTHLY, law.FOUR_MONTHLY])
def test_the_new_law_holds_from_its_day_on(interval):
    assert [interval.holds_on(day) for day in (date(2024, 6, 30), date(2024, 7, 1), NOW)] == [False, True, True]


@pytest.mark.parametrize("interval", [law.OLD_MONTHLY, law.OLD_SIX_WEEKLY, law.OLD_FOUR_MONTHLY])
def test_the_old_law_held_until_the_new_one(interval):
    days = (date(2013, 5, 21), date(2013, 5, 22), date(2024, 6, 30), date(2024, 7, 1))

    assert [interval.holds_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("interval", "visited_on", "closes_on"),
    [
        (law.MONTHLY, date(2026, 11, 12), date(2026, 12, 27)),
        (law.MONTHLY, date(2024, 1, 17), date(2024, 3, 2)),
        (law.FOUR_MONTHLY, date(2026, 11, 12), date(2027, 3, 12)),
        (law.FOUR_MONTHLY, date(2026, 10, 31), date(2027, 2, 28)),
        (law.FOUR_MONTHLY, date(2027, 10, 31), date(2028, 2, 29)),
        (law.FOUR_MONTHLY, date(2026, 6, 30), date(2026, 10, 30)),
        (law.OLD_MONTHLY, date(2024, 1, 31), date(2024, 2, 29)),
        (law.OLD_MONTHLY, date(2023, 12, 5), date(2024, 1, 5)),
        (law.OLD_SIX_WEEKLY, date(2024, 1, 1), date(2024, 2, 12)),
    ],
)
def test_a_span_closes_on_the_day_the_law_counts_to(interval, visited_on, closes_on):
    assert interval.closes_on(visited_on) == closes_on


@pytest.mark.parametrize("interval", [law.FOUR_MONTHLY, law.OLD_FOUR_MONTHLY, law.OLD_MONTHLY])
def test_no_span_of_months_is_longer_than_its_days_say(interval):
    days = [date.fromordinal(date(2024, 1, 1).toordinal() + number) for number in range(366 * 4)]

    assert max((interval.closes_on(day) - day).days for day in days) == interval.latest


def test_monthly_is_never_before_20_nor_after_45_days():
    assert (law.MONTHLY.earliest, law.MONTHLY.latest) == (20, 45)


def test_only_the_monthly_visit_has_a_first_day():
    others = (law.FOUR_MONTHLY, law.OLD_MONTHLY, law.OLD_SIX_WEEKLY, law.OLD_FOUR_MONTHLY)

    assert {interval.earliest for interval in others} == {0}


def test_a_bulletin_has_ten_days_and_a_call_a_day():
    assert (law.BULLETIN_WITHIN_DAYS, law.ATTENDANCE_WITHIN_HOURS) == (10, 24)


@pytest.mark.parametrize(
    ("lift", "visited_on", "last_day"),
    [
        (COMMON, date(2024, 5, 19), date(2024, 6, 30)),
        (COMMON, date(2024, 5, 20), date(2024, 7, 4)),
        (COMMON, date(2024, 6, 30), date(2024, 8, 14)),
        (COMMON, date(2024, 7, 1), date(2024, 8, 15)),
        (replace(COMMON, year=1990), date(2024, 5, 30), date(2024, 6, 30)),
        (replace(COMMON, year=1990), date(2024, 6, 1), date(2024, 7, 16)),
        (replace(SLOW, stops=4), date(2024, 2, 29), date(2024, 6, 29)),
        (replace(SLOW, stops=4), date(2024, 3, 15), date(2024, 7, 15)),
        (replace(SLOW, stops=4), date(2024, 4, 15), date(2024, 8, 15)),
        (replace(SLOW, stops=4), date(2024, 6, 10), date(2024, 8, 15)),
        (replace(COMMON, use=Use.ACCESSIBILITY), date(2024, 6, 10), date(2024, 10, 10)),
        (SLOW, date(2024, 6, 10), date(2024, 10, 10)),
    ],
)
def test_a_span_half_gone_when_the_law_changed_ends_by_the_new_one_and_keeps_what_the_old_one_left(
    lift, visited_on, last_day
):
    assert law.last_day(lift, visited_on) == last_day


@given(
    st.sampled_from([COMMON, SLOW, replace(COMMON, year=1990), replace(SLOW, stops=4)]),
    st.dates(date(2023, 12, 1), date(2024, 12, 1)),
)
def test_a_later_visit_never_has_to_be_followed_sooner(lift, visited_on):
    assert law.last_day(lift, visited_on) <= law.last_day(lift, visited_on + timedelta(days=1))


def test_every_interval_names_its_article_and_where_it_can_be_read():
    told = (law.MONTHLY, law.FOUR_MONTHLY, law.OLD_FOUR_MONTHLY, law.OLD_SIX_WEEKLY, law.OLD_MONTHLY)

    assert [(interval.article, interval.source) for interval in told] == [
        ("ITC AEM 1 (RD 355/2024), art. 5.4.b", "BOE-A-2024-7258"),
        ("ITC AEM 1 (RD 355/2024), art. 5.4.a", "BOE-A-2024-7258"),
        ("ITC AEM 1 (RD 88/2013), 5.3.2.1", "BOE-A-2013-1969"),
        ("ITC AEM 1 (RD 88/2013), 5.3.2.2", "BOE-A-2013-1969"),
        ("ITC AEM 1 (RD 88/2013), 5.3.2.3", "BOE-A-2013-1969"),
    ]
