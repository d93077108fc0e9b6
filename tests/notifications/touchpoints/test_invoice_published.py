from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from notifications.actions import messages
from notifications.channels.email import layout
from notifications.letter import Attachment
from notifications.models import Delivery, Message
from notifications.touchpoints import invoice_published
from owners.actions import invoices
from owners.actions.invoices import Charge, Stated
from owners.models import Invoice, Owner
from owners.rules.standings import Standing
from portal.files import store
from portal.ledger.models import Entry
from portal.web import pages


@pytest.fixture
def invoice(owner, lift, now, private_files):
    stated = Stated(
        "F26-4127", "B47000001", date(2026, 10, 31), Decimal(108), Decimal("22.68"), Decimal("130.68"),
        account_last="4471",
    )  # fmt: skip
    charges = [Charge("Cuota de octubre", Decimal(90)), Charge("Dos llaves", Decimal(18))]
    file = store.put(b"%PDF-1.7 invoice", media_type="application/pdf", at=now)
    standing = Standing(next_charge_on=date(2026, 12, 5))
    return invoices.publish(owner=owner, file=file, stated=stated, charges=charges, standing=standing, by=None, at=now)


@pytest.fixture
def announced(invoice, now):
    invoices.announce(invoice=invoice, at=now)
    return Entry.objects.get(kind="invoice.announced")


def test_the_letter_says_whose_how_much_and_when_it_is_charged(announced, invoice, chair, settings):
    with translation.override("es"):
        letter = invoice_published.letter(announced, chair)

    assert letter.title == "Factura de octubre: 130,68\xa0€"
    assert letter.what_happened == ("Pilar Ortega: ya está la factura F26-4127 de C.P. Calle Mayor 14, de 130,68\xa0€.")
    assert letter.what_it_means == "Se cargará en su cuenta el 5 de diciembre. La cuenta acaba en 4471."
    assert letter.what_next == "No tiene que hacer nada."
    assert letter.details == (("Cuota de octubre", "90,00\xa0€"), ("Dos llaves", "18,00\xa0€"))
    assert letter.attachment == Attachment(invoice.file, "H47218306_2026-10-31_F26-4127.pdf")
    assert letter.action_url == settings.SITE_URL + pages.url_for(invoice)


def test_the_mail_is_light(announced, chair):
    letter = invoice_published.letter(announced, chair)

    assert len(layout.html(letter).encode()) <= 60_000


def test_it_speaks_english_to_who_does(announced, chair):
    with translation.override("en"):
        letter = invoice_published.letter(announced, chair)

    assert (letter.title, letter.what_next) == ("Invoice for October: €130.68", "There is nothing for you to do.")


def test_who_sees_the_accounts_is_told_and_nobody_else(announced, cast, now):
    Owner.objects.update(speaking_since=now - timedelta(days=1))

    told = messages.tell(entry=announced, at=now)

    assert {message.person for message in told} == {cast.chair, cast.manager, cast.billing}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"queued"}


def test_an_owner_we_do_not_write_to_yet_is_told_nothing(announced, chair, now):
    messages.tell(entry=announced, at=now)

    assert list(Message.objects.values_list("decision", flat=True)) == ["owner_not_spoken_to"]


def test_publishing_alone_tells_nobody(invoice, chair, now):
    assert messages.tell(entry=Entry.objects.get(kind="invoice.published"), at=now) == []


def test_one_that_is_withdrawn_says_why(announced, invoice, chair, now):
    invoices.withdraw(invoice=Invoice.objects.get(), why="El importe no era ese.", by=None, at=now)

    with translation.override("es"):
        letter = invoice_published.withdrawn(Entry.objects.get(kind="invoice.withdrawn"), chair)

    assert letter.title == "Hemos retirado la factura F26-4127"
    assert letter.what_it_means == "Motivo: El importe no era ese."
    assert letter.attachment is None
