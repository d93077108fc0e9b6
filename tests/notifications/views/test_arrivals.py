"""What came in, as the office reads it."""

import pytest
from django.urls import reverse

from notifications.actions import arrivals
from notifications.channels.email import answering
from notifications.enums import Class
from notifications.models import Arrival, Message
from portal.ledger.models import Entry
from tests.notifications.conftest import text
from tests.notifications.letters import answer
from tests.papers import pdf


@pytest.fixture
def held(settings, owner, chair, now):
    """An answer to Pilar's mail from another address, with a paper and a list."""
    settings.REPLIES_ADDRESS = "respuestas@example.com"
    entry = Entry.objects.get(kind="lift.entered")
    columns = {"touchpoint": "x", "kind": Class.SERVICE, "title": "Parado", "created_at": now}
    message = Message.objects.create(person=chair, entry=entry, **columns)
    files = [("acta.pdf", pdf()), ("lista.zip", b"PK")]
    to = answering.address_of(message)
    return arrivals.take(answer("<b>¿Por qué?</b>", From="otra@example.com", To=to, files=files), at=now)


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


def test_what_waits_stands_on_today_and_in_its_list_with_its_reason(held, desk):
    for address in (reverse("today"), "/office/replies/"):
        assert "No la manda la persona a la que escribimos." in text(desk.get(address))


def test_its_page_shows_all_of_it_and_nothing_of_it_acts(held, desk):
    page = desk.get(f"/office/replies/{held.pk}/").content.decode()

    assert "&lt;b&gt;¿Por qué?&lt;/b&gt;" in page
    assert "Solo guardamos PDF y fotos." in page
    assert desk.get(f"/office/replies/{held.pk}/files/1/").status_code == 200


def test_the_office_believes_it_and_comes_to_the_enquiry(held, desk):
    answered = desk.post(f"/office/replies/{held.pk}/belief/")

    made = Arrival.objects.select_related("enquiry").get()
    assert (answered.url, made.fate) == (f"/office/enquiries/{made.enquiry.pk}/", "asked")
    assert "Solo guardamos PDF y fotos." not in text(desk.get("/office/replies/"))


def test_the_office_has_seen_it_once(held, desk):
    answers = [text(desk.post(f"/office/replies/{held.pk}/seen/", follow=True)) for _time in range(2)]

    assert ["no hace falta nada" in one for one in answers] == [True, False]
    assert "Alguien se adelantó" in answers[1]
    assert Arrival.objects.get().fate == "seen"


def test_who_has_no_right_to_a_thing_cannot_be_believed(held, desk, chair, now):
    chair.mandates.update(to_on=now.date().replace(month=1))

    page = text(desk.post(f"/office/replies/{held.pk}/belief/", follow=True))

    assert "no habla hoy por ese titular" in page
    assert Arrival.objects.get().fate == "held"
