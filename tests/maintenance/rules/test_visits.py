from datetime import date, timedelta

import pytest

from maintenance.enums import Caution
from maintenance.rules import law
from maintenance.rules.visits import cautions

TODAY = date(2026, 11, 23)


def looked_at(day, *visited_on, interval=law.MONTHLY):
    return cautions(day, today=TODAY, visited_on=visited_on, interval=interval)


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


def test_the_old_law_knew_no_soonest_day():
    assert looked_at(TODAY, TODAY - timedelta(1), interval=law.OLD_MONTHLY) == []
