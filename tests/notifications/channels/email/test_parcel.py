import email
from datetime import timedelta
from email.policy import default

import pytest

from notifications.actions import messages
from notifications.channels.email.parcel import pack
from notifications.enums import Class
from notifications.models import Delivery
from portal.company import queries as companies
from portal.files import store


@pytest.fixture
def delivery(company, now):
    def post(address="pilar@example.com", subject="Su boletín de año", text="Añadió ñ.", html=""):
        message = messages.post(
            touchpoint="x", kind=Class.SERVICE, subject=subject, text=text, html=html, address=address, at=now
        )
        return message.deliveries.get()

    return post


def _mail(delivery):
    return email.message_from_bytes(pack(delivery).content, policy=default)


def test_a_mail_says_from_whom_and_to_whom(delivery, settings):
    settings.DEFAULT_FROM_EMAIL = "avisos@duero.example"
    mail = _mail(delivery())

    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "Ascensores Duero <avisos@duero.example>",
        "pilar@example.com",
        "Su boletín de año",
    )
    assert (mail["Date"], mail["Auto-Submitted"]) == ("Mon, 23 Nov 2026 10:00:00 +0000", "auto-generated")
    assert mail.get_content() == "Añadió ñ.\r\n"


def test_a_sender_with_a_name_of_its_own_sends_from_the_bare_address(delivery, settings):
    settings.DEFAULT_FROM_EMAIL = "Otro nombre <avisos@duero.example>"

    assert pack(delivery()).sender == "avisos@duero.example"


def test_the_message_id_is_the_deliverys_and_the_same_at_each_attempt(delivery, settings):
    settings.DEFAULT_FROM_EMAIL = "avisos@duero.example"
    one = delivery()
    first = _mail(one)["Message-ID"]
    Delivery.objects.update(attempts=7)

    again = _mail(Delivery.objects.get())
    assert (first, again["Message-ID"]) == (f"<{one.pk}@duero.example>", first)


def test_the_same_delivery_is_dated_the_same_at_each_attempt(delivery, now):
    one = delivery()
    one.next_at = now + timedelta(hours=9)

    assert _mail(one)["Date"] == "Mon, 23 Nov 2026 10:00:00 +0000"


def test_an_answer_reaches_the_office(delivery, company):
    company.email = "oficina@duero.example"
    company.save()
    companies.forget()

    assert _mail(delivery())["Reply-To"] == "oficina@duero.example"


def test_a_page_goes_beside_its_text(delivery):
    mail = _mail(delivery(html="<p>Añadió</p>"))

    assert mail.get_body(("plain",)).get_content() == "Añadió ñ.\r\n"
    assert mail.get_body(("html",)).get_content() == "<p>Añadió</p>\r\n"


def test_the_paper_is_in_the_mail_under_its_name(delivery, now):
    one = delivery()
    one.attachment = store.put(b"%PDF-1.7\r\n.\r\nx", media_type="application/pdf", at=now)
    one.attachment_name = "H47218306_2026-11-22_boletín ñ.pdf"

    (paper,) = _mail(one).iter_attachments()
    assert (paper.get_filename(), paper.get_content_type(), paper.get_content()) == (
        "H47218306_2026-11-22_boletín ñ.pdf",
        "application/pdf",
        b"%PDF-1.7\r\n.\r\nx",
    )


def test_a_paper_that_is_not_what_was_stored_is_not_sent(delivery, now):
    one = delivery()
    one.attachment = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    store.path_of(one.attachment.sha256).write_bytes(b"%PDF-1.8")

    with pytest.raises(store.Altered):
        pack(one)


def test_a_domain_with_an_accent_is_written_plainly(delivery):
    assert pack(delivery("pilar@españa.example")).recipient == "pilar@xn--espaa-rta.example"


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "@example.com", "pilar@", "señora@example.com", "a\r\nBcc: b@example.com", "a\x00@example.com"],
)
def test_what_cannot_be_written_on_an_envelope_is_not_packed(delivery, address):
    one = delivery()
    one.address = address  # PostgreSQL would not even store the last of them

    with pytest.raises(ValueError, match="no address that can be written"):
        pack(one)


def test_a_subject_cannot_smuggle_a_header(delivery):
    with pytest.raises(ValueError, match="linefeed"):
        pack(delivery(subject="Hola\r\nBcc: todos@example.com"))
