"""A delivery's life: every way it goes. How its worker may fall on the way stands in `test_falls`."""

from datetime import timedelta

import pytest
from django.db import connection

from notifications.actions import deliveries
from notifications.channels import email as channel
from notifications.enums import DeliveryState
from notifications.models import Delivery
from portal.files import store
from portal.lib import clock
from tests.notifications.conftest import life
from tests.notifications.sink import free_port

pytestmark = pytest.mark.usefixtures("own_workers")


def _later(**delta):
    Delivery.objects.update(next_at=clock.now() - timedelta(seconds=1), **delta)


def test_what_is_due_is_delivered(sink, posted):
    delivery = posted()

    assert deliveries.work("me") == 1
    assert (life(), sink.message_ids) == (("accepted", ""), [f"<{delivery.pk}@localhost>"])
    accepted_at, handed_at, attempts = life("accepted_at", "handed_at", "attempts")
    assert (handed_at <= accepted_at, attempts) == (True, 1)


def test_what_is_delivered_is_not_delivered_again(sink, posted):
    posted()
    deliveries.work("me")
    _later()

    assert (deliveries.work("me"), deliveries.sweep("me"), len(sink.taken)) == (0, 0, 1)


def test_what_is_not_due_waits(sink, posted):
    posted()
    Delivery.objects.update(next_at=clock.now() + timedelta(minutes=5))

    assert (deliveries.work("me"), sink.taken) == (0, [])


def test_the_oldest_goes_first(sink, posted):
    for minutes, address in ((1, "second@example.com"), (5, "first@example.com"), (0, "third@example.com")):
        Delivery.objects.filter(pk=posted(address).pk).update(next_at=clock.now() - timedelta(minutes=minutes))

    deliveries.work("me")

    assert [mail["To"] for mail in sink.taken] == ["first@example.com", "second@example.com", "third@example.com"]


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_for_good_is_the_end_after_one_attempt(sink, posted, verb):
    sink.answers[verb] = ["550 nobody"]
    posted()
    deliveries.work("me")
    _later()

    deliveries.sweep("me")

    assert (life("state", "reason", "attempts"), sink.heard.count("MAIL")) == (("failed", "550 nobody", 1), 1)


def test_a_refusal_for_now_waits_as_the_schedule_says(sink, posted):
    sink.answers["RCPT"] = ["450 busy"] * 3
    posted()
    waited = []
    for _ in range(3):
        began_at = clock.now()
        deliveries.work("me")
        waited.append(round((life("next_at")[0] - began_at).total_seconds()))
        _later()
    deliveries.work("me")

    assert waited == [30, 120, 600]
    assert (life("state", "attempts"), len(sink.taken)) == (("accepted", 4), 1)


def test_between_attempts_it_says_what_it_waits_for(sink, posted):
    sink.answers["RCPT"] = ["450 busy"]
    posted()

    deliveries.work("me")

    assert (life(), sink.taken) == (("retry_wait", "450 busy"), [])


def test_every_attempt_carries_the_same_message_id(sink, posted, monkeypatch):
    seen = []
    send = channel.send
    monkeypatch.setattr(channel, "send", lambda parcel: (seen.append(parcel.content), send(parcel)))
    sink.answers["DATA"] = ["451 later"]
    posted()
    deliveries.work("me")
    _later()
    deliveries.work("me")

    assert (len(seen), len(set(seen))) == (2, 1)


def test_nobody_at_the_servers_door_is_no_failure(posted, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    posted()

    deliveries.work("me")

    assert (life("state")[0], life("reason")[0][:9]) == ("retry_wait", "no answer")


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.RETRY_WAIT])
def test_what_is_no_news_any_more_expires_unsent(sink, posted, state):
    posted()
    _later(expires_at=clock.now() - timedelta(seconds=1), state=state)

    deliveries.work("me")

    assert (life(), sink.taken) == (("expired", "expired"), [])


def test_a_broken_connection_after_the_parcel_is_uncertain_and_never_sent_again(sink, posted):
    sink.answers["DATA"] = ["drop after"]
    posted()
    deliveries.work("me")
    _later()

    deliveries.sweep("me")

    assert (life("state")[0], life("reason")[0][:20], len(sink.taken)) == ("uncertain", "the connection broke", 1)


def test_a_paper_that_rotted_is_a_failure_and_holds_nobody_up(sink, posted, now):
    rotten, sound = posted(), posted("raquel@example.com")
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    Delivery.objects.filter(pk=rotten.pk).update(attachment=file)
    store.path_of(file.sha256).write_bytes(b"x")

    deliveries.work("me")

    assert dict(Delivery.objects.values_list("address", "state")) == {
        "pilar@example.com": "failed",
        "raquel@example.com": "accepted",
    }
    assert Delivery.objects.get(pk=sound.pk).reason == ""


def test_an_address_nobody_can_write_is_a_failure(sink, posted):
    posted("señora@example.com")

    deliveries.work("me")

    assert life("state")[0] == "failed"


def test_what_nobody_foresaw_is_uncertain_and_holds_nobody_up(sink, posted, monkeypatch):
    posted()
    posted("raquel@example.com")
    send, faults = channel.send, [MemoryError("full")]

    def fall_once(parcel):
        if faults:
            raise faults.pop()
        send(parcel)

    monkeypatch.setattr(channel, "send", fall_once)

    deliveries.work("me")

    assert dict(Delivery.objects.values_list("address", "state")) == {
        "pilar@example.com": "uncertain",
        "raquel@example.com": "accepted",
    }


@pytest.mark.parametrize("state", [state for state in DeliveryState if state not in {"queued", "retry_wait"}])
def test_only_what_waits_is_taken(sink, posted, state):
    delivery = posted()
    Delivery.objects.update(state=state)

    assert (deliveries.deliver(delivery.pk, "me"), life("state")[0], sink.taken) == (False, state, [])


@pytest.mark.django_db(transaction=True)
def test_no_mail_leaves_inside_a_transaction(unguarded_flush, sink, posted, monkeypatch):
    seen = []
    pack, send = channel.pack, channel.send
    monkeypatch.setattr(channel, "pack", lambda delivery: (seen.append(connection.in_atomic_block), pack(delivery))[1])
    monkeypatch.setattr(channel, "send", lambda parcel: (seen.append(connection.in_atomic_block), send(parcel)))
    posted()

    deliveries.work("me")

    assert seen == [False, False]


def test_without_a_sender_mails_are_accepted_and_stay_in_the_house(sink, posted, settings):
    settings.EMAIL_SENDER = ""
    posted()

    deliveries.work("me")

    assert (life("state")[0], sink.taken) == ("accepted", [])


def test_a_slow_server_holds_a_worker_no_longer_than_its_turn(sink, posted, monkeypatch):
    for number in range(3):
        posted(f"{number}@example.com")
    monkeypatch.setattr(deliveries, "TURN", 0.0)

    assert (deliveries.work("me"), sink.taken) == (0, [])


def test_what_was_to_go_at_once_goes_though_the_clock_was_set_back(sink, posted):
    posted()
    Delivery.objects.update(next_at=clock.now() + timedelta(days=1), created_at=clock.now() + timedelta(days=1))

    deliveries.work("me")

    assert (life("state")[0], len(sink.taken)) == ("accepted", 1)


def test_a_refusal_of_before_the_clock_was_set_back_waits_no_longer(sink, posted):
    ahead = clock.now() + timedelta(days=1)
    posted()
    Delivery.objects.update(state=DeliveryState.RETRY_WAIT, next_at=ahead, handed_at=ahead)

    deliveries.work("me")

    assert life("state")[0] == "accepted"


def test_what_is_to_go_later_waits_even_then(sink, posted):
    ahead = clock.now() + timedelta(days=1)
    posted()
    Delivery.objects.update(created_at=ahead, next_at=ahead + timedelta(hours=8))

    assert (deliveries.work("me"), sink.taken) == (0, [])


def test_what_a_turn_does_not_come_to_waits_as_if_it_had_never_been_claimed(sink, posted, settings):
    settings.EMAIL_PORT = free_port()
    for number in range(5):
        posted(f"{number}@example.com")

    deliveries.work("me")

    left = Delivery.objects.filter(attempts=0).values_list("state", "worker")
    assert list(left) == [("queued", "")] * 2


def test_what_another_takes_meanwhile_is_passed_over_and_the_rest_goes(sink, posted, monkeypatch):
    monkeypatch.setattr(deliveries, "HANDFUL", 2)
    keys, send = [posted(f"{number}@example.com").pk for number in range(6)], channel.send

    def beside_another(parcel):
        Delivery.objects.filter(pk__in=keys[2:4], state=DeliveryState.QUEUED).update(state="claimed", worker="another")
        send(parcel)

    monkeypatch.setattr(channel, "send", beside_another)

    assert (deliveries.work("me"), [mail["To"][0] for mail in sink.taken]) == (4, ["0", "1", "4", "5"])


def test_each_refusal_is_a_step(sink, posted):
    sink.answers["RCPT"] = ["450 busy", "550 nobody"]
    delivery = posted()
    deliveries.work("me")
    _later()
    deliveries.work("me")

    said = list(delivery.steps.order_by("pk").values_list("verdict", "said"))
    assert said == [("refused", "450 busy"), ("refused", "550 nobody")]
