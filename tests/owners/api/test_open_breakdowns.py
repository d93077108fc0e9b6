"""A breakdown that is not over yet, told by a program and told again as the ERP knows more."""

import json
from datetime import timedelta

import pytest

from maintenance.actions import breakdowns
from maintenance.actions.breakdowns import Repair
from maintenance.enums import Cause, Step
from maintenance.models import Breakdown, Call, Stop
from portal.ledger.models import Entry
from portal.web import pages

MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(now):
    """A moment so many minutes ago, as a program writes it."""
    return lambda ago: (now - ago * MINUTE).isoformat().replace("+00:00", "Z")


@pytest.fixture
def erp(program, office, carded):
    """Tells of the breakdown P-1 of the lift, which is called by its RAE."""
    told = program(office)

    def put(body, external_id="P-1"):
        path = f"/api/v1/breakdowns/by-external-id/erp/{external_id}"
        return told.client.put(path, json.dumps({"lift": carded.rae} | body), content_type="application/json")

    return put


@pytest.fixture
def broken(at):
    return {"reported_at": at(90), "words": "La puerta no cierra"}


def _said(answer):
    return answer.status_code, answer.json().get("outcome") or answer.json()["detail"]


def _steps():
    return list(Breakdown.objects.get().steps.order_by("at", "pk").values_list("step", flat=True))


def test_it_is_live_from_the_moment_the_erp_had_it(erp, broken, now):
    answer = erp(broken)

    found = Breakdown.objects.get()
    assert _said(answer) == (201, "created")
    assert (found.source, found.external_id, found.origin) == ("erp", "P-1", "live")
    assert (found.reported_at, found.confirmed_at) == (now - 90 * MINUTE, now - 90 * MINUTE)
    assert (Call.objects.get().how, Stop.objects.get().from_at) == ("program", now - 90 * MINUTE)
    assert found.next_update_by > now + timedelta(hours=1)
    assert set(Entry.objects.filter(kind__startswith="breakdown.").values_list("origin", flat=True)) == {"live"}


def test_told_again_it_climbs_by_what_is_new_and_the_same_writes_nothing(erp, broken, at, technician):
    there = broken | {"technician": technician.person.email, "arrived_at": at(50)}
    known = there | {"cause": "doors", "cause_words": "El motor de las puertas"}
    over = known | {"restored_at": at(10), "fix_words": "Se ha cambiado", "attribution": "wear"}

    said = [_said(erp(body)) for body in (broken, broken, there, there, known, known, over, over)]

    assert said == [(201, "created"), (200, "same")] + [(200, "changed"), (200, "same")] * 3
    assert _steps() == [Step.REPORTED, Step.CONFIRMED, Step.ASSIGNED, Step.ARRIVED, Step.FOUND, Step.RESTORED]
    assert Stop.objects.get().to_at == Breakdown.objects.get().restored_at


def test_who_was_inside_is_out_when_it_runs_again(erp, broken, at):
    erp(broken | {"entrapment": True})

    answer = erp(broken | {"entrapment": True, "restored_at": at(5), "cause": "doors"})

    assert _said(answer) == (200, "changed")
    assert Breakdown.objects.get().freed_at == Breakdown.objects.get().restored_at


def test_what_stands_otherwise_is_a_conflict(erp, broken, at, now):
    erp(broken)
    moved = _said(erp(broken | {"reported_at": at(80)}))
    other = _said(erp(broken, "P-2"))
    found = Breakdown.objects.get()
    breakdowns.restore(breakdown=found, repair=Repair(Cause.DOORS), happened_at=now - 5 * MINUTE, by=None, at=now)

    later = _said(erp(broken | {"restored_at": at(1), "cause": "doors"}))

    assert moved == (409, "Ya está, y dice otra cosa en: reported_at.")
    assert other == (409, f"Ese ascensor ya tiene una avería abierta, la {found.number}.")
    assert later == (409, "Ya está, y dice otra cosa en: restored_at.")


def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(erp, broken, at):
    answers = [
        _said(erp(broken | {"reported_at": at(-5)})),
        _said(erp(broken | {"reported_at": at(60 * 24 * 8)})),
        _said(erp(broken | {"technician": "nadie@example.com"})),
        _said(erp(broken | {"arrived_at": at(50)})),
        _said(erp(broken | {"arrived_at": at(-5), "technician": "marta@example.com"})),
    ]

    assert answers == [
        (422, "«reported_at» todavía no ha llegado."),
        (422, "«reported_at» no cuadra con «restored_at»."),
        (422, "«technician»: no tenemos «nadie@example.com»."),
        (409, "Antes hay que dársela a un técnico."),
        (422, "«arrived_at» todavía no ha llegado."),
    ]
    assert not Breakdown.objects.exists()


def test_when_it_was_given_and_its_cause_found_is_told_and_read_back(erp, broken, at, technician, program, office):
    known = broken | {"technician": technician.person.email, "assigned_at": at(80), "arrived_at": at(50)}
    known |= {"cause": "doors", "found_at": at(40)}

    said = [_said(erp(body)) for body in (broken, known, known)]
    otherwise = [_said(erp(known | {name: moment})) for name, moment in (("assigned_at", at(70)), ("found_at", at(30)))]

    read = program(office).get("breakdowns").json()["items"][0]
    assert said == [(201, "created"), (200, "changed"), (200, "same")]
    assert otherwise == [(409, f"Ya está, y dice otra cosa en: {name}.") for name in ("assigned_at", "found_at")]
    moments = [read[name].replace(".000000Z", "Z") for name in ("assigned_at", "found_at")]
    assert moments == [at(80), at(40)]


def test_moments_of_what_nobody_has_and_nobody_found_are_refused(erp, broken, at):
    answers = [_said(erp(broken | {name: at(80)})) for name in ("assigned_at", "found_at")]

    assert answers == [
        (422, "«assigned_at» no cuadra con «technician»."),
        (422, "«found_at» no cuadra con «cause»."),
    ]


def test_one_that_is_over_keeps_when_it_was_given_and_its_cause_found(erp, broken, at, technician):
    over = broken | {"technician": technician.person.email, "assigned_at": at(80), "found_at": at(40)}
    over |= {"cause": "doors", "restored_at": at(10)}

    said = [_said(erp(body)) for body in (over, over, over | {"found_at": at(30)})]

    assert said == [(201, "created"), (200, "same"), (409, "Ya está, y dice otra cosa en: found_at.")]
    assert _steps() == [Step.REPORTED, Step.ASSIGNED, Step.FOUND, Step.RESTORED]


def test_one_that_is_over_may_name_who_went(erp, broken, at, technician):
    erp(broken | {"restored_at": at(10), "technician": technician.person.email, "arrived_at": at(50)})

    found = Breakdown.objects.get()
    assert (found.origin, found.technician) == ("history", technician)


def test_moments_told_after_their_steps_are_taken_once_and_the_history_keeps_both(erp, broken, at, technician):
    given = broken | {"technician": technician.person.email}
    known = given | {"arrived_at": at(50), "cause": "doors"}
    moments = {"assigned_at": at(80), "found_at": at(40)}
    over = known | {"restored_at": at(10), "attribution": "wear"}

    said = [
        _said(erp(body)) for body in (given, given | {"assigned_at": at(85)}, known, over, over | {"found_at": at(40)})
    ]
    again = [_said(erp(over | {"assigned_at": at(85), "found_at": at(40)})), _said(erp(over | moments))]

    entries = Entry.objects.filter(kind="breakdown.dated").order_by("number")
    kept = Entry.objects.filter(kind__in=("breakdown.assigned", "breakdown.found")).order_by("number")
    assert said == [(201, "created"), (200, "changed"), (200, "changed"), (200, "changed"), (200, "changed")]
    assert again == [(200, "same"), (409, "Ya está, y dice otra cosa en: assigned_at.")]
    assert [one.facts["step"] for one in entries] == ["assigned", "found"]
    assert [one.text["corrects"] for one in entries] == [one.number for one in kept]
    assert _steps() == [Step.REPORTED, Step.CONFIRMED, Step.ASSIGNED, Step.ARRIVED, Step.FOUND, Step.RESTORED]


def test_a_moment_that_would_come_after_what_followed_is_a_conflict(erp, broken, at, technician):
    given = broken | {"technician": technician.person.email}
    erp(given | {"arrived_at": at(50), "cause": "doors"})

    said = [_said(erp(given | {"assigned_at": at(40)})), _said(erp(given | {"cause": "doors", "found_at": at(60)}))]

    assert said == [(409, f"Ya está, y dice otra cosa en: {name}.") for name in ("assigned_at", "found_at")]
    assert not Entry.objects.filter(kind="breakdown.dated").exists()


def test_of_one_of_the_archive_who_went_and_when_may_be_told_later(erp, broken, at, technician):
    over = broken | {"restored_at": at(10), "cause": "doors"}
    who = over | {"technician": technician.person.email, "assigned_at": at(80)}

    said = [_said(erp(body)) for body in (over, who, who, who | {"assigned_at": at(70)})]
    said.append(_said(erp(who | {"technician": "", "done_by": "Julián Sanz"})))

    assert said == [
        (201, "created"), (200, "changed"), (200, "same"), (409, "Ya está, y dice otra cosa en: assigned_at."),
        (409, "Ya está, y dice otra cosa en: done_by."),
    ]  # fmt: skip
    assert Breakdown.objects.get().technician == technician
    assert Breakdown.objects.get().steps.get(step=Step.ASSIGNED).technician == technician


def test_somebody_without_an_account_here_can_have_it_by_his_name(
    erp, broken, at, technician, program, office, chair, client_of
):
    theirs = broken | {"done_by": "Julián Sanz, Elevadores Norte", "assigned_at": at(80)}

    both = _said(erp(theirs | {"technician": technician.person.email}))
    said = [_said(erp(body)) for body in (theirs, theirs, theirs | {"arrived_at": at(50)})]
    read = program(office).get("breakdowns").json()["items"][0]
    page = client_of(chair).get(pages.url_for(Breakdown.objects.get())).content.decode()
    said.append(_said(erp(broken | {"technician": technician.person.email, "assigned_at": at(30)})))

    assert both == (422, "«done_by» no cuadra con «technician».")
    assert said == [(201, "created"), (200, "same"), (200, "changed"), (200, "changed")]
    assert read["technician"] == "Julián Sanz, Elevadores Norte"
    assert "Julián Sanz, Elevadores Norte" in page
    assert (Breakdown.objects.get().technician, Breakdown.objects.get().done_by) == (technician, "")
