"""The office's list of what goes on paper, and who takes paper."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.actions import messages
from notifications.enums import Channel, Class
from notifications.models import Delivery, Message, PaperLetter, Preference
from notifications.queries import paper
from owners.models import Owner
from owners.rules import addresses
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.ledger.models import Entry
from portal.lib import clock
from tests.notifications.conftest import text

URL = "/office/paper/"
DAY = timedelta(days=1)


@pytest.fixture
def desk(client_of, office):
    return client_of(office)


@pytest.fixture
def letter(owner, chair, told, now):
    """A bulletin for Pilar, who has no mail and whose owner's address lacks its town."""
    Owner.objects.filter(pk=owner.pk).update(speaking_since=now - 30 * DAY, address="Calle Mayor 14")
    User.objects.filter(pk=chair.pk).update(email=None)
    messages.tell(entry=told(), at=now)
    return PaperLetter.objects.get()


def many(number, chair, now):
    """Letters of as many messages, in as many houses of one street, the last house first."""
    told = Message(touchpoint="bulletin_issued", kind=Class.LEGAL, person=chair, title="Boletín", created_at=now)
    rows = [Message(**{**_columns(told), "title": f"Boletín {place}"}) for place in range(number)]
    Message.objects.bulk_create(rows)
    times = {"next_at": now, "expires_at": now, "created_at": now}
    sent = [Delivery(message=row, channel=Channel.PAPER, reason="no_address", **times) for row in rows]
    Delivery.objects.bulk_create(sent)
    made = []
    for place, one in enumerate(sent):
        address = f"Calle Mayor {number - place}, 47001 Valladolid"
        made.append(PaperLetter(delivery=one, name="Pilar", address=address, walk=addresses.sortable(address)))
    PaperLetter.objects.bulk_create(made)


def _columns(message):
    return {name: getattr(message, name) for name in ("touchpoint", "kind", "person", "title", "created_at")}


def test_it_says_who_gets_what_why_and_until_when(desk, letter):
    page = text(desk.get(URL))

    assert "1 carta por entregar en papel" in page
    assert "Pilar Ortega C.P. Calle Mayor 14 Calle Mayor 14 dirección incompleta" in page
    assert "El boletín de su revisión de noviembre No tenemos su correo. A nadie más de este titular le llega." in page
    assert "quedan 9 días" in page


def test_an_empty_list_says_so_and_asks_nothing(desk):
    page = text(desk.get(URL))

    assert "Nadie espera una carta." in page
    assert "Hacer el PDF" not in page


def test_ten_thousand_are_paged_in_the_order_of_the_streets_at_the_price_of_one(desk, chair, now):
    many(1, chair, now)
    with CaptureQueriesContext(connection) as few:
        desk.get(URL)
    many(120, chair, now + DAY)
    with CaptureQueriesContext(connection) as more:
        answer = desk.get(URL)

    first = paper.page(now + DAY)
    second = paper.page(now + DAY, after=first.after)
    third = paper.page(now + DAY, after=second.after)
    walked = [row.address for one in (first, second, third) for row in one.rows]
    assert [len(one.rows) for one in (first, second, third)] == [50, 50, 21]
    assert walked[1:] == [f"Calle Mayor {number}, 47001 Valladolid" for number in range(1, 121)]
    assert third.after == ""
    assert len(more) == len(few)
    assert "Ver más" in text(answer)


def test_what_was_handed_over_is_read_with_what_he_was_told(desk, letter, chair):
    given = {"letters": [str(letter.pk)], "how": "by_hand", "on": clock.now().date().isoformat()}

    answers = [text(desk.post(f"{URL}handed/", given, follow=True)) for _press in range(2)]

    assert ("Anotado: 1 carta entregada." in answers[0], "Marque antes alguna carta." in answers[1]) == (True, True)
    told = text(desk.get(f"/office/people/{chair.pk}/messages/"))
    assert "Se le dice en papel. Entregado en papel, en mano, el 23 de noviembre; lo anotó Carmen Ruiz." in told


def test_all_of_the_list_go_at_once_and_those_of_a_print_stand_alone(desk, chair, office, now):
    many(3, chair, now)
    mine = list(paper.waiting().order_by("walk").values_list("pk", flat=True)[:2])

    began = desk.post(f"{URL}print/", {"letters": [str(key) for key in mine], "even": "on"}, follow=True)

    run = Job.objects.get(kind=paper.KIND)
    assert "Impresas y sin entregar: 2" in text(began)
    left = desk.post(f"{URL}needless/", {"every": "1", "run": str(run.pk), "why": "knows"}, follow=True)
    assert ("2 cartas ya no hacen falta" in text(left), paper.waiting().count()) == (True, 1)
    desk.post(f"{URL}handed/", {"every": "1", "how": "post", "on": now.date().isoformat()})
    assert set(Delivery.objects.values_list("state", "reason")) == {("cancelled", "knows"), ("accepted", "no_address")}


def test_a_day_to_come_is_refused_in_words(desk, letter):
    given = {"letters": [str(letter.pk)], "how": "post", "on": (clock.now() + DAY).date().isoformat()}

    assert "Ese día todavía no ha llegado." in text(desk.post(f"{URL}handed/", given, follow=True))


def test_the_office_writes_down_who_wants_paper_and_he_reads_who_did(desk, client_of, chair, office):
    url = f"/office/people/{chair.pk}/paper/"

    page = text(desk.post(url, {"law_on_paper": "on", "said": "por teléfono"}, follow=True))

    kept = Preference.objects.get(person=chair)
    assert (kept.law_on_paper, kept.summaries_on_paper, kept.paper_said_by) == (True, False, office)
    said = Entry.objects.get(kind="paper.asked")
    assert (said.facts, said.text["actor"]["id"]) == (
        {"person": str(chair.pk), "law": True, "summaries": False, "said": "por teléfono"}, str(office.pk)
    )  # fmt: skip
    assert "Lo anotó Carmen Ruiz el 23 de noviembre: por teléfono" in page
    assert "Lo anotó Carmen Ruiz" in text(client_of(chair).get("/account/preferences/"))


def test_today_names_what_waits_to_be_handed_over(desk, letter):
    assert "Por entregar en papel La lista Pilar Ortega El boletín" in text(desk.get(reverse("today")))
