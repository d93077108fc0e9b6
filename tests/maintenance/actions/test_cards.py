from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from maintenance.actions import breakdowns, calls, cards, visits
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Cause, Status, Why
from maintenance.models import Lift, LiftCard, LiftDay, Stop
from maintenance.models.card import NEVER
from portal.ledger import following
from portal.ledger.kinds import Origin
from portal.ledger.models import Pending
from portal.lib import clock

HOUR = 3600


@pytest.fixture
def card(lift):
    """What the follower has made of the lift by now; no paper is drawn for it."""

    def read():
        Pending.objects.filter(follower="bulletins").delete()
        following.work()
        return LiftCard.objects.get(lift=lift)

    return read


@pytest.fixture
def visited(lift, work, now):
    def visit(days, **more):
        ended = now - timedelta(days=days)
        told = work(started_at=ended - timedelta(hours=1), finished_at=ended, recorded_at=ended)
        return visits.record(lift=lift, work=told, by=None, at=ended, **more)

    return visit


def test_a_lift_nobody_has_seen_is_unknown(card):
    made = card()

    assert (made.status, made.visits, made.visits_due, made.last_visit_at) == (Status.UNKNOWN, "", 0, None)


def test_a_visited_lift_has_no_fault_and_a_next_window(card, visited, now):
    visited(11)

    made = card()
    assert (made.status, made.last_visit_at, made.last_visit_by) == (
        Status.NO_FAULT,
        now - timedelta(days=11),
        "Marta Gil",
    )
    assert (made.window_opens_on, made.window_closes_on) == (date(2026, 12, 2), date(2026, 12, 27))
    assert (made.visits, made.visits_due, made.stale_at) == ("d", 0, now + timedelta(days=34))


def test_the_strip_tells_of_every_due_visit(card, visited):
    for days in (160, 130, 81, 51, 11):
        visited(days)

    made = card()
    assert (made.visits, made.visits_due, made.visits_on_time, made.visits_late, made.visits_worst_days) == (
        "tlttd",
        4,
        3,
        1,
        4,
    )


def test_visits_that_were_not_done_and_one_too_soon_stand_in_the_strip(card, visited):
    for days in (230, 200, 100, 70, 60, 30):
        visited(days)

    made = card()
    assert (made.visits, made.visits_from_on) == ("tmltetd", date(2026, 5, 7))
    assert (made.visits_due, made.visits_on_time, made.visits_late, made.visits_worst_days) == (5, 3, 1, 55)


def test_after_a_visit_too_soon_the_next_is_due_when_it_was(card, visited):
    visited(40)
    visited(30)

    made = card()
    assert (made.window_opens_on, made.window_closes_on) == (date(2026, 11, 13), date(2026, 11, 28))


def test_nothing_is_due_on_a_lift_that_left(card, visited, lift, now):
    visited(90)
    visited(60)
    Lift.objects.filter(pk=lift.pk).update(left_on=now.date() - timedelta(days=14))

    cards.refresh([lift.pk], at=now)

    made = LiftCard.objects.get(lift=lift)
    assert (made.visits, made.visits_due, made.window_closes_on, made.due_on) == ("tm", 2, None, NEVER)


def test_nobody_is_rated_for_days_before_the_lift_came_to_us(card, visited, lift, now):
    Lift.objects.filter(pk=lift.pk).update(entered_on=now.date() - timedelta(days=50))
    for days in (130, 41, 11):
        visited(days)

    assert card().visits == "td"


def test_a_visit_before_the_record_is_complete_rates_nothing_and_is_still_the_last(card, visited, now):
    Lift.objects.update(record_complete_since=now.date())
    visited(50)
    visited(11)

    made = card()
    assert (made.visits, made.visits_due, made.last_visit_at) == ("", 0, now - timedelta(days=11))


def test_a_lift_without_a_complete_record_has_no_strip_and_no_figure(card, visited):
    Lift.objects.update(record_complete_since=None)
    visited(11)

    made = card()
    assert (made.visits, made.service, made.availability) == ("", "", None)


def test_a_call_makes_it_reported_since_the_call(card, visited, called, now):
    visited(11)
    called(30)

    made = card()
    assert (made.status, made.since) == (Status.REPORTED, now - timedelta(minutes=30))


def test_a_settled_call_leaves_no_trace_on_the_card(card, visited, called, now):
    visited(11)
    calls.settle(call=called(30), by=None, at=now)

    assert card().status == Status.NO_FAULT


def test_a_confirmed_breakdown_makes_it_out_of_order_since_the_call(card, confirmed, now):
    confirmed()

    made = card()
    assert (made.status, made.since, made.open_breakdowns, made.breakdowns_in_90_days) == (
        Status.OUT_OF_ORDER,
        now - timedelta(hours=1),
        1,
        1,
    )


def test_a_breakdown_that_lets_it_run_is_reported_only(card, confirmed):
    confirmed(stops_service=False)

    made = card()
    assert (made.status, made.open_breakdowns, made.breakdowns_in_90_days) == (Status.REPORTED, 1, 0)


def test_works_that_end_under_an_open_breakdown_leave_it_reported(card, confirmed, lift, now):
    works = Stop.objects.create(lift=lift, from_at=now - timedelta(days=1), why=Why.PLANNED)
    confirmed()
    Stop.objects.filter(pk=works.pk).update(to_at=now)
    cards.refresh([lift.pk], at=now)

    assert LiftCard.objects.get(lift=lift).status == Status.REPORTED


def test_a_restored_lift_runs_again_and_remembers_how_long_it_stood(card, confirmed, now):
    breakdowns.restore(breakdown=confirmed(), repair=Repair(Cause.DOORS), by=None, at=now)

    made = card()
    assert (made.status, made.since, made.stopped_seconds, made.open_breakdowns) == (
        Status.NO_FAULT,
        now,
        HOUR,
        0,
    )
    assert made.availability == Decimal("99.9")


def test_a_mains_failure_counts_in_no_figure_and_is_shown_apart(card, confirmed, now):
    breakdowns.restore(breakdown=confirmed(), repair=Repair(Cause.POWER), by=None, at=now)

    made = card()
    assert (made.stopped_seconds, made.mains_seconds, made.availability, made.breakdowns_in_90_days) == (
        0,
        HOUR,
        Decimal("100.0"),
        0,
    )


def test_ninety_days_end_today_and_a_stopped_day_shows_tenths(card, lift, now):
    noon = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    Stop.objects.create(lift=lift, from_at=noon, to_at=noon + timedelta(hours=12), why=Why.BREAKDOWN)

    made = card()
    assert (made.service, made.service_from_on) == ("0" * 87 + "500", date(2026, 8, 26))


def test_days_before_the_record_are_blank(card, now):
    Lift.objects.update(record_complete_since=now.date() - timedelta(days=1))

    assert card().service == "-" * 88 + "00"


def test_of_today_only_what_has_passed_counts(card, lift, now):
    Lift.objects.update(record_complete_since=now.date())
    Stop.objects.create(lift=lift, from_at=now - timedelta(days=1), why=Why.BREAKDOWN)

    made = card()
    assert (made.stopped_seconds // HOUR, made.availability) == (11, Decimal("0.0"))


def test_the_day_of_the_canaries_is_an_hour_later(lift, now):
    lift.building.time_zone = "Atlantic/Canary"
    lift.building.save()
    Stop.objects.create(
        lift=lift,
        from_at=datetime(2026, 11, 21, 23, 0, tzinfo=UTC),
        to_at=datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
        why=Why.BREAKDOWN,
    )

    cards.count_days(lift, [date(2026, 11, 21), date(2026, 11, 22)])

    days = LiftDay.objects.order_by("day").values_list("day", "stopped")
    assert list(days) == [(date(2026, 11, 21), HOUR), (date(2026, 11, 22), HOUR)]


def test_the_days_of_a_breakdown_are_counted_when_it_is_over(card, confirmed, lift, now):
    breakdown = confirmed()
    card()
    breakdowns.restore(breakdown=breakdown, repair=Repair(Cause.DOORS), by=None, at=now)
    card()

    assert list(LiftDay.objects.values_list("day", "stopped")) == [(now.date(), HOUR)]


def test_an_open_stop_counts_until_now_and_not_until_midnight(card, confirmed, now):
    confirmed()
    card()

    assert LiftDay.objects.get().stopped == pytest.approx(HOUR, abs=30)


def test_every_night_the_days_of_who_still_stands_are_counted_on(lift, now):
    Stop.objects.create(lift=lift, from_at=datetime(2026, 11, 22, 11, 0, tzinfo=UTC), why=Why.BREAKDOWN)

    cards.roll(at=now)

    assert list(LiftDay.objects.order_by("day").values_list("stopped", flat=True)) == [12 * HOUR, 11 * HOUR]


def test_a_day_that_was_corrected_loses_its_row(lift, now):
    day = date(2026, 11, 21)
    stop = Stop.objects.create(lift=lift, from_at=clock.midnight(day, "Europe/Madrid"), to_at=now, why=Why.BREAKDOWN)
    cards.count_days(lift, [day])
    stop.delete()

    cards.count_days(lift, [day])

    assert not LiftDay.objects.exists()


def test_no_day_is_nothing_to_count(lift):
    cards.count_days(lift, [])

    assert not LiftDay.objects.exists()


def test_cards_the_follower_made_are_what_the_record_says(
    card, visited, called, confirmed, other_lift, work, technician, now
):
    visited(60)
    visited(20)
    breakdown = confirmed()
    breakdowns.assign(breakdown=breakdown, technician=technician, by=None, at=now - timedelta(minutes=40))
    breakdowns.restore(breakdown=breakdown, repair=Repair(Cause.DOORS), by=None, at=now - timedelta(minutes=5))
    called(1)
    visits.record(lift=other_lift, work=work(), by=None, at=now)

    card()

    assert cards.differing(Lift.objects.values_list("pk", flat=True), at=now) == []


def test_a_card_that_says_something_else_is_named(card, visited, lift, now):
    visited(11)
    card()
    LiftCard.objects.update(status=Status.OUT_OF_ORDER)

    assert cards.differing([lift.pk], at=now) == [lift.pk]


def test_a_lift_without_a_card_is_named(lift, now):
    assert cards.differing([lift.pk], at=now) == [lift.pk]


def test_the_archive_is_silent_until_its_cards_are_made_anew(card, visited, lift, now):
    visited(11)
    card()
    visited(5, origin=Origin.HISTORY)
    following.work()

    assert cards.differing([lift.pk], at=now) == [lift.pk]
    cards.refresh([lift.pk], at=now)
    assert cards.differing([lift.pk], at=now) == []


def test_a_card_made_in_the_morning_is_still_true_in_the_evening(card, visited, confirmed, lift, now):
    visited(11)
    confirmed()
    card()

    assert cards.differing([lift.pk], at=now + timedelta(hours=8)) == []


def test_a_lift_goes_quiet_by_itself(card, visited, lift, now):
    visited(44)
    card()

    cards.roll(at=now + timedelta(days=2))

    assert LiftCard.objects.get(lift=lift).status == Status.UNKNOWN


def test_a_lift_that_left_is_rolled_on_no_more(lift, other_lift, now):
    Lift.objects.filter(pk=other_lift.pk).update(left_on=now.date())

    assert cards.roll(at=now) == 1


def test_three_lifts_cost_as_many_queries_as_one(lift, other_lift, building, now, django_assert_num_queries):
    with django_assert_num_queries(11):
        cards.refresh([lift.pk], at=now)

    with django_assert_num_queries(11):
        cards.refresh([lift.pk, other_lift.pk], at=now)


def test_the_command_says_that_every_card_is_true(card, lift):
    card()
    out = StringIO()

    call_command("rebuild_cards", "--check", stdout=out)

    assert out.getvalue() == "Every card says what the record says.\n"


def test_the_command_names_cards_that_are_not_and_makes_them_anew(card, lift):
    card()
    LiftCard.objects.update(visits_due=99)

    with pytest.raises(CommandError, match=f"1 cards differ from the record: {lift.pk}"):
        call_command("rebuild_cards", "--check", stdout=StringIO())

    call_command("rebuild_cards", stdout=StringIO())
    call_command("rebuild_cards", "--check", stdout=StringIO())


def test_what_stands_now_is_counted_on(lift, now):
    Stop.objects.create(lift=lift, from_at=now, why=Why.BREAKDOWN)
    Lift.objects.filter(pk=lift.pk).update(record_complete_since=now.date() - timedelta(days=200))
    cards.refresh([lift.pk], at=now)

    cards.roll_standing(at=now + timedelta(minutes=20))

    card = LiftCard.objects.get(pk=lift.pk)
    assert (card.stopped_seconds, card.availability) == (1200, Decimal("99.9"))
