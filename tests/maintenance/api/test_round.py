"""GET /api/v1/round: all that is needed without coverage, of the own lifts alone."""

from datetime import timedelta

import pytest

from maintenance.actions import breakdowns, cards, lifts
from maintenance.enums import Drive, Leaving, VisitState
from maintenance.models import Route, Technician, Visit
from portal.lib.keys import new_key
from tests.conftest import LONG_AGO, NOW
from tests.maintenance.phone import finding, record, started


def the_round(phone):
    answer = phone.client.get("/api/v1/round")
    assert answer.status_code == 200
    return answer.json()


def test_the_round_says_who_and_where_it_is_from(phone, lift, technician, company):
    told = the_round(phone)

    assert (told["day"], told["route"], told["done_today"]) == ("2026-11-23", "Centro", 0)
    assert told["technician"] == {"id": str(technician.person_id), "name": "Marta Gil", "initials": "MG"}
    assert told["company"] == {
        "name": "Ascensores Duero",
        "emergency_phone": "900 000 000",
        "office_phone": "983 000 000",
    }
    assert told["phrases"][0] == "Todo en orden."


def test_a_lifts_sheet_is_whole(phone, lift, chair, plan):
    phone.put("visit.completed", new_key(), record(lift, plan, findings=[finding(words="Guiador")]))

    (sheet,) = [sheet for key, sheet in the_round(phone)["lifts"].items() if key == str(lift.pk)]

    (found,) = sheet.pop("findings")
    assert (found["words"], found["severity"], found["item"]) == ("Guiador", "soon", 46)
    assert sheet == {
        "street": "Calle Mayor 14",
        "city": "Valladolid",
        "access": "",
        "name": "Ascensor principal",
        "code": "M14KAA",
        "cabinet_code": lift.cabinet_code,
        "rae": "47-003128",
        "serial_number": "OT-2008-4471",
        "maker": "Otis",
        "year": 2008,
        "drive": "traction",
        "stops": 6,
        "load_kg": 450,
        "speed": None,
        "communication": "unknown",
        "notes": "",
        "status": "unknown",
        "reader": {"name": "Pilar Ortega", "role": "Presidente/a"},
        "plan": str(plan.pk),
        "last_visits": [{"at": "2026-11-23T09:50:00.000000Z", "by": "Marta Gil", "pending": ["Guiador gastado."]}],
        "faults": [],
    }


def test_a_plan_says_what_each_visit_owes(phone, lift, plan):
    told = the_round(phone)["plans"][str(plan.pk)]

    assert told["items"][0] == {
        "number": 37,
        "group": "Cabina",
        "text": "Iluminación de emergencia",
        "plain": "",
    }
    assert told["due"]["hydraulic"] == {scope: [37, 46] for scope in "MTSA"}


def test_a_planned_visit_and_what_is_due_besides(phone, planned, lift, route, building):
    second = lifts.enter(
        building=building, name="B", drive=Drive.TRACTION, route=route, entered_on=LONG_AGO,
        record_complete_since=LONG_AGO, by=None, at=NOW,
    )  # fmt: skip
    third = lifts.enter(
        building=building, name="C", drive=Drive.TRACTION, route=route, entered_on=LONG_AGO, by=None, at=NOW
    )
    cards.refresh([lift.pk, second.pk, third.pk], at=NOW)
    second.card.__class__.objects.filter(pk=second.pk).update(
        last_visit_at=NOW - timedelta(days=40), window_opens_on="2026-11-03", window_closes_on="2026-11-28"
    )

    told = the_round(phone)["visits"]

    due = {"id": None, "lift": str(second.pk), "planned_on": None, "scope": "M", "state": "planned"}
    assert told[0] == due | {"last_on": "2026-10-14", "opens_on": "2026-11-03", "closes_on": "2026-11-28"}
    assert (told[1]["id"], told[1]["lift"], told[1]["planned_on"]) == (str(planned.pk), str(lift.pk), "2026-11-23")
    assert len(told) == 2


def test_a_started_visit_is_there_until_it_is_done(phone, planned, lift, plan):
    phone.put("visit.started", planned.pk, started(lift))
    assert [one["state"] for one in the_round(phone)["visits"]] == ["started"]

    phone.put("visit.completed", planned.pk, record(lift, plan))

    assert (the_round(phone)["visits"], the_round(phone)["done_today"]) == ([], 1)


def test_a_breakdown_says_where_it_stands(phone, given):
    breakdowns.set_out(breakdown=given, by=None, at=NOW)

    (told,) = the_round(phone)["breakdowns"]

    steps = told.pop("steps")
    assert [one["step"] for one in steps] == ["reported", "confirmed", "assigned", "on_the_way"]
    assert told == {
        "id": str(given.pk),
        "lift": str(given.lift_id),
        "number": given.number,
        "reported_at": "2026-11-23T09:30:00.000000Z",
        "words": "",
        "entrapment": False,
        "freed_at": None,
        "stops_service": True,
        "next_update_by": "2026-11-23T11:00:00.000000Z",
        "expected_back_at": None,
        "mine": True,
        "taken": True,
        "on_the_way_at": "2026-11-23T10:00:00.000000Z",
        "arrived_at": None,
        "left_at": None,
        "cause": "",
    }


def test_whoever_left_is_no_longer_there(phone, given):
    for act, minutes in ((breakdowns.set_out, 3), (breakdowns.arrive, 2)):
        act(breakdown=given, happened_at=NOW - timedelta(minutes=minutes), by=None, at=NOW)
    breakdowns.leave(breakdown=given, because=Leaving.PART, by=None, at=NOW)

    (told,) = the_round(phone)["breakdowns"]
    assert (told["on_the_way_at"], told["arrived_at"], told["left_at"]) == (None, None, "2026-11-23T10:00:00.000000Z")


def test_where_somebody_is_inside_comes_first(phone, opened, taken, route, building):
    other = lifts.enter(
        building=building, name="B", drive=Drive.TRACTION, route=route, entered_on=LONG_AGO, by=None, at=NOW
    )
    inside = taken(about=other, anyone_inside="yes").breakdown

    assert [one["id"] for one in the_round(phone)["breakdowns"]] == [str(inside.pk), str(opened.pk)]


def test_the_round_of_another_shows_nothing_of_these_lifts(other_phone, planned, given, lift):
    told = the_round(other_phone)

    assert (told["lifts"], told["visits"], told["breakdowns"], told["plans"]) == ({}, [], [], {})


@pytest.mark.parametrize("what", ["visit", "breakdown"])
def test_what_is_given_to_him_brings_its_lift(other_phone, lift, taken, colleague, what):
    ivan = Technician.objects.get(person=colleague)
    if what == "visit":
        Visit.objects.create(lift=lift, technician=ivan, planned_on=NOW.date())
    else:
        taken(to=ivan)

    assert list(the_round(other_phone)["lifts"]) == [str(lift.pk)]


def test_a_lift_that_left_the_company_is_not_there(phone, planned, given, lift):
    lift.left_on = NOW.date()
    lift.save()

    told = the_round(phone)
    assert (told["lifts"], told["visits"], told["breakdowns"]) == ({}, [], [])


def test_nothing_of_the_owners_but_the_reader(phone, lift, chair, manager, resident, owner):
    answer = phone.client.get("/api/v1/round").content.decode()

    assert [name for name in ("H47218306", "C.P. Calle", "Raquel", "Luis", "example.com") if name in answer] == []


def test_unchanged_it_is_not_sent_again(phone, lift, planned, time_machine):
    first = phone.client.get("/api/v1/round")
    time_machine.move_to(NOW + timedelta(minutes=5))

    same = phone.client.get("/api/v1/round", headers={"If-None-Match": first.headers["ETag"]})
    Visit.objects.update(state=VisitState.CANCELLED)
    other = phone.client.get("/api/v1/round", headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert (other.status_code, other.headers["ETag"] != first.headers["ETag"]) == (200, True)


def test_it_costs_the_same_for_one_lift_and_for_five(phone, lift, plan, chair, route, building, counting, given):
    phone.put("visit.completed", new_key(), record(lift, plan))
    phone.client.get("/api/v1/round")
    with counting() as one:
        phone.client.get("/api/v1/round")
    for name in "BCDE":
        more = lifts.enter(
            building=building, name=name, drive=Drive.TRACTION, route=route, entered_on=LONG_AGO, by=None, at=NOW
        )
        phone.put("visit.completed", new_key(), record(more, plan, findings=[finding()]))

    with counting() as five:
        phone.client.get("/api/v1/round")

    assert len(five) == len(one)


@pytest.mark.parametrize("who", ["office", "admin", "chair", "resident", "former"])
def test_who_works_on_no_lifts_has_no_round(cast, client_of, who):
    assert client_of(getattr(cast, who)).get("/api/v1/round").status_code == 404


def test_a_person_with_the_post_and_no_work_yet_has_an_empty_round(client_of, colleague):
    Route.objects.all().delete()
    Technician.objects.all().delete()

    told = client_of(colleague).get("/api/v1/round").json()

    assert (told["technician"]["name"], told["route"], told["lifts"]) == ("Iván Prado", "", {})
