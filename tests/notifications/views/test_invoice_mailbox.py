"""A firm gives its program's address, confirms it with a code that arrives there, pauses and removes it."""

import re

import pytest
from django.urls import reverse

from notifications.enums import DeliveryState
from notifications.models import Delivery, Message
from owners.actions import mailboxes as actions
from owners.models import Agency, Mailbox
from portal.ledger.models import Entry
from tests.notifications.conftest import text

ASKED = {"address": "Facturas@Example.com", "file_name": "number_nif", "subject": "nif_number"}


@pytest.fixture
def url(manager):
    return at("")


def at(which):
    name = f"notifications:invoice-mailbox{'-' if which else ''}{which}"
    return reverse(name, args=[Agency.objects.get().pk])


def sent_code(address="facturas@example.com"):
    mail = Delivery.objects.filter(address=address).order_by("-created_at").first()
    return re.search(r"\b\d{6}\b", mail.text)[0]


def test_it_is_asked_for_confirmed_by_the_code_that_arrives_there_and_open(manager, client_of, url):
    page = client_of(manager)

    waiting = text(page.post(at("setting"), ASKED, follow=True))
    confirmed = text(page.post(at("confirmation"), {"code": sent_code()}, follow=True))

    assert ("Sin confirmar" in waiting, "Hemos mandado un código a facturas@example.com." in waiting) == (True, True)
    assert "Recibe facturas" in confirmed
    assert Mailbox.objects.open().get().confirmed_by == manager


def test_a_wrong_code_opens_nothing(manager, client_of, url):
    page = client_of(manager)
    page.post(at("setting"), ASKED)
    wrong = str((int(sent_code()) + 1) % 1_000_000).zfill(6)

    said = text(page.post(at("confirmation"), {"code": wrong}, follow=True))

    assert ("Quedan 2 intentos" in said, Mailbox.objects.open().count()) == (True, 0)


def test_the_code_of_an_address_that_was_removed_confirms_no_other(manager, client_of, url):
    page = client_of(manager)
    page.post(at("setting"), ASKED)
    code = sent_code()
    page.post(at("removal"))
    actions.ask(
        agency=Agency.objects.get(),
        by=manager,
        at=Mailbox.objects.get().asked_at,
        **ASKED | {"address": "x@example.com"},
    )

    page.post(at("confirmation"), {"code": code})

    assert Mailbox.objects.open().count() == 0


def test_each_pattern_is_shown_on_a_real_name(manager, client_of, url):
    said = text(client_of(manager).get(url))

    assert "H47218306_2026-10-31_F26-4127.pdf" in said
    assert "FACTURA H47218306 2026-10-31 F26-4127" in said


def test_a_bad_address_gets_words_and_nothing_is_sent(manager, client_of, url):
    answer = client_of(manager).post(at("setting"), ASKED | {"address": "x"})

    assert (answer.status_code, Mailbox.objects.count(), Message.objects.count()) == (200, 0, 0)
    assert 'class="error"' in answer.content.decode()


def test_it_is_paused_opened_again_renamed_and_removed(manager, client_of, url, now):
    page = client_of(manager)
    made = actions.ask(agency=Agency.objects.get(), by=manager, at=now, **ASKED)
    actions.confirm(mailbox=made, by=manager, at=now)

    paused = text(page.post(at("pause"), follow=True))
    again = text(page.post(at("pause"), {"over": "1"}, follow=True))
    page.post(at("setting"), {"file_name": "day_number", "subject": "number"})
    made.refresh_from_db()
    removed = text(page.post(at("removal"), follow=True))

    assert ("En pausa desde el" in paused, "Recibe facturas" in again) == (True, True)
    assert (made.file_name, made.subject, made.address) == ("day_number", "number", "facturas@example.com")
    assert ("Ya no llega nada a facturas@example.com." in removed, Mailbox.objects.standing().count()) == (True, 0)


def test_the_office_sees_it_and_what_came_back_and_changes_nothing(manager, office, client_of, url, now):
    made = actions.ask(agency=Agency.objects.get(), by=manager, at=now, **ASKED)
    entry = Entry.objects.first()
    told = Message.objects.create(
        touchpoint="invoice_to_mailbox", kind="service", mailbox=made, entry=entry, title="FACTURA 1", created_at=now
    )
    late = {"next_at": now, "expires_at": now, "created_at": now}
    Delivery.objects.create(message=told, channel="email", address=made.address, state=DeliveryState.BOUNCED, **late)

    seen = {who: text(client_of(who).get(url)) for who in (manager, office)}

    assert all(
        "«FACTURA 1», de hoy a las 11:00: devuelto. La dirección no lo ha querido." in one for one in seen.values()
    )
    assert client_of(office).post(at("setting"), ASKED).status_code == 404
    assert "facturas@example.com" in text(client_of(office).get(reverse("agency", args=[made.agency_id])))


def test_codes_are_not_sent_without_end(manager, client_of, url):
    page = client_of(manager)
    page.post(at("setting"), ASKED)
    for _time in range(8):
        said = text(page.post(at("code"), follow=True))

    assert "Ha pedido muchos códigos seguidos." in said
    assert Delivery.objects.filter(address="facturas@example.com").count() == 5


def test_the_way_to_it_stands_with_the_invoices(manager, chair, client_of, url):
    assert url in client_of(manager).get(reverse("owners:invoices")).content.decode()
    assert url not in client_of(chair).get(reverse("owners:invoices")).content.decode()
