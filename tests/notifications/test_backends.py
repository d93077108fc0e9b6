import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction

from notifications.backends import CannotCarry
from notifications.models import Delivery


def mail(**more):
    told = {"subject": "Hola", "body": "Texto", "to": ["pilar@example.com"], "headers": {"X-Touchpoint": "welcome"}}
    return EmailMultiAlternatives(**(told | more))


def test_a_mail_becomes_a_row_and_waits_for_a_worker(chair):
    mail().send()

    sent = Delivery.objects.select_related("message").get()
    assert (sent.address, sent.text, sent.html, sent.state) == ("pilar@example.com", "Texto", "", "queued")
    assert (sent.message.touchpoint, sent.message.title, sent.message.person) == ("welcome", "Hola", chair)


def test_each_reader_has_a_row_of_his_own(db):
    mail(to=["a@example.com"], cc=["b@example.com"], bcc=["c@example.com"]).send()

    addresses = Delivery.objects.order_by("address").values_list("address", flat=True)
    assert list(addresses) == ["a@example.com", "b@example.com", "c@example.com"]


def test_the_page_goes_with_the_text(db):
    both = mail()
    both.attach_alternative("<p>Hola</p>", "text/html")

    both.send()

    assert Delivery.objects.get().html == "<p>Hola</p>"


def test_what_is_undone_sends_nothing(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        mail().send()
        raise RuntimeError

    assert not Delivery.objects.exists()


def _attached():
    carrying = mail()
    carrying.attach("acta.pdf", b"%PDF-1.7", "application/pdf")
    return carrying


def _with(*forms):
    carrying = mail()
    for content, kind in forms:
        carrying.attach_alternative(content, kind)
    return carrying


def _as_page():
    carrying = EmailMessage("Hola", "<p>Hola</p>", to=["pilar@example.com"])
    carrying.content_subtype = "html"
    return carrying


@pytest.mark.parametrize(
    ("carrying", "what"),
    [
        (_attached(), "an attachment"),
        (_as_page(), "a text that is a page"),
        (_with(("BEGIN:VCALENDAR", "text/calendar")), "another form than one page"),
        (_with(("<p>a</p>", "text/html"), ("<p>b</p>", "text/html")), "another form than one page"),
        (mail(reply_to=["otro@example.com"]), "an address to answer to"),
        (mail(headers={"X-Touchpoint": "welcome", "List-Unsubscribe": "<https://x>"}), "a header"),
    ],
)
def test_what_would_be_lost_on_the_way_is_refused_aloud(db, carrying, what):
    with pytest.raises(CannotCarry) as refusal:
        carrying.send()

    assert str(refusal.value) == f"«Hola» has what this door does not carry: {what}."
    assert not Delivery.objects.exists()


def test_of_several_mails_all_go_or_none(db):
    with pytest.raises(CannotCarry):
        get_connection().send_messages([mail(), _attached()])

    assert not Delivery.objects.exists()
