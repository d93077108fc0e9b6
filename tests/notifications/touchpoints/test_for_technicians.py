"""What technicians are told of their work: once, in their language, together, and not what they did themselves."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from maintenance.actions import breakdowns, calls, duty, lifts, planning, ringing
from maintenance.actions.planning import Plan
from maintenance.enums import Answer, Drive
from maintenance.models import Building
from notifications import notice
from notifications.actions import messages, subscriptions
from notifications.models import Delivery, Message
from portal.ledger import following
from portal.ledger.models import Entry
from portal.lib import clock
from tests.conftest import LONG_AGO, NOW

THURSDAY = NOW.date() + timedelta(days=3)
FRIDAY = NOW.date() + timedelta(days=4)


@pytest.fixture
def ivan(colleague, service):
    """Iván, with a telephone of his own."""
    subscriptions.keep(person=colleague, address=service.telephone("ivan").address, at=NOW)
    return colleague.technician


@pytest.fixture
def planned(lift, technician, telephone, office):
    return planning.plan(lift=lift, day=THURSDAY, technician=technician, by=office, at=clock.now())


@pytest.fixture
def called(lift, office):
    """A breakdown just now; with somebody inside or not."""

    def call(inside=Answer.NO):
        told = calls.Told(anyone_inside=inside)
        made = calls.receive(lift=lift, told=told, by=office, at=clock.now())
        return breakdowns.confirm(call=made, stops_service=True, next_update_by=None, by=office, at=clock.now())

    return call


def _told():
    """Who was told what, in order, by telephones that are not told together with another notice."""
    following.work()
    rows = Delivery.objects.filter(channel="push", within=None).order_by("created_at", "pk")
    said = [(row.message.person.name, row.state, notice.read(row.text)) for row in rows.select_related("message")]
    return [(name, state, one.title, one.body) for name, state, one in said]


def test_a_visit_that_is_given(planned):
    assert _told() == [
        ("Marta Gil", "queued", "Tiene una revisión nueva", "Calle Mayor 14, el jueves 26 de noviembre.")
    ]


def test_a_visit_that_changes_its_day(planned, technician, office):
    following.work()
    Delivery.objects.update(state="accepted")
    planning.move(visit=planned, day=FRIDAY, technician=technician, by=office, at=clock.now())

    assert _told()[1:] == [
        ("Marta Gil", "queued", "Una revisión cambia de día", "Calle Mayor 14, ahora el viernes 27 de noviembre.")
    ]


def test_both_are_told_of_a_visit_that_changes_hands(planned, ivan, office):
    following.work()
    Delivery.objects.update(state="accepted")
    planning.move(visit=planned, day=THURSDAY, technician=ivan, by=office, at=clock.now())

    assert sorted(_told()[1:]) == [
        ("Iván Prado", "queued", "Tiene una revisión nueva", "Calle Mayor 14, el jueves 26 de noviembre."),
        ("Marta Gil", "queued", "Una revisión ya no es suya", "Calle Mayor 14: ahora la hace Iván Prado."),
    ]


def test_a_visit_that_is_called_off(planned, office):
    following.work()
    Delivery.objects.update(state="accepted")
    planning.cancel(visit=planned, by=office, at=clock.now())

    assert _told()[1:] == [
        ("Marta Gil", "queued", "Se anula una revisión", "Calle Mayor 14, la del jueves 26 de noviembre.")
    ]


def test_a_week_shared_out_is_one_notice(lift, route, technician, telephone, office):
    houses = [lift]
    for number in range(1, 7):
        house = Building.objects.create(street=f"Calle Real {number}", city="Valladolid", region="ES-CL")
        sheet = {"name": "A", "code": f"R{number}KAA", "rae": f"47-9{number}", "drive": Drive.TRACTION, "route": route}
        houses.append(lifts.enter(building=house, entered_on=LONG_AGO, by=None, at=NOW, **sheet))
    plans = [Plan(one, THURSDAY, technician) for one in houses]
    planning.plan_all(plans=plans, by=office, at=clock.now())

    assert _told() == [
        (
            "Marta Gil",
            "queued",
            "7 cambios en sus revisiones",
            "7 nuevas. Calle Mayor 14, Calle Real 1 y 5 más.",
        )
    ]
    assert (Message.objects.count(), Delivery.objects.filter(reason="bundled").count()) == (7, 6)


def test_of_one_lift_only_the_last_word_counts(planned, technician, office):
    planning.move(visit=planned, day=FRIDAY, technician=technician, by=office, at=clock.now())
    planning.cancel(visit=planned, by=office, at=clock.now())

    assert [title for _name, _state, title, _body in _told()] == ["Se anula una revisión"]


def test_what_has_left_already_gathers_nothing(planned, technician, office):
    following.work()
    Delivery.objects.update(state="claimed")
    planning.move(visit=planned, day=FRIDAY, technician=technician, by=office, at=clock.now())

    assert [state for _name, state, _title, _body in _told()] == ["claimed", "queued"]


def test_a_fact_told_twice_is_one_notice(planned):
    following.work()
    messages.tell(entry=Entry.objects.get(kind="visit.planned"), at=clock.now())

    assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)


def test_each_telephone_of_a_person_is_told(planned, service, technician):
    subscriptions.keep(person=technician.person, address=service.telephone("tablet").address, at=NOW)

    assert len(_told()) == 2


def test_who_has_no_telephone_is_told_nothing_and_we_know_why(lift, technician, office):
    planning.plan(lift=lift, day=THURSDAY, technician=technician, by=office, at=clock.now())

    assert [state for _name, state, _title, _body in _told()] == ["cancelled"]
    assert list(Delivery.objects.values_list("reason", flat=True)) == ["no_phone"]


def test_a_technician_is_told_in_his_language(lift, technician, telephone, office):
    technician.person.language = "en"
    technician.person.save()
    planning.plan(lift=lift, day=THURSDAY, technician=technician, by=office, at=clock.now())

    assert _told() == [("Marta Gil", "queued", "You have a new visit", "Calle Mayor 14, on Thursday 26 November.")]


def test_nobody_is_told_what_he_did_himself(called, technician, telephone, office):
    breakdowns.take(breakdown=called(), technician=technician, by=technician.person, at=clock.now())

    assert _told() == []


def test_a_breakdown_that_is_given_and_then_anothers(called, technician, telephone, ivan, office):
    found = called()
    breakdowns.assign(breakdown=found, technician=technician, by=office, at=clock.now())
    breakdowns.assign(breakdown=found, technician=ivan, by=office, at=clock.now())

    assert sorted(_told()) == [
        ("Iván Prado", "queued", "Tiene una avería: está parado", "Calle Mayor 14, Ascensor principal."),
        ("Marta Gil", "queued", "Tiene una avería: está parado", "Calle Mayor 14, Ascensor principal."),
        ("Marta Gil", "queued", "Una avería ya no es suya", "Calle Mayor 14: ahora la tiene Iván Prado."),
    ]


def test_on_whose_telephone_it_rings_is_not_told_once_more_that_it_is_his(called, technician, telephone, office):
    breakdowns.assign(breakdown=called(Answer.YES), technician=technician, by=office, at=clock.now())
    ringing.look(at=clock.now())

    assert [title for _name, _state, title, _body in _told()] == ["Alguien encerrado"]


def _tell(kind, at):
    """As the follower does, at the moment of the fact."""
    for entry in Entry.objects.filter(kind=kind, recorded_at=at):
        messages.tell(entry=entry, at=at)


@pytest.fixture
def rung(called, technician, telephone, ivan, admin):
    """Somebody inside: Marta was rung, then Iván, then Nuria, who leads the office."""
    found, at = called(Answer.YES), clock.now()
    for who in (technician, ivan):
        hours = {"from_at": at - timedelta(minutes=1), "to_at": at + timedelta(hours=8)}
        duty.give(technician=who, route=None, by=None, at=at - timedelta(minutes=1), **hours)
    for minutes in (0, 2, 4, 6):
        moment = at + timedelta(minutes=minutes)
        ringing.ring(breakdown=found, at=moment)
        _tell("breakdown.rung", moment)
    return SimpleNamespace(breakdown=found, at=at + timedelta(minutes=7))


def test_the_head_of_the_office_is_mailed_once_and_says_who_did_not_answer(rung):
    mails = Delivery.objects.filter(channel="email").select_related("message")

    assert [(mail.address, mail.message.title) for mail in mails] == [
        ("nuria@example.com", "Alguien encerrado en Calle Mayor 14, y nadie va")
    ]
    assert "Ha sonado en el teléfono de Iván Prado, Marta Gil, y nadie ha dicho que va." in mails[0].text
    assert f"/office/breakdowns/{rung.breakdown.pk}/" in mails[0].text


@pytest.fixture
def nuria(admin, service):
    """Nuria before anybody is inside: a telephone, and no address."""
    subscriptions.keep(person=admin, address=service.telephone("nuria").address, at=NOW)
    type(admin).objects.filter(pk=admin.pk).update(email=None)
    return admin


def test_a_head_without_an_address_is_rung_and_the_mail_says_why_it_stays(nuria, rung):
    first = Message.objects.filter(person=nuria).earliest("created_at")

    assert sorted(first.deliveries.values_list("channel", "state", "reason")) == [
        ("email", "cancelled", "no_address"),
        ("push", "queued", ""),
    ]


def test_a_technician_without_a_telephone_that_rings_is_mailed(called, technician, office):
    at = clock.now()
    hours = {"from_at": at - timedelta(minutes=1), "to_at": at + timedelta(hours=8)}
    duty.give(technician=technician, route=None, by=None, at=at - timedelta(minutes=1), **hours)
    found = called(Answer.YES)
    ringing.look(at=clock.now())
    following.work()

    (mail,) = Delivery.objects.filter(channel="email")
    assert (mail.address, f"/field/#breakdown/{found.pk}" in mail.text) == ("marta@example.com", True)


def test_each_turn_rings_anew_on_the_telephones_and_takes_the_place_of_the_last(rung):
    rings = [
        notice.read(row.text)
        for row in Delivery.objects.filter(channel="push", message__touchpoint="entrapment_unclaimed", state="queued")
    ]

    assert len(rings) == 4
    assert {(one.tag, one.rings, one.ends) for one in rings} == {(rung.breakdown.pk.hex, str(rung.breakdown.pk), "")}


def test_once_somebody_goes_all_others_who_were_rung_are_told(rung, technician):
    breakdowns.take(breakdown=rung.breakdown, technician=technician, by=technician.person, at=rung.at)
    _tell("breakdown.taken", rung.at)

    ended = Delivery.objects.filter(message__touchpoint="entrapment_claimed").select_related("message__person")
    assert sorted((row.message.person.name, row.state) for row in ended) == [
        ("Iván Prado", "queued"),
        ("Nuria Vega", "cancelled"),
    ]
    said = notice.read(ended.get(message__person__name="Iván Prado").text)
    assert (said.title, said.body, said.ends) == (
        "Ya no suena: Calle Mayor 14",
        "Va Marta Gil.",
        str(rung.breakdown.pk),
    )


def test_they_are_told_too_when_whoever_was_inside_is_out_and_nobody_had_gone(rung, office):
    breakdowns.free(breakdown=rung.breakdown, by=office, at=rung.at)
    _tell("breakdown.freed", rung.at)

    ended = Delivery.objects.filter(message__touchpoint="entrapment_claimed", state="queued")
    assert {notice.read(row.text).body for row in ended} == {"Ya ha salido quien estaba dentro."}
    assert ended.count() == 2


def test_a_turn_that_reaches_us_late_rings_nothing(called, technician, telephone, admin):
    found, at = called(Answer.YES), clock.now()
    breakdowns.assign(breakdown=found, technician=technician, by=admin, at=at)
    ringing.look(at=at)
    entry = Entry.objects.get(kind="breakdown.rung")
    messages.tell(entry=entry, at=at + timedelta(minutes=3))

    assert list(Delivery.objects.values_list("state", "reason")) == [("cancelled", "stale")]


def test_a_ringing_overtakes_what_waits_elsewhere(called, other_lift, technician, admin, monkeypatch):
    planning.plan(lift=other_lift, day=THURSDAY, technician=technician, by=admin, at=clock.now())
    breakdowns.assign(breakdown=called(Answer.YES), technician=technician, by=admin, at=clock.now())
    ringing.look(at=clock.now())
    followed = []
    monkeypatch.setattr(messages, "tell", lambda *, entry, **_told: followed.append(entry.kind))
    following.work()

    stream = ["call.received", "breakdown.confirmed", "breakdown.assigned", "breakdown.rung"]
    assert followed == [*stream, "visit.planned"]
