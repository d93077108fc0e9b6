"""Invoices to a firm's program: a mail an invoice, beside what people are told, and only while the mandate holds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from notifications.actions import deliveries, mailboxes, messages
from notifications.enums import DeliveryState
from notifications.models import Delivery, Message
from notifications.queries import mailboxes as known
from owners.actions import invoices
from owners.actions import mailboxes as actions
from owners.actions import owners as owning
from owners.models import Agency, Mandate
from portal.files import store
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry


@pytest.fixture
def speaking(owner, other_owner, now):
    for one in (owner, other_owner):
        one.speaking_since = now - timedelta(days=30)
        one.save()


@pytest.fixture
def box(manager, speaking, now):
    """Raquel's firm takes its invoices from an address of its own."""
    asked = {"address": "Facturas@Example.com", "file_name": "number_nif", "subject": "nif_number"}
    made = actions.ask(agency=Agency.objects.get(), by=manager, at=now, **asked)
    actions.confirm(mailbox=made, by=manager, at=now)
    return made


@pytest.fixture
def announced(owner, now, private_files):
    """Announces an invoice and tells of it."""

    def go(number="F26-1", *, of=None, origin=Origin.LIVE, **more):
        stated = invoices.Stated(
            number, "B47000001", date(2026, 10, 31), Decimal(90), Decimal("18.90"), Decimal("108.90"), **more
        )
        file = store.put(b"%PDF-1.7 " + number.encode(), media_type="application/pdf", at=now)
        made = invoices.publish(owner=of or owner, file=file, stated=stated, by=None, at=now, origin=origin)
        if origin is Origin.LIVE:
            invoices.announce(invoice=made, at=now)
        tell("invoice.announced", made, now)
        return made

    return go


def tell(kind, invoice, now):
    entry = Entry.objects.get(kind=kind, subject_id=invoice.pk)
    messages.tell(entry=entry, at=now)
    mailboxes.tell(entry=entry, at=now)


def gone():
    """What is on its way to the mailbox: subject, file, state."""
    rows = Delivery.objects.filter(message__mailbox__isnull=False).order_by("pk")
    return [(one.message.title, one.attachment_name, one.state) for one in rows]


def test_each_invoice_goes_once_with_the_original_and_people_are_told_as_ever(box, announced, now):
    one = announced()
    tell("invoice.announced", one, now)

    delivery = Delivery.objects.get(message__mailbox=box)
    assert gone() == [("FACTURA H47218306 F26-1", "F26-1_H47218306.pdf", "queued")]
    assert (delivery.address, delivery.attachment) == ("facturas@example.com", one.file)
    assert Delivery.objects.filter(message__person__isnull=False, address="raquel@example.com").count() == 1


def test_of_an_owner_the_firm_does_not_speak_for_nothing_goes(box, announced, other_owner):
    announced(of=other_owner)

    assert gone() == []


def test_whoever_leaves_the_firm_is_not_sent_from_that_day(box, announced, now):
    owning.end_mandate(mandate=Mandate.objects.get(agency=box.agency), to_on=now.date(), by=None, at=now)

    announced()

    assert gone() == []


def test_what_waits_when_the_mandate_ends_does_not_go(box, announced, now):
    announced()
    owning.end_mandate(mandate=Mandate.objects.get(agency=box.agency), to_on=now.date(), by=None, at=now)

    deliveries.deliver(Delivery.objects.get(message__mailbox=box).pk, "w1")

    assert gone()[0][2] == DeliveryState.CANCELLED


@pytest.mark.parametrize("how", ["unconfirmed", "paused", "removed"])
def test_only_an_open_mailbox_gets_any(manager, speaking, announced, now, how):
    said = {"address": "f@example.com", "file_name": "day_number", "subject": "number"}
    made = actions.ask(agency=Agency.objects.get(), by=manager, at=now, **said)
    if how != "unconfirmed":
        actions.confirm(mailbox=made, by=manager, at=now)
        {"paused": actions.pause, "removed": actions.remove}[how](mailbox=made, by=manager, at=now)

    announced()

    assert gone() == []


def test_opened_again_it_gets_what_is_announced_from_then_on(box, announced, manager, now):
    actions.pause(mailbox=box, by=manager, at=now)
    announced("F26-1")
    actions.go_on(mailbox=box)
    announced("F26-2")

    assert [title for title, _name, _state in gone()] == ["FACTURA H47218306 F26-2"]


def test_a_withdrawal_goes_where_the_invoice_went_and_without_its_file(box, announced, office, manager, now):
    sent = announced("F26-1")
    actions.pause(mailbox=box, by=manager, at=now)
    unsent = announced("F26-2")
    actions.go_on(mailbox=box)

    for one in (sent, unsent):
        invoices.withdraw(invoice=one, why="Importe equivocado", by=office, at=now)
        tell("invoice.withdrawn", one, now)

    assert gone()[1:] == [("RETIRADA FACTURA H47218306 F26-1", "", "queued")]
    assert "Importe equivocado" in Delivery.objects.get(message__touchpoint="withdrawal_to_mailbox").text


def test_history_is_silent_there_too(box, announced):
    announced(origin=Origin.HISTORY)

    assert (gone(), Message.objects.get(mailbox=box).decision) == ([], "history")


def test_what_came_back_is_shown(box, announced, now):
    announced()
    Delivery.objects.filter(message__mailbox=box).update(state=DeliveryState.BOUNCED, reason="550 no such user")

    assert [(one.failed, one.state, one.why) for one in known.sent(box, now)] == [
        (True, "devuelto", "550 no such user")
    ]


def test_of_two_that_ask_one_is_taken(box, manager, now):
    said = {"address": "g@example.com", "file_name": "day_number", "subject": "number"}

    with pytest.raises(actions.AlreadyThere):
        actions.ask(agency=box.agency, by=manager, at=now, **said)


@pytest.mark.parametrize("again", ["confirm", "pause", "remove"])
def test_what_was_done_is_not_done_twice(box, manager, now, again):
    if again != "confirm":
        getattr(actions, again)(mailbox=box, by=manager, at=now)

    with pytest.raises(actions.CannotChange):
        getattr(actions, again)(mailbox=box, by=manager, at=now)
