"""Calls are written down in ten seconds, count where they could have waited, and respect what people wish."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from notifications.actions import preferences
from notifications.enums import Outcome
from notifications.models import Conversation, Preference
from notifications.queries import callees, listeners
from notifications.rules import calling
from notifications.rules.calling import Callee
from portal.ledger.models import Entry
from portal.lib.keys import new_key
from tests.owners.conftest import text

EVERY = reverse("notifications:conversations")
MINUTE = timedelta(minutes=1)
SOUGHT = {"mónica": True, "nuño": True, "600000001": True, "600 00 00 01": True, "600000002": False}


@pytest.fixture
def desk(office, client_of):
    return client_of(office)


@pytest.fixture
def call(desk, owner):
    """Writes down a call with somebody of the owner, or with whom it is told."""

    def note(who, url="", **said):
        told = {"who": str(who.pk) if who else "other", "direction": "made", "why": "La junta del martes"}
        told |= {"outcome": "spoke", "could_wait": "on"}
        url = url or reverse("notifications:conversation-with-owner", args=[owner.pk])
        return desk.post(url, {name: value for name, value in (told | said).items() if value}, follow=True)

    return note


def test_a_call_stands_in_the_persons_history_in_the_owners_and_in_the_week(call, chair, office, owner, client_of, now):
    key = str(new_key())

    pages = [text(call(chair, words="Vamos a las ocho.", key=key)) for _twice in range(2)]

    made = Conversation.objects.get()
    entry = Entry.objects.of_stream(owner.pk).get(kind="owner.telephoned")
    own = text(client_of(chair).get(reverse("notifications:messages")))
    assert (made.person, made.owner, made.by, made.against) == (chair, owner, office, [])
    assert (entry.facts["outcome"], entry.facts["person"]) == ("spoke", str(chair.pk))
    assert "La junta del martes Pilar Ortega · C.P. Calle Mayor 14 · Vamos a las ocho." in pages[1]
    assert "Le llamamos: hablamos" in own
    assert "Carmen" not in own
    soon = now + MINUTE
    assert listeners.told_this_week(chair, soon) == callees.of([chair], soon)[chair.pk].told_this_week == 1
    for change in (Conversation.objects.all().delete, lambda: Conversation.objects.update(why="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_took_nobodys_time_or_could_not_wait_or_came_from_them_counts_in_no_week(call, chair, now):
    for said in ({"outcome": "nobody"}, {"could_wait": ""}, {"direction": "received"}):
        call(chair, **said)

    assert Conversation.objects.count() == 3
    assert listeners.told_this_week(chair, now + MINUTE) == 0


def test_somebody_without_a_mandate_is_written_down_by_name_and_telephone(call, desk):
    new = reverse("notifications:conversation-new")

    refused = text(call(None, url=new, phone="600 000 001"))
    call(None, url=new, name="Julio, del bar", phone="600 000 001", direction="received")

    made = Conversation.objects.get()
    assert "Escriba cómo se llama." in refused
    assert (made.person, made.name, made.phone) == (None, "Julio, del bar", "600 000 001")
    assert "La junta del martes Julio, del bar" in text(desk.get(EVERY, {"q": "julio"}))
    assert "Ninguna con ese nombre." in text(desk.get(EVERY, {"q": "julia"}))


def test_a_call_is_found_by_a_name_with_accents_and_by_a_telephone_however_it_is_parted(call, desk):
    call(None, url=reverse("notifications:conversation-new"), name="Mónica Nuño", phone="600 000 001")

    found = {wanted: "Mónica Nuño" in text(desk.get(EVERY, {"q": wanted})) for wanted in SOUGHT}

    assert found == SOUGHT


def test_what_he_wishes_is_said_before_and_a_call_in_spite_of_it_says_so(call, desk, chair, owner, now):
    Preference.objects.create(person=chair, paused_until=date(2026, 12, 24), changed_at=now)
    here = reverse("notifications:conversation-with-owner", args=[owner.pk])

    before = text(desk.get(here))
    after = text(call(chair))

    assert "Pidió una pausa: hasta el 24/12/2026. Solo si no puede esperar." in before
    assert Conversation.objects.get().against == ["paused"]
    assert "Pidió una pausa." in after


def test_who_asks_for_no_calls_or_was_somebody_else_is_called_no_more_until_he_says_otherwise(call, chair, now):
    said = {}
    for outcome in (Outcome.STOP, Outcome.SPOKE, Outcome.NOT_THEM, Outcome.WELCOME):
        call(chair, outcome=outcome, could_wait="")
        callee = callees.of([chair], now + MINUTE)[chair.pk]
        said[outcome] = [calling.against(callee, now, could_wait=waits) for waits in (True, False)]

    assert said == {
        "stop": [["no_calls"], []], "spoke": [["no_calls"], []],
        "not_them": [["wrong_person"], ["wrong_person"]], "welcome": [[], []],
    }  # fmt: skip


def test_those_who_call_for_us_read_the_same_rules(call, desk, chair, manager, resident, now):
    for one, phone in ((chair, "983 000 041"), (manager, "=600"), (resident, "")):
        type(one).objects.filter(pk=one.pk).update(phone=phone)
    preferences.not_me(person=manager, at=now)
    call(chair)

    lines = desk.get(reverse("notifications:conversation-rules")).content.decode("utf-8-sig").splitlines()

    by_name = {cells[1]: cells for cells in (line.split(";") for line in lines[1:])}
    assert by_name[chair.name][2:] == [
        "983 000 041", "Presidente/a de C.P. Calle Mayor 14", "es", "sí", "", "de 08:00 a 22:00", "", "1/4",
    ]  # fmt: skip
    assert by_name[manager.name][2] == "'=600"
    assert by_name[manager.name][5:7] == ["ahora no", "Dijeron que no es la persona que buscamos."]
    assert resident.name not in by_name


@pytest.mark.any_database
def test_only_a_call_that_cannot_wait_is_made_in_spite_of_wishes(now):
    night = now.replace(hour=21)
    callees_by_wish = {
        "wants_no_calls": Callee(wants_no_calls=True),
        "wants_law_only": Callee(wants_law_only=True),
        "paused": Callee(paused_until=now.date() + timedelta(days=1)),
        "over": Callee(paused_until=now.date()),
        "enough": Callee(told_this_week=4),
        "nearly": Callee(told_this_week=3),
        "wrong": Callee(is_wrong=True),
        "closed": Callee(is_active=False),
    }

    found = {name: calling.against(one, now, could_wait=True) for name, one in callees_by_wish.items()}
    urgent = {name: calling.against(one, night, could_wait=False) for name, one in callees_by_wish.items()}

    assert found == {
        "wants_no_calls": ["no_calls"], "wants_law_only": ["law_only"], "paused": ["paused"], "over": [],
        "enough": ["cap"], "nearly": [], "wrong": ["wrong_person"], "closed": ["not_active"],
    }  # fmt: skip
    assert calling.against(Callee(), night, could_wait=True) == ["quiet_hours"]
    assert {name for name, said in urgent.items() if said} == {"wrong", "closed"}
