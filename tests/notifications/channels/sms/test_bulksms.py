"""An SMS takes the same life as a mail."""

import pytest

from notifications.actions import deliveries, doubts, mobiles
from notifications.channels.sms import bulksms
from notifications.channels.sms.parcel import Parcel
from notifications.models import Delivery, Mobile
from tests.notifications.gateway import Gateway
from tests.notifications.sink import free_port

pytestmark = pytest.mark.usefixtures("own_workers")


@pytest.fixture
def gateway(settings):
    running = Gateway()
    settings.SMS_SENDER = "notifications.channels.sms.bulksms.send"
    settings.SMS_URL, settings.SMS_TIMEOUT = f"{running.origin}/v1", 5
    settings.SMS_USER, settings.SMS_PASSWORD, settings.SMS_FROM = "user", "word", "Duero"
    yield running
    running.stop()


@pytest.fixture
def code(gateway, chair, now):
    """The code that waits to go to Pilar's mobile."""
    mobiles.ask(person=chair, number="+34600000001", at=now)
    return Delivery.objects.get()


def _state():
    return Delivery.objects.values_list("state", "text").get()


def test_it_goes_once_by_our_own_name_and_its_code_is_forgotten(gateway, code, now):
    deliveries.work("me")

    (told,) = gateway.taken
    assert (told["to"], told["userSuppliedId"], told["from"]) == ("+34600000001", str(code.pk), "Duero")
    assert told["body"] == code.text
    assert len(gateway.numbers) == 1
    assert _state() == ("accepted", "")


def test_a_gateway_nobody_is_called_costs_no_sms(code, settings):
    settings.SMS_SENDER = "notifications.nobody.send"

    deliveries.work("me")

    assert _state() == ("retry_wait", code.text)


def test_letters_of_no_alphabet_of_telephones_go_in_sixteen_bits(gateway):
    for text in ("Hola, Peña", "Привет"):
        bulksms.send(Parcel("1", "+34600000001", text))

    assert [one.get("encoding") for one in gateway.taken] == [None, "UNICODE"]


CLASSES = {401: "retry_wait", 400: "failed", 429: "retry_wait", 503: "retry_wait", 500: "uncertain", 0: "uncertain"}


@pytest.mark.parametrize(("status", "state"), CLASSES.items(), ids=map(str, CLASSES))
def test_a_refusal_is_classed(gateway, code, status, state):
    gateway.answers = [status]

    deliveries.work("me")

    assert _state()[0] == state


def test_where_nobody_is_nothing_was_taken(gateway, code, settings):
    settings.SMS_URL = f"http://127.0.0.1:{free_port()}/v1"

    deliveries.work("me")

    assert _state() == ("retry_wait", code.text)


def test_one_that_was_cut_off_is_looked_up_and_goes_no_second_time(gateway, code, now):
    gateway.answers = [0]
    deliveries.work("me")
    Delivery.objects.update(next_at=now)

    doubts.settle(at=now.replace(year=2027))

    assert (_state(), len(gateway.taken)) == (("accepted", ""), 1)


def test_a_number_that_is_his_no_more_is_told_nothing(gateway, code, chair, now):
    from portal.ledger.models import Entry

    code.message.__class__.objects.filter(pk=code.message_id).update(entry=Entry.objects.order_by("pk").first())
    Mobile.objects.update(gone_at=now, code="")

    deliveries.work("me")

    assert (_state()[0], gateway.taken) == ("cancelled", [])
