"""The round of who is on duty, of a contractor's technician, and what lies ahead of both."""

from datetime import timedelta

import pytest

from maintenance.actions import duty, lifts, works
from maintenance.enums import Answer, Drive, WorkKind
from maintenance.models import Duty, Route, Technician
from tests.conftest import LONG_AGO, NOW
from tests.maintenance.phone import Phone, iso

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ivan(colleague):
    return Technician.objects.get(person=colleague)


@pytest.fixture
def answers(office):
    """Puts somebody on duty so long from now, for a route or for all."""

    def give(who, begins=-HOUR, ends=8 * HOUR, *, route=None):
        return duty.give(technician=who, route=route, from_at=NOW + begins, to_at=NOW + ends, by=office, at=NOW - DAY)

    return give


def the_round(phone):
    return phone.client.get("/api/v1/round").json()


def numbers(phone):
    return [one["number"] for one in the_round(phone)["breakdowns"]]


def test_who_is_on_duty_for_all_sees_what_is_open_and_its_lift(other_phone, answers, ivan, opened, lift):
    answers(ivan)

    told = the_round(other_phone)

    assert [one["number"] for one in told["breakdowns"]] == [opened.number]
    assert (list(told["lifts"]), told["visits"]) == ([str(lift.pk)], [])


def test_the_duty_of_a_route_is_for_that_route_alone(other_phone, answers, ivan, opened, route):
    answers(ivan, ends=HOUR, route=Route.objects.get(technician=ivan))
    assert numbers(other_phone) == []

    answers(ivan, HOUR, 2 * HOUR, route=route)

    assert numbers(other_phone) == [opened.number]


@pytest.mark.parametrize(
    ("begins", "ends", "sees"),
    [
        (-2 * HOUR, -HOUR, False),
        (-HOUR, HOUR, True),
        (12 * HOUR, 20 * HOUR, True),  # 23:00 of the round's own day
        (13 * HOUR, 20 * HOUR, False),  # 00:00 of the next
    ],
)
def test_a_duty_counts_now_and_when_it_begins_today(other_phone, answers, ivan, opened, begins, ends, sees):
    Duty.objects.create(technician=ivan, from_at=NOW + begins, to_at=NOW + ends, given_at=NOW)

    assert bool(numbers(other_phone)) == sees


def test_a_duty_taken_away_shows_nothing(other_phone, answers, ivan, opened, office):
    duty.remove(duty=answers(ivan, HOUR), by=office, at=NOW)

    assert the_round(other_phone)["breakdowns"] == []


def test_on_duty_one_may_work_where_it_is_open(other_phone, answers, ivan, opened):
    answers(ivan)

    receipt = other_phone.put("breakdown.taken", opened.pk, {"at": iso(1)}).json()

    opened.refresh_from_db()
    assert (receipt["outcome"], opened.technician) == ("done", ivan)


def test_off_duty_one_may_not(other_phone, opened):
    receipt = other_phone.put("breakdown.taken", opened.pk, {"at": iso(1)}).json()

    assert (receipt["outcome"], receipt["words"]) == ("refused", "Esa avería no está entre las suyas.")


def test_what_was_done_on_duty_is_taken_when_the_duty_is_over(other_phone, ivan, opened):
    Duty.objects.create(technician=ivan, from_at=NOW - 2 * HOUR, to_at=NOW - HOUR / 4, given_at=NOW)

    done = other_phone.put("breakdown.taken", opened.pk, {"at": iso(20)}).json()

    assert done["outcome"] == "done"


def test_an_entrapment_nobody_has_taken_is_on_top(phone, taken, other_lift, route, technician, opened):
    other_lift.route = route
    other_lift.save()
    inside = taken(5, about=other_lift, anyone_inside=Answer.YES).breakdown
    assert numbers(phone)[0] == inside.number

    opened.__class__.objects.filter(pk=opened.pk).update(entrapment=True, technician=technician, taken_at=NOW)

    assert numbers(phone) == [inside.number, opened.number]
    opened.__class__.objects.update(taken_at=None, technician=None)
    inside.__class__.objects.filter(pk=inside.pk).update(technician=technician, taken_at=NOW)
    assert numbers(phone) == [opened.number, inside.number]


def test_a_contractor_sees_the_lifts_whose_owner_lets_him(client_of, theirs, lift, route, authorise):
    Route.objects.filter(pk=route.pk).update(technician=theirs)
    phone = Phone(client_of(theirs.person))
    assert the_round(phone)["lifts"] == {}

    authorise(lift)

    assert list(the_round(phone)["lifts"]) == [str(lift.pk)]


def test_a_contractor_on_duty_sees_only_those_too(client_of, theirs, answers, opened, authorise, lift):
    answers(theirs)
    phone = Phone(client_of(theirs.person))
    assert (numbers(phone), the_round(phone)["lifts"]) == ([], {})
    refused = phone.put("breakdown.taken", opened.pk, {"at": iso(1)}).json()["outcome"]

    authorise(lift)

    assert (refused, numbers(phone)) == ("refused", [opened.number])


def test_a_paper_that_has_run_out_shows_nothing(client_of, theirs, lift, route, authorise, now):
    Route.objects.filter(pk=route.pk).update(technician=theirs)

    authorise(lift, to_on=now.date())

    assert the_round(Phone(client_of(theirs.person)))["lifts"] == {}


def test_ones_own_duties_say_who_comes_before_and_after(phone, other_phone, answers, technician, ivan, route):
    mine = answers(technician, ends=8 * HOUR)
    theirs = answers(ivan, 8 * HOUR, 20 * HOUR, route=route)
    answers(technician, 15 * DAY, 16 * DAY)

    assert the_round(phone)["duties"] == [
        {
            "id": str(mine.pk),
            "from_at": "2026-11-23T09:00:00.000000Z",
            "to_at": "2026-11-23T18:00:00.000000Z",
            "route": None,
            "before": None,
            "after": None,
        }
    ]
    assert the_round(other_phone)["duties"] == [
        {
            "id": str(theirs.pk),
            "from_at": "2026-11-23T18:00:00.000000Z",
            "to_at": "2026-11-24T06:00:00.000000Z",
            "route": "Centro",
            "before": "Marta Gil",
            "after": None,
        }
    ]


def test_who_comes_after_is_the_next_of_the_same_lane_within_a_day(phone, answers, technician, ivan, route):
    answers(technician, ends=8 * HOUR, route=route)
    answers(ivan, 7 * HOUR + DAY, 2 * DAY, route=route)
    assert the_round(phone)["duties"][0]["after"] == "Iván Prado"

    Duty.objects.filter(technician=ivan).update(from_at=NOW + 8 * HOUR + DAY)

    assert the_round(phone)["duties"][0]["after"] is None


@pytest.fixture
def ordered(office):
    """Plans a repair so long from now."""

    def order(lift, begins, ends):
        told = works.Order(WorkKind.REPAIR, "Cambiar el guiador", NOW + begins, NOW + ends)
        return works.plan(lift=lift, order=told, by=office, at=NOW - 30 * DAY)

    return order


def test_works_on_the_lifts_are_told_a_week_ahead_and_while_they_last(phone, lift, other_lift, ordered, office):
    near = ordered(lift, DAY, 2 * DAY)
    begun = works.begin(work=ordered(lift, -2 * DAY, -DAY), begun_at=NOW - 2 * DAY, by=office, at=NOW)
    ordered(lift, 8 * DAY, 9 * DAY), ordered(other_lift, DAY, 2 * DAY)
    works.cancel(work=ordered(lift, DAY, 2 * DAY), why="No hace falta.", by=office, at=NOW)

    assert the_round(phone)["works"] == [
        {
            "id": str(begun.pk),
            "lift": str(lift.pk),
            "from_at": "2026-11-21T10:00:00.000000Z",
            "to_at": None,
            "words": "Reparación: Cambiar el guiador",
        },
        {
            "id": str(near.pk),
            "lift": str(lift.pk),
            "from_at": "2026-11-24T10:00:00.000000Z",
            "to_at": "2026-11-25T10:00:00.000000Z",
            "words": "Reparación: Cambiar el guiador",
        },
    ]


def test_duties_and_works_cost_the_same_however_many(phone, answers, technician, ivan, lift, ordered, counting):
    the_round(phone)
    with counting() as none:
        the_round(phone)
    for days in range(5):
        answers(technician, days * DAY, days * DAY + HOUR), answers(ivan, days * DAY, days * DAY + HOUR)
        ordered(lift, days * DAY, days * DAY + HOUR)

    with counting() as many:
        told = the_round(phone)

    assert (len(told["duties"]), len(told["works"])) == (5, 5)
    assert len(many) == len(none)


def test_on_duty_the_round_costs_the_same_for_one_breakdown_and_for_four(
    other_phone, answers, ivan, taken, building, opened, counting
):
    answers(ivan)
    the_round(other_phone)
    with counting() as one:
        the_round(other_phone)
    for name in "BCD":
        taken(about=lifts.enter(
            building=building, name=name, drive=Drive.TRACTION, entered_on=LONG_AGO, by=None, at=NOW
        ))  # fmt: skip

    with counting() as four:
        told = the_round(other_phone)

    assert (len(told["breakdowns"]), len(told["lifts"])) == (4, 4)
    assert len(four) == len(one)
