from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.enums import Directive, Punctuality, Use
from maintenance.rules import law
from maintenance.rules.intervals import Record, Window, boxes, next_visit_window, punctuality
from maintenance.rules.law import LiftFacts

TODAY = date(2026, 11, 23)
LONG_AGO = date(2010, 1, 1)
LIFT = LiftFacts(Use.DWELLINGS, Directive.D_95_16, stops=6, dwellings=12, year=2008)
OLD_LIFT = replace(LIFT, year=1990)
HOUSE = replace(LIFT, use=Use.SINGLE_FAMILY)
MACHINE = replace(LIFT, directive=Directive.MACHINERY, stops=5)

DAYS = st.lists(st.dates(date(2022, 1, 1), TODAY), max_size=30)
LIFTS = st.sampled_from([LIFT, OLD_LIFT, HOUSE, MACHINE])


def _visits(*gaps: int, last: date = TODAY - timedelta(days=11)) -> list[date]:
    """Days visited with these gaps, the last of them on `last`."""
    days = [last]
    for gap in reversed(gaps):
        days.insert(0, days[0] - timedelta(days=gap))
    return days


def rated(visits, lift=LIFT, today=TODAY, **more):
    return punctuality(visits, lift, today, **({"since": LONG_AGO} | more))


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
    window = next_visit_window([date(2026, 11, 12)], LIFT)

    assert window == Window(date(2026, 12, 2), date(2026, 12, 27))
    assert window.days_left(today) == left


def test_without_a_visit_there_is_no_window():
    assert next_visit_window([], LIFT) is None


def test_a_visit_too_soon_puts_the_next_off_by_twenty_days_and_prolongs_nothing():
    window = next_visit_window([date(2026, 11, 1), date(2026, 11, 12)], LIFT)

    assert window == Window(date(2026, 12, 2), date(2026, 12, 16))


@pytest.mark.parametrize(
    ("gap", "code", "late"),
    [(19, "e", 0), (20, "t", 0), (45, "t", 0), (46, "l", 1), (49, "l", 4), (90, "l", 45), (91, "ml", 46)],
)
def test_a_visit_is_late_from_the_46th_day_on(gap, code, late):
    record = rated(_visits(gap))

    assert (record.codes, record.worst_days) == (code + "d", late)


@pytest.mark.parametrize(
    ("gap", "codes"), [(90, "l"), (91, "ml"), (135, "ml"), (136, "mml"), (180, "mml"), (181, "mmml")]
)
def test_each_interval_of_a_long_gap_is_a_visit_that_was_not_done_and_the_last_came_late(gap, codes):
    record = rated(_visits(gap))

    assert record.codes == codes + "d"
    assert (record.due, record.on_time, record.late, record.missed) == (len(codes), 0, 1, len(codes) - 1)
    assert record.worst_days == gap - 45


@pytest.mark.parametrize(
    ("days", "codes"), [(0, "d"), (44, "d"), (45, "d"), (46, "m"), (90, "m"), (91, "mm"), (136, "mmm")]
)
def test_what_is_not_done_by_the_45th_day_is_missed_and_again_every_45_days(days, codes):
    record = rated([TODAY - timedelta(days=days)])

    assert (record.codes, record.missed, record.due, record.late) == (codes, codes.count("m"), codes.count("m"), 0)


def test_the_strip_of_the_drawing():
    record = rated(_visits(30, 30, 30, 30, 30, 49, 30, 30, 30, 30, 30))

    assert record == Record(
        codes="tttttltttttd", due=11, on_time=10, late=1, missed=0, worst_days=4, from_on=date(2025, 12, 28)
    )


def test_a_strip_ends_with_what_is_due_and_has_twelve_boxes():
    assert rated(_visits(*[30] * 40)).codes == "t" * 11 + "d"


def test_what_left_the_strip_is_not_counted_any_more():
    record = rated(_visits(80, *[30] * 11))

    assert (record.late, record.worst_days) == (0, 0)


def test_nobody_is_rated_before_the_first_visit():
    assert rated([]) == Record()


def test_two_visits_on_one_day_are_one():
    assert rated([TODAY, TODAY]).codes == "d"


def test_a_visit_too_soon_stands_for_none():
    record = rated(_visits(30, 10, 30))

    assert (record.codes, record.due, record.on_time) == ("tetd", 2, 2)


def test_a_visit_too_soon_takes_the_place_of_no_other():
    before, after = rated(_visits(*[30] * 11)), rated(_visits(*[30] * 9, 10, 20, 30))

    assert (before.codes, before.due) == ("t" * 11 + "d", 11)
    assert (after.codes, after.due) == ("t" * 9 + "ettd", 11)


def test_of_many_too_soon_as_many_are_shown_as_count():
    record = rated(_visits(*[7] * 40))

    assert (record.due, record.codes.count("e"), len(record.codes)) == (11, 12, 24)


def test_after_a_visit_too_soon_the_45_days_still_count_from_the_one_before():
    told = boxes(_visits(15, 40), LIFT, TODAY)

    assert [(box.code, box.days) for box in told] == [("e", 0), ("l", 10), ("d", 0)]


def test_visits_every_nineteen_days_are_not_all_too_soon():
    assert rated(_visits(*[19] * 4)).codes == "etetd"


def test_four_months_are_four_months():
    on_the_day = rated([date(2026, 2, 1), date(2026, 6, 1)], HOUSE, date(2026, 6, 2))
    a_day_later = rated([date(2026, 2, 1), date(2026, 6, 2)], HOUSE, date(2026, 6, 2))

    assert (on_the_day.codes, a_day_later.codes, a_day_later.worst_days) == ("td", "ld", 1)


def test_a_lift_seen_every_four_months_may_be_seen_sooner():
    assert rated(_visits(10, 5), HOUSE).codes == "ttd"


def test_of_a_house_not_seen_for_a_year_two_visits_were_not_done_and_one_came_late():
    told = boxes([date(2025, 1, 10), date(2026, 1, 11)], HOUSE, date(2026, 1, 11))

    assert [(box.code, box.on) for box in told] == [
        ("m", date(2025, 5, 10)),
        ("m", date(2025, 9, 10)),
        ("l", date(2026, 1, 11)),
        ("d", date(2026, 5, 11)),
    ]


@pytest.mark.parametrize(
    ("lift", "visited_on", "then", "code"),
    [
        # RD 88/2013: a month for the old, six weeks for the young, four months for machines; nothing is too soon
        (OLD_LIFT, date(2024, 5, 20), date(2024, 6, 20), "t"),
        (OLD_LIFT, date(2024, 5, 20), date(2024, 6, 21), "l"),
        (OLD_LIFT, date(2024, 5, 20), date(2024, 5, 25), "t"),
        (LIFT, date(2024, 5, 10), date(2024, 6, 21), "t"),
        (LIFT, date(2024, 5, 10), date(2024, 6, 22), "l"),
        (MACHINE, date(2024, 2, 10), date(2024, 6, 10), "t"),
        (MACHINE, date(2024, 2, 10), date(2024, 6, 11), "l"),
        # spans during which the law changed
        (OLD_LIFT, date(2024, 6, 20), date(2024, 8, 4), "t"),
        (OLD_LIFT, date(2024, 6, 20), date(2024, 8, 5), "l"),
        (LIFT, date(2024, 6, 20), date(2024, 8, 4), "t"),
        (MACHINE, date(2024, 3, 10), date(2024, 7, 10), "t"),
        (MACHINE, date(2024, 3, 10), date(2024, 7, 11), "l"),
        (MACHINE, date(2024, 5, 20), date(2024, 8, 15), "t"),
        (MACHINE, date(2024, 5, 20), date(2024, 8, 16), "l"),
        (HOUSE, date(2024, 5, 20), date(2024, 9, 20), "t"),
        (LIFT, date(2024, 6, 20), date(2024, 6, 30), "t"),
        (LIFT, date(2024, 6, 20), date(2024, 7, 1), "e"),
        (LIFT, date(2024, 6, 20), date(2024, 7, 10), "t"),
        # RD 355/2024
        (LIFT, date(2024, 7, 1), date(2024, 8, 15), "t"),
        (LIFT, date(2024, 7, 1), date(2024, 8, 16), "l"),
        (MACHINE, date(2024, 7, 1), date(2024, 8, 16), "l"),
        (HOUSE, date(2024, 7, 1), date(2024, 11, 1), "t"),
    ],
)
def test_each_visit_is_judged_by_the_law_of_its_days(lift, visited_on, then, code):
    assert boxes([visited_on, then], lift, then)[0].code == code


def test_nothing_is_claimed_of_days_whose_law_is_not_known():
    told = boxes([date(2013, 4, 1), date(2013, 5, 10), date(2013, 6, 10)], LIFT, date(2013, 6, 10))

    assert [box.code for box in told] == ["n", "n", "d"]


def test_what_began_before_the_record_was_complete_is_not_rated():
    visits = _visits(80, 30, 30)

    assert rated(visits, since=visits[1]).codes == "ttd"


def test_a_lift_that_left_is_due_no_visit():
    visits = _visits(30)

    assert [rated(visits, today=visits[-1] + timedelta(days), in_care=False).codes for days in (30, 46)] == ["t", "tm"]


@given(DAYS, LIFTS)
def test_the_order_in_which_visits_are_told_changes_nothing(visits, lift):
    assert boxes(visits, lift, TODAY) == boxes(sorted(visits, reverse=True), lift, TODAY)


@given(DAYS, LIFTS)
def test_every_day_visited_but_the_first_has_a_box_and_boxes_stand_in_order(visits, lift):
    told = boxes(visits, lift, TODAY)

    done = [box.on for box in told if box.code in "tle"]
    assert done == sorted(set(visits))[1:]
    assert [box.on for box in told] == sorted(box.on for box in told)


@given(DAYS, LIFTS)
def test_each_box_stands_within_an_interval_of_the_one_before_and_the_late_within_two(visits, lift):
    told = [box for box in boxes(visits, lift, TODAY) if box.code != Punctuality.EARLY]

    before = min(visits, default=TODAY)
    for box in told:
        end = law.last_day(lift, before)
        assert box.on == end if box.code in "md" else box.on <= end if box.code == "t" else end < box.on
        assert box.on <= law.last_day(lift, end)
        before = box.on


@given(st.integers(0, 2000))
def test_as_many_boxes_as_there_were_whole_intervals(gap):
    since = date(2025, 1, 1)

    told = boxes([since, since + timedelta(gap)], LIFT, since + timedelta(gap))

    missed = [box.on for box in told if box.code == "m"]
    assert missed == [since + timedelta(45 * (number + 1)) for number in range(max(0, (gap - 1) // 45 - 1))]


@given(DAYS, LIFTS, st.integers(1, 20))
def test_what_was_due_is_what_was_on_time_late_or_not_done(visits, lift, most):
    record = rated(visits, lift, most=most)

    assert record.due == record.on_time + record.late + record.missed
    early = record.codes.count("e")
    assert len(record.codes) == record.due + early + record.codes.count("d")
    assert len(record.codes) - early <= most
    assert early <= most
    assert (record.worst_days > 0) == (record.late > 0)
    assert ("d" in record.codes[:-1]) is False
    assert (record.codes[-1:] in {"d", "m"}) == bool(visits)


@given(DAYS, LIFTS)
def test_the_window_closes_on_the_day_the_strip_says(visits, lift):
    window, told = next_visit_window(visits, lift), boxes(visits, lift, TODAY)

    first_open = next((box for box in told if box.began_on == told[-1].began_on and box.code in "md"), None)
    assert (window and window.closes_on) == (first_open and first_open.on)
    assert window is None or window.opens_on <= window.closes_on
