from collections import Counter, defaultdict
from datetime import date, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from maintenance.enums import Frequency, Result, Use
from portal.demo import workdays
from portal.demo.world import ZONE
from tests.conftest import NOW

MADRID = ZoneInfo(ZONE)


def _gaps(visits):
    days = [visit.started_at.astimezone(MADRID).date() for visit in visits]
    return [(second - first).days for first, second in pairwise(days)]


@pytest.fixture
def monthly_gaps(world, visits_by_lift):
    return [
        gap
        for code, visits in visits_by_lift.items()
        if world.lifts[code].use != Use.SINGLE_FAMILY
        for gap in _gaps(visits)
    ]


def test_hardly_a_visit_comes_before_the_law_allows(monthly_gaps):
    soon = [gap for gap in monthly_gaps if gap < 20]

    assert 0 < len(soon) / len(monthly_gaps) < 0.01
    assert min(soon) >= 12


def test_few_visits_come_late_and_hardly_one_is_not_done(monthly_gaps):
    late = [gap for gap in monthly_gaps if 45 < gap <= 60]
    undone = [gap for gap in monthly_gaps if gap > 60]

    assert 0.01 < len(late) / len(monthly_gaps) < 0.05
    assert max(late) <= 55
    assert 0 < len(undone) / len(monthly_gaps) < 0.005
    assert max(undone) <= 100


def test_most_visits_come_after_a_month(monthly_gaps):
    assert sum(26 <= gap <= 33 for gap in monthly_gaps) / len(monthly_gaps) > 0.8


def test_single_houses_are_visited_every_four_months(world, visits_by_lift):
    gaps = [
        gap
        for code, visits in visits_by_lift.items()
        if world.lifts[code].use == Use.SINGLE_FAMILY
        for gap in _gaps(visits)
    ]

    assert gaps
    assert all(90 < gap <= 122 for gap in gaps)


def test_nobody_works_on_holidays_or_at_night(told):
    begun = [visit.started_at.astimezone(MADRID) for visit in told.visits]

    assert [moment for moment in begun if not workdays.works(moment.date())] == []
    assert {moment.date() for moment in begun} & {date(2026, 4, 23), date(2026, 1, 6), date(2026, 9, 8)} == set()
    assert all(time(8, 0) <= moment.time() <= time(18, 0) for moment in begun)


def test_nobody_is_in_two_places_at_once(told):
    rounds = defaultdict(list)
    for visit in told.visits:
        rounds[visit.technician].append(visit)
    for visits in rounds.values():
        visits.sort(key=lambda visit: visit.started_at)
        assert [one.key for one, other in pairwise(visits) if one.finished_at >= other.started_at] == []


def test_a_visit_is_written_down_after_it_and_reaches_us_after_that(told):
    assert all(visit.finished_at < visit.recorded_at < visit.received_at for visit in told.visits)


def test_scopes_take_turns(visits_by_lift):
    scopes = [visit.scope for visit in visits_by_lift["M14KAA"][:12]]

    assert Counter(scopes) == {
        Frequency.MONTHLY: 8,
        Frequency.QUARTERLY: 2,
        Frequency.HALF_YEARLY: 1,
        Frequency.YEARLY: 1,
    }


def test_the_chairs_last_visit_is_the_one_in_the_pictures(visits_by_lift):
    last = [visit for visit in visits_by_lift["M14KAA"] if visit.received_at <= NOW][-1]
    here, gone, known = (moment.astimezone(MADRID) for moment in (last.started_at, last.finished_at, last.received_at))

    assert (f"{here:%d/%m %H:%M}", f"{gone:%H:%M}", f"{known:%H:%M}") == ("12/11 10:12", "10:58", "12:40")
    assert [said[:2] for said in last.appointment.said] == [(50, Result.ADJUSTED), (62, Result.PENDING)]


def test_one_of_the_chairs_last_twelve_came_late(visits_by_lift):
    done = [visit for visit in visits_by_lift["M14KAA"] if visit.received_at <= NOW][-12:]

    assert [gap for gap in _gaps(done) if gap > 45] == [49]


@pytest.mark.parametrize(("street", "days"), [("Calle Nebrija 9", 48), ("Calle Cervantes 18", 48)])
def test_two_lifts_are_late_on_the_first_day(world, visits_by_lift, street, days):
    done = [visit for visit in visits_by_lift[world.at(street)] if visit.received_at <= NOW]

    assert (world.made_on - done[-1].started_at.astimezone(MADRID).date()).days == days


def test_several_lifts_are_due_within_a_week_on_the_first_day(world, visits_by_lift):
    last = [
        [visit for visit in visits if visit.received_at <= NOW][-1].started_at.astimezone(MADRID).date()
        for code, visits in visits_by_lift.items()
        if world.lifts[code].use != Use.SINGLE_FAMILY
    ]

    assert sum(38 <= (world.made_on - day).days <= 45 for day in last) >= 3
