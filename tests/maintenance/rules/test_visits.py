from datetime import date, timedelta

import pytest

from maintenance.enums import Caution, Directive, Use
from maintenance.rules.law import LiftFacts
from maintenance.rules.visits import cautions

TODAY = date(2026, 11, 23)
LIFT = LiftFacts(Use.DWELLINGS, Directive.D_95_16, stops=6, dwellings=12, year=2008)
HOUSE = LiftFacts(Use.SINGLE_FAMILY, Directive.D_95_16, stops=2, dwellings=1, year=2008)


def looked_at(day, *visited_on, lift=LIFT, today=TODAY):
    return cautions(day, today=today, visited_on=visited_on, lift=lift)


def test_the_first_visit_of_a_lift_has_nothing_against_it():
    assert looked_at(TODAY) == []


@pytest.mark.parametrize(("days", "found"), [(19, [Caution.TOO_SOON]), (20, [])])
def test_twenty_days_lie_between_two_visits(days, found):
    assert looked_at(TODAY, TODAY - timedelta(days)) == found


def test_a_visit_written_down_late_is_measured_against_the_one_after_it_too():
    assert looked_at(TODAY - timedelta(8), TODAY) == [Caution.TOO_SOON]


@pytest.mark.parametrize(("days", "found"), [(10, []), (11, [Caution.BULLETIN_LATE])])
def test_after_ten_days_the_bulletin_would_be_late(days, found):
    assert looked_at(TODAY - timedelta(days)) == found


def test_a_house_may_be_seen_again_at_any_time():
    assert looked_at(TODAY, TODAY - timedelta(1), lift=HOUSE) == []


@pytest.mark.parametrize(
    ("day", "other", "found"),
    [
        (date(2024, 6, 30), date(2024, 6, 20), []),
        (date(2024, 7, 1), date(2024, 6, 20), [Caution.TOO_SOON]),
        (date(2024, 6, 20), date(2024, 7, 1), [Caution.TOO_SOON]),
    ],
)
def test_the_old_law_knew_no_soonest_day(day, other, found):
    assert looked_at(day, other, today=date(2024, 7, 2))[:1] == found


@pytest.mark.parametrize(("day", "found"), [(date(2024, 6, 30), []), (date(2024, 7, 1), [Caution.BULLETIN_LATE])])
def test_the_old_law_knew_no_last_day_for_a_bulletin(day, found):
    assert looked_at(day) == found
