"""What reaches a telephone is what was said, sealed for it and signed by us; and what each answer means."""

import logging
from datetime import timedelta

import pytest

from maintenance.actions import breakdowns, planning
from maintenance.enums import Answer
from notifications.actions import deliveries, pushing, subscriptions
from notifications.channels import push
from notifications.models import Delivery, Subscription
from portal.ledger import following
from portal.lib import clock
from tests.notifications.push_service import signed

pytestmark = pytest.mark.usefixtures("own_workers")


@pytest.fixture
def waiting(lift, technician, telephone, office, now):
    """A notice that a visit was planned, due now."""
    planning.plan(lift=lift, day=now.date() + timedelta(days=3), technician=technician, by=office, at=clock.now())
    following.work()
    _later()
    return Delivery.objects.get(channel="push")


def _later():
    Delivery.objects.filter(state__in=["queued", "retry_wait"]).update(next_at=clock.now() - timedelta(seconds=1))


def _life():
    return Delivery.objects.values_list("state", "reason").get(channel="push")


def test_what_arrives_is_what_was_said_and_only_the_telephone_reads_it(waiting, service, telephone):
    deliveries.work("me")

    ((path, _headers, content),) = service.taken
    told = telephone.open(content)
    assert path == "/send/marta"
    assert told.pop("token").startswith(str(waiting.pk))
    assert told == {
        "title": "Tiene una revisión nueva",
        "body": "Calle Mayor 14, el jueves 26 de noviembre.",
        "place": "today",
        "tag": waiting.pk.hex,
        "rings": "",
        "ends": "",
        "language": "es",
    }
    assert b"Mayor" not in content


def test_it_is_signed_for_that_service_and_says_how_long_it_is_news(waiting, service, settings):
    deliveries.work("me")

    ((_path, headers, _content),) = service.taken
    claims = signed(headers)
    assert (claims["aud"], claims["sub"]) == (service.origin, f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    assert headers["authorization"].endswith(f"k={push.keys.public()}")
    assert (headers["content-encoding"], headers["urgency"], headers["topic"]) == (
        "aes128gcm",
        "normal",
        waiting.pk.hex,
    )
    assert 12 * 3600 - 60 < int(headers["ttl"]) <= 12 * 3600 + 15


@pytest.mark.parametrize("answer", [200, 201, 202])
def test_a_yes_of_the_service_is_no_delivery(waiting, service, answer):
    service.answers = [answer]
    deliveries.work("me")

    assert _life() == ("accepted", "")


def test_what_the_telephone_says_it_has_shown_is_delivered(waiting, service, telephone, now):
    deliveries.work("me")
    shown = pushing.acknowledge(token=telephone.open(service.taken[0][2])["token"], at=now)

    assert (shown, _life()) == (True, ("delivered", ""))
    assert Subscription.objects.get().last_acked_at == now


def test_the_telephone_may_be_quicker_than_its_service(waiting, service, telephone, now, monkeypatch):
    send = push.send

    def quick(parcel):
        send(parcel)
        pushing.acknowledge(token=telephone.open(parcel.content)["token"], at=now)

    monkeypatch.setattr(push, "send", quick)
    deliveries.work("me")

    assert _life() == ("delivered", "")


@pytest.mark.parametrize("token", ["", "x", "01a20d70-0000-7000-8000-000000000000:AAAA", "a:b:c"])
def test_a_made_up_word_delivers_nothing(waiting, service, token, now):
    deliveries.work("me")

    assert (pushing.acknowledge(token=token, at=now), _life()[0]) == (False, "accepted")


@pytest.mark.parametrize("answer", [404, 410])
def test_a_telephone_its_service_does_not_know_is_told_nothing_more(waiting, service, answer):
    service.answers = [answer]
    deliveries.work("me")
    _later()
    deliveries.work("me")

    gone = Subscription.objects.get()
    assert (_life()[0], len(service.taken)) == ("failed", 1)
    assert (gone.gone_because, gone.endpoint, gone.p256dh, gone.auth) == ("gone", "", "", "")


@pytest.mark.parametrize("answer", [401, 403, 429, 500, 503])
def test_a_no_for_now_is_tried_again(waiting, service, answer):
    service.answers = [answer]
    deliveries.work("me")
    first = _life()[0]
    _later()
    deliveries.work("me")

    assert (first, _life()[0], len(service.taken)) == ("retry_wait", "accepted", 2)


def test_a_no_for_good_is_the_end_and_the_telephone_stays(waiting, service):
    service.answers = [400]
    deliveries.work("me")

    assert (_life(), Subscription.objects.live().count()) == (("failed", "400"), 1)


def test_no_redirect_is_followed(waiting, service):
    service.answers = [307]
    deliveries.work("me")

    assert ([path for path, _headers, _content in service.taken], _life()[0]) == (["/send/marta"], "failed")


def test_a_service_that_is_away_is_tried_again_and_named_nowhere(waiting, service, telephone, caplog):
    service.stop()
    with caplog.at_level(logging.DEBUG):
        deliveries.work("me")

    assert _life()[0] == "retry_wait"
    assert [secret for secret in vars(telephone.address).values() if secret in caplog.text + _life()[1]] == []


def test_an_address_that_was_changed_behind_our_back_is_not_sent_to(waiting, service):
    Subscription.objects.update(endpoint="http://127.0.0.1:1/inside")
    deliveries.work("me")

    assert (_life()[0], service.taken) == ("failed", [])


def test_what_hung_on_a_worker_that_died_is_sent_again_since_a_telephone_shows_one(waiting, service):
    Delivery.objects.filter(pk=waiting.pk).update(state="handoff", worker="dead")
    deliveries.sweep("me")

    assert (_life()[0], len(service.taken)) == ("accepted", 1)


def test_nothing_is_told_to_whom_may_not_come_in_any_more(waiting, service, technician):
    technician.person.__class__.objects.filter(pk=technician.person_id).update(is_active=False)
    deliveries.work("me")

    assert (_life(), service.taken) == (("cancelled", "not_active"), [])


def test_a_ringing_that_has_ended_is_not_sent(confirmed_inside, service, telephone, technician):
    breakdowns.take(breakdown=confirmed_inside, technician=technician, by=None, at=clock.now())
    deliveries.work("me")

    states = Delivery.objects.filter(channel="push").values_list("message__touchpoint", "state", "reason")
    assert ("entrapment_unclaimed", "cancelled", "over") in list(states)
    assert service.taken == []


@pytest.fixture
def confirmed_inside(lift, technician, telephone, admin):
    """Somebody inside, and Marta's telephone about to ring."""
    from maintenance.actions import calls, ringing

    at = clock.now()
    call = calls.receive(lift=lift, told=calls.Told(anyone_inside=Answer.YES), by=None, at=at)
    found = breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=at)
    breakdowns.assign(breakdown=found, technician=technician, by=admin, at=at)
    ringing.look(at=at)
    following.work()
    return found


def test_a_ringing_says_so_to_phone_and_service(confirmed_inside, service, telephone):
    deliveries.work("me")

    ((_path, headers, content),) = service.taken
    told = telephone.open(content)
    assert (told["title"], told["place"], told["rings"], told["tag"]) == (
        "Alguien encerrado",
        f"breakdown/{confirmed_inside.pk}",
        str(confirmed_inside.pk),
        confirmed_inside.pk.hex,
    )
    assert (headers["urgency"], headers["topic"]) == ("high", confirmed_inside.pk.hex)
    assert int(headers["ttl"]) <= 120


def test_what_was_never_shown_ends_and_who_shows_nothing_is_let_go(waiting, service, technician):
    deliveries.work("me")
    sent = Delivery.objects.get(channel="push")
    for number in range(4):
        copy = Delivery.objects.create(
            message=sent.message, channel="push", address=str(number), subscription=sent.subscription, text=sent.text,
            state="accepted", next_at=sent.next_at, expires_at=sent.expires_at, created_at=sent.created_at,
        )  # fmt: skip
        assert copy.pk
    later = sent.expires_at + timedelta(minutes=2)

    assert pushing.settle(at=sent.expires_at) == 0
    assert pushing.settle(at=later) == 5
    assert set(Delivery.objects.values_list("state", "reason")) == {("expired", "not_shown")}
    assert Subscription.objects.get().gone_because == "silent"


def test_without_keys_nothing_is_offered(settings):
    settings.VAPID_PRIVATE_KEY = ""

    assert push.keys.public() is None


def test_the_address_is_kept_again_after_it_was_let_go(waiting, service, telephone, technician, now):
    subscriptions.silence(Subscription.objects.get(), at=now)
    _row, is_new = subscriptions.keep(person=technician.person, address=telephone.address, at=now)

    assert is_new
