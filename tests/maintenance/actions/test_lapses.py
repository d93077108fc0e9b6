"""What we promised and did not keep is written down by us, once, whoever looks and however often."""

from datetime import date, timedelta

import pytest

from maintenance.actions import breakdowns, cards, lapses, visits
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Cause, VisitState
from maintenance.models import Visit
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry
from tests.conftest import NOW

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
DUE = NOW + HOUR  # the news that `confirmed` promises
LOOK = """
from datetime import timedelta
from maintenance.actions import lapses
from portal.lib import clock
lapses.of_news(at=clock.now() + timedelta(hours=2))
"""
PROMISE = """
from datetime import timedelta
from maintenance.actions import breakdowns, calls
from maintenance.enums import Answer
from maintenance.models import Lift
from portal.lib import clock
now, lift = clock.now(), Lift.objects.first()
call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.NO), by=None, at=now)
breakdowns.confirm(call=call, stops_service=True, next_update_by=now + timedelta(hours=1), by=None, at=now)
"""
COUNT = """
from maintenance.models import Lapse
from portal.ledger.models import Entry
print(Lapse.objects.count(), Entry.objects.filter(kind__in=["breakdown.news_due", "breakdown.news_unkept"]).count())
"""


def _written():
    kinds = ("breakdown.stopped_long", "breakdown.news_due", "breakdown.news_unkept", "visit.closing", "visit.overdue")
    rows = Entry.objects.filter(kind__in=kinds).order_by("pk")
    return [(row.kind.partition(".")[2], row.audience, row.occurred_at) for row in rows]


def _facts():
    return Entry.objects.filter(kind__startswith="visit.").order_by("-pk").first().facts


@pytest.fixture
def visited(lift, technician, plan):
    """The lift was visited so many days ago, and its card knows it."""

    def visit(days_ago):
        ended = NOW - days_ago * DAY
        work = visits.CompletedWork(
            technician=technician,
            plan=plan,
            started_at=ended - HOUR,
            finished_at=ended,
            recorded_at=ended,
            replies=[],
        )
        visits.record(lift=lift, work=work, by=None, at=ended)
        cards.refresh([lift.pk], at=NOW)

    return visit


def _planned(lift, on, **more):
    return Visit.objects.create(lift=lift, state=VisitState.PLANNED, planned_on=on, **more)


def test_the_office_hears_at_the_hour_and_the_owner_when_no_news_came_since(confirmed):
    confirmed()

    before = lapses.of_news(at=DUE - MINUTE)
    at_the_hour = lapses.of_news(at=DUE)
    meanwhile = lapses.of_news(at=DUE + 14 * MINUTE)
    after = lapses.of_news(at=DUE + 15 * MINUTE)

    assert (before, at_the_hour, meanwhile, after) == (0, 1, 0, 1)
    assert _written() == [("news_due", "staff", DUE), ("news_unkept", "residents", DUE + 15 * MINUTE)]


def test_a_promise_is_written_once_however_often_it_is_looked_at_and_whatever_the_clock_does(confirmed):
    confirmed()
    for minutes in (90, 90, -120, 3000, 20):
        lapses.of_news(at=DUE + minutes * MINUTE)

    assert [what for what, _for, _when in _written()] == ["news_due", "news_unkept"]


def test_a_promise_given_anew_is_another(confirmed, now):
    breakdown = confirmed()
    lapses.of_news(at=DUE + HOUR)
    again = DUE + 2 * HOUR
    breakdowns.promise(breakdown=breakdown, next_update_by=again, expected_back_at=None, by=None, at=DUE + HOUR)

    lapses.of_news(at=again)

    assert _written()[2:] == [("news_due", "staff", again)]


def test_news_given_shortly_before_the_hour_or_since_is_the_news_that_was_promised(confirmed, technician):
    breakdown = confirmed()
    breakdowns.assign(breakdown=breakdown, technician=technician, by=None, at=NOW)
    breakdowns.find(breakdown=breakdown, cause=Cause.DOORS, words="", by=None, at=DUE - 30 * MINUTE)

    lapses.of_news(at=DUE + HOUR)

    assert [what for what, _for, _when in _written()] == ["news_due"]


def test_old_news_is_none_of_what_was_promised(confirmed, technician):
    breakdown = confirmed()
    breakdowns.assign(breakdown=breakdown, technician=technician, by=None, at=DUE - 31 * MINUTE)

    lapses.of_news(at=DUE + HOUR)

    assert [what for what, _for, _when in _written()] == ["news_due", "news_unkept"]


def test_what_is_over_or_from_the_archive_or_promised_nothing_has_no_hour_that_passes(confirmed):
    breakdown = confirmed()
    for columns in ({"origin": Origin.HISTORY}, {"origin": Origin.LIVE, "next_update_by": None}):
        type(breakdown).objects.filter(pk=breakdown.pk).update(**columns)
        assert lapses.of_news(at=DUE + HOUR) == 0
    breakdowns.restore(breakdown=breakdown, repair=Repair(Cause.DOORS), by=None, at=NOW)

    assert lapses.of_news(at=DUE + HOUR) == 0


def test_four_that_look_at_once_write_it_once(scratch):
    scratch.run(PROMISE)

    scratch.run_at_once(LOOK, *range(4))

    assert scratch.run(COUNT) == ["2 2"]


def test_one_that_has_stood_for_four_hours_is_written_once_for_the_moment_it_had(confirmed):
    breakdown = confirmed()
    four_hours = breakdown.stop.from_at + 4 * HOUR

    counts = [lapses.of_stops(at=four_hours + minutes * MINUTE) for minutes in (-1, 3, 3, 900)]

    assert counts == [0, 1, 0, 0]
    assert _written() == [("stopped_long", "residents", four_hours)]


def test_what_runs_on_or_is_over_or_has_stood_for_days_is_not_written(confirmed, called):
    running = confirmed(stops_service=False)
    later = [lapses.of_stops(at=NOW + 5 * HOUR)]
    breakdowns.restore(breakdown=running, repair=Repair(Cause.DOORS), by=None, at=NOW)
    standing = confirmed()
    later.append(lapses.of_stops(at=NOW + 3 * DAY))
    breakdowns.restore(breakdown=standing, repair=Repair(Cause.DOORS), by=None, at=NOW)

    assert [*later, lapses.of_stops(at=NOW + 5 * HOUR)] == [0, 0, 0]


def test_five_days_before_the_last_a_visit_without_a_day_is_written_down(lift, visited):
    visited(days_ago=40)

    assert (lapses.of_visits(at=NOW), lapses.of_visits(at=NOW + HOUR)) == (1, 0)
    assert _written() == [("closing", "owner", NOW)]
    assert _facts() == {"closes_on": "2026-11-28", "planned_on": None}


def test_six_days_before_it_is_early_and_with_a_day_in_time_there_is_nothing_to_say(lift, visited):
    visited(days_ago=39)
    early = lapses.of_visits(at=NOW)
    _planned(lift, date(2026, 11, 29))

    assert (early, lapses.of_visits(at=NOW + DAY)) == (0, 0)


def test_a_day_after_the_last_is_said_before_it_passes(lift, visited):
    visited(days_ago=41)
    _planned(lift, date(2026, 11, 30))

    lapses.of_visits(at=NOW)

    assert _facts() == {"closes_on": "2026-11-27", "planned_on": "2026-11-30"}


def test_one_that_passed_is_written_for_the_midnight_it_did_with_its_new_day(lift, visited):
    visited(days_ago=46)
    _planned(lift, date(2026, 11, 25))

    lapses.of_visits(at=NOW)

    assert _written() == [("overdue", "owner", NOW.replace(day=22, hour=23, minute=0))]
    assert _facts() == {"closes_on": "2026-11-22", "planned_on": "2026-11-25"}


def test_a_planned_day_that_is_over_is_no_day_any_more(lift, visited):
    visited(days_ago=46)
    _planned(lift, date(2026, 11, 20))

    lapses.of_visits(at=NOW)

    assert _facts()["planned_on"] is None


def test_the_visits_are_looked_at_and_not_only_the_card(lift, visited, technician, plan):
    visited(days_ago=46)
    card = type(lift.card).objects.filter(pk=lift.pk)
    before = card.get().window_closes_on
    visited(days_ago=0)
    card.update(window_closes_on=before)

    assert lapses.of_visits(at=NOW) == 0


def test_one_being_done_and_one_long_gone_and_a_lift_that_left_are_not_written(lift, visited, technician):
    visited(days_ago=46)
    started = {"state": VisitState.STARTED, "technician": technician, "started_at": NOW, "claimed_at": NOW}
    begun = Visit.objects.create(lift=lift, **started)
    during = lapses.of_visits(at=NOW)
    Visit.objects.filter(pk=begun.pk).update(claimed_at=NOW - 3 * DAY)
    long_gone = lapses.of_visits(at=NOW + 10 * DAY)
    type(lift).objects.filter(pk=lift.pk).update(left_on=NOW.date())

    assert (during, long_gone, lapses.of_visits(at=NOW)) == (0, 0, 0)


def test_nothing_is_claimed_of_a_lift_whose_record_is_not_whole(lift, visited):
    visited(days_ago=46)
    type(lift).objects.filter(pk=lift.pk).update(record_complete_since=None)

    assert lapses.of_visits(at=NOW) == 0


def test_a_sweep_asks_no_more_queries_for_lifts_with_nothing_to_say(lift, visited, django_assert_num_queries):
    visited(days_ago=10)

    with django_assert_num_queries(1):
        lapses.of_visits(at=NOW)
    with django_assert_num_queries(1):
        lapses.of_news(at=NOW)
