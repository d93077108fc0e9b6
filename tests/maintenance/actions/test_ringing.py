"""An entrapment rings until it is taken: rows, facts, and what ends it."""

from datetime import timedelta

import pytest

from maintenance.actions import breakdowns, calls, duty, ringing
from maintenance.enums import Answer, RungAs, Step
from maintenance.models import Breakdown, Ring, Technician
from maintenance.queries import ringing as asked
from maintenance.queries import workable
from portal.access.models import Post
from portal.access.roles import Role
from portal.ledger.models import Entry
from tests.conftest import LONG_AGO, person

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def luis(company):
    who = person("Luis Gómez")
    Post.objects.create(person=who, role=Role.TECHNICIAN, from_on=LONG_AGO)
    return Technician.objects.create(person=who)


@pytest.fixture
def on_duty(technician, luis, route, now):
    """Marta for the route, Luis for all."""
    for who, lane in ((luis, None), (technician, route)):
        hours = {"from_at": now - timedelta(hours=2), "to_at": now + timedelta(hours=8)}
        duty.give(technician=who, route=lane, by=None, at=now - timedelta(hours=3), **hours)


@pytest.fixture
def trapped(confirmed):
    """Somebody inside since an hour ago; nobody has it."""
    return confirmed(anyone_inside=Answer.YES)


@pytest.fixture
def just_now(called, now):
    """Somebody inside since this moment."""
    return breakdowns.confirm(
        call=called(0, anyone_inside=Answer.YES), stops_service=True, next_update_by=None, by=None, at=now
    )


def _rings():
    return [(row.turn, row.person.name, row.rung_as) for row in Ring.objects.order_by("turn", "pk")]


def _facts():
    return [(entry.kind, entry.audience, entry.facts) for entry in Entry.objects.filter(kind="breakdown.rung")]


def test_it_rings_for_one_after_the_other_and_then_for_all(just_now, on_duty, admin, technician, luis, now):
    for minutes in range(9):
        ringing.look(at=now + minutes * A_MINUTE)

    assert _rings() == [
        (1, "Marta Gil", RungAs.DUTY),
        (2, "Luis Gómez", RungAs.DUTY),
        (3, "Nuria Vega", RungAs.HEAD),
        (4, "Marta Gil", RungAs.DUTY),
        (4, "Luis Gómez", RungAs.DUTY),
        (4, "Nuria Vega", RungAs.HEAD),
        (5, "Marta Gil", RungAs.DUTY),
        (5, "Luis Gómez", RungAs.DUTY),
        (5, "Nuria Vega", RungAs.HEAD),
    ]


def test_each_turn_is_a_fact_of_the_lift_for_those_who_work_here(just_now, on_duty, technician, now):
    ringing.look(at=now)

    facts = {"number": just_now.number, "technician": None, "turn": 1, "people": [str(technician.person_id)]}
    assert _facts() == [("breakdown.rung", "staff", facts)]


def test_without_an_administrator_the_whole_office_is_its_head(just_now, office, now):
    ringing.look(at=now)

    assert _rings() == [(1, "Carmen Ruiz", RungAs.HEAD)]


def test_two_looks_at_once_ring_once(just_now, on_duty, now):
    assert (ringing.look(at=now), ringing.look(at=now)) == (1, 0)


def test_a_worker_that_dies_halfway_has_rung_nobody(just_now, on_duty, monkeypatch, now):
    monkeypatch.setattr(ringing.ledger, "append", lambda *_facts, **_how: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ringing.ring(breakdown=just_now, at=now)

    assert (_rings(), _facts()) == ([], [])


@pytest.mark.parametrize("end", ["taken", "on_the_way", "freed"])
def test_it_rings_no_more_once_somebody_goes_or_nobody_is_inside(just_now, on_duty, technician, end, now):
    ringing.look(at=now)
    at = now + A_MINUTE
    if end == "taken":
        breakdowns.take(breakdown=just_now, technician=technician, by=technician.person, at=at)
    if end == "on_the_way":
        breakdowns.assign(breakdown=just_now, technician=technician, by=None, at=at)
        breakdowns.set_out(breakdown=just_now, by=None, at=at)
    if end == "freed":
        breakdowns.free(breakdown=just_now, by=None, at=at)

    assert ringing.look(at=now + 30 * A_MINUTE) == 0
    assert Entry.objects.filter(kind="breakdown.taken").count() == (end != "freed")


def test_what_rang_nowhere_is_taken_without_a_fact_of_its_own(confirmed, technician, now):
    breakdowns.take(breakdown=confirmed(), technician=technician, by=technician.person, at=now)

    assert not Entry.objects.filter(kind="breakdown.taken").exists()


def test_whoever_the_office_gives_it_to_rings_at_once(just_now, on_duty, luis, admin, now):
    ringing.look(at=now)
    breakdowns.assign(breakdown=just_now, technician=luis, by=admin, at=now + A_MINUTE)
    ringing.look(at=now + A_MINUTE)

    assert _rings() == [(1, "Marta Gil", RungAs.DUTY), (2, "Luis Gómez", RungAs.GIVEN)]


def test_a_contractors_technician_without_the_owners_paper_is_left_out(just_now, theirs, admin, now):
    hours = {"from_at": now - A_MINUTE, "to_at": now + timedelta(hours=8)}
    duty.give(technician=theirs, route=None, by=None, at=now - A_MINUTE, **hours)
    ringing.look(at=now)

    assert _rings() == [(1, "Nuria Vega", RungAs.HEAD)]


def test_nobody_inside_rings_nobody(confirmed, on_duty, now):
    confirmed()

    assert ringing.look(at=now) == 0


def test_history_rings_nobody(trapped, on_duty, now):
    Breakdown.objects.update(origin="history")

    assert ringing.look(at=now) == 0


def test_somebody_shut_in_once_more_rings_anew(just_now, called, on_duty, technician, now):
    ringing.look(at=now)
    breakdowns.take(breakdown=just_now, technician=technician, by=technician.person, at=now + A_MINUTE)
    breakdowns.free(breakdown=just_now, by=None, at=now + 2 * A_MINUTE)
    called(-10, anyone_inside=Answer.YES)
    ringing.look(at=now + 10 * A_MINUTE)

    assert _rings() == [(1, "Marta Gil", RungAs.DUTY), (2, "Marta Gil", RungAs.GIVEN)]
    assert asked.since(Breakdown.objects.get()) == now + 10 * A_MINUTE


def test_one_who_is_in_the_building_keeps_it_when_somebody_calls_from_inside(confirmed, called, technician, now):
    found = confirmed()
    breakdowns.assign(breakdown=found, technician=technician, by=None, at=now)
    breakdowns.arrive(breakdown=found, by=None, at=now)
    called(0, anyone_inside=Answer.YES)

    assert ringing.look(at=now) == 0


def test_a_call_of_an_owner_that_somebody_is_inside_does_not_wait_for_the_desk(called, chair, on_duty, now):
    call = called(0, anyone_inside=Answer.YES, stopped=Answer.UNKNOWN, caller=chair)
    ringing.look(at=now)

    call.refresh_from_db()
    assert (call.breakdown.entrapment, call.breakdown.stops_service) == (True, True)
    assert list(call.breakdown.steps.values_list("step", flat=True)) == [Step.REPORTED, Step.CONFIRMED]
    assert _rings() == [(1, "Marta Gil", RungAs.DUTY)]


def test_a_strangers_call_waits_for_somebody_of_ours(called, on_duty, now):
    called(0, anyone_inside=Answer.YES)

    assert (ringing.look(at=now), Breakdown.objects.count()) == (0, 0)


def test_whose_telephone_rang_may_work_on_the_lift(just_now, admin, luis, now):
    hours = {"from_at": now - A_MINUTE, "to_at": now + timedelta(hours=8)}
    duty.give(technician=luis, route=None, by=None, at=now - A_MINUTE, **hours)
    tomorrow = now + timedelta(days=1)
    before = workable.lifts(luis.person, tomorrow).count()

    ringing.look(at=now)

    assert (before, workable.lifts(luis.person, tomorrow).get()) == (0, just_now.lift)


def test_the_office_reads_where_it_rings(just_now, on_duty, admin, technician, now):
    for minutes in range(9):
        ringing.look(at=now + minutes * A_MINUTE)
    said = asked.said(Breakdown.objects.get(), now=now + 9 * A_MINUTE)

    assert said.sentence == (
        "Suena en los teléfonos de Marta Gil, Luis Gómez y Nuria Vega desde las 11:00; nadie la ha cogido."
    )
    assert [(line.name, line.why) for line in said.lines] == [
        ("Marta Gil", "está de guardia"),
        ("Luis Gómez", "está de guardia"),
        ("Nuria Vega", "dirige la oficina"),
    ]
    breakdowns.take(breakdown=just_now, technician=technician, by=technician.person, at=now + 9 * A_MINUTE)
    assert asked.said(Breakdown.objects.get(), now=now + 9 * A_MINUTE).sentence == ""


def test_a_call_of_the_office_with_somebody_inside_wakes_the_workers(
    lift, office, now, django_capture_on_commit_callbacks
):
    told = calls.Told(anyone_inside=Answer.YES)
    with django_capture_on_commit_callbacks() as woken:
        call = calls.receive(lift=lift, told=told, by=office, at=now)
        breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=office, at=now)

    assert [one.args[0] for one in woken].count("maintenance.ring") == 2
