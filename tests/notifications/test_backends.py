import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

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
