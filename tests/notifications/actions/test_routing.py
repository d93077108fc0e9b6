"""A letter goes the way its reader chose for its topic; what no telephone shows goes by mail after all."""

from datetime import timedelta

import pytest

from notifications.actions import deliveries, messages, mobiles, preferences, pushing, receiving, routing, subscriptions
from notifications.channels import opening
from notifications.enums import Channel, Door, Rhythm, Style, Topic
from notifications.models import Delivery, Mobile
from notifications.queries import told
from notifications.queries.listeners import Wishes
from tests.notifications.gateway import Gateway
from tests.notifications.sink import free_port

pytestmark = pytest.mark.usefixtures("own_workers")
CHOSEN = {Topic.BREAKDOWNS: Rhythm.EACH, Topic.VISITS: Rhythm.EACH, Topic.PAPERS: Rhythm.EACH}


@pytest.fixture
def speaking(owner, now):
    owner.speaking_since = now - timedelta(days=30)
    owner.save()
    return owner


@pytest.fixture
def browser(service, chair, now):
    """Pilar's, on which she wants notices."""
    hers = service.telephone()
    subscriptions.keep(person=chair, address=hers.address, at=now - timedelta(days=1), door=Door.PORTAL)
    return hers


@pytest.fixture
def gateway(settings):
    running = Gateway()
    settings.SMS_SENDER = "notifications.channels.sms.bulksms.send"
    settings.SMS_URL, settings.SMS_USER, settings.SMS_PASSWORD = f"{running.origin}/v1", "user", "word"
    yield running
    running.stop()


def _wants(chair, channel, now):
    wishes = Wishes(style=Style.OWN, choices=CHOSEN, channels=dict.fromkeys(CHOSEN, channel))
    preferences.choose(person=chair, wishes=wishes, at=now)


def _confirmed(chair, now):
    Mobile.objects.create(person=chair, number="+34600000001", asked_at=now, confirmed_at=now)


@pytest.fixture
def stopped(speaking, lift, technician, now):
    """Tells that the lift stands still."""
    from tests.notifications.touchpoints.conftest import Lived

    def tell():
        from portal.ledger.models import Entry

        Lived(lift, technician).confirmed()
        return messages.tell(entry=Entry.objects.get(kind="breakdown.confirmed"), at=now)

    return tell


def _deliveries():
    return sorted(Delivery.objects.values_list("channel", "state", "reason"))


def test_who_chose_notices_is_told_by_them_and_reads_the_letter_in_the_portal(stopped, chair, browser, service, now):
    _wants(chair, Channel.PUSH, now)

    (message,) = stopped()
    before = _deliveries()
    deliveries.work("me")

    shown = browser.open(service.taken[0][2])
    assert before == [("email", "cancelled", "by_phone"), ("push", "queued", "")]
    assert (shown["title"], shown["place"]) == (message.title, opening.address(message.url, message))
    assert told.to(chair).get().mails[0].html != ""


def test_what_no_telephone_shows_in_time_goes_by_mail_once(stopped, chair, browser, service, now):
    _wants(chair, Channel.PUSH, now)
    stopped()
    deliveries.work("me")

    later = now + timedelta(minutes=40)
    pushing.settle(at=later)
    went = [routing.fall_back(at=later) for _time in range(2)]

    assert went == [1, 0]
    assert _deliveries() == [
        ("email", "cancelled", "by_phone"), ("email", "queued", ""), ("push", "expired", "not_shown"),
    ]  # fmt: skip


def test_what_was_taken_back_goes_no_second_way(stopped, chair, browser, service, now):
    _wants(chair, Channel.PUSH, now)
    stopped()

    preferences.stop(person=chair, topic=Topic.BREAKDOWNS, at=now)

    assert _deliveries() == [("email", "cancelled", "by_phone"), ("push", "cancelled", "switched_off")]
    assert routing.fall_back(at=now + timedelta(hours=1)) == 0


def test_what_a_telephone_has_shown_goes_no_second_way(stopped, chair, browser, service, now):
    _wants(chair, Channel.PUSH, now)
    stopped()
    deliveries.work("me")

    pushing.acknowledge(token=browser.open(service.taken[0][2])["token"], at=now)

    assert routing.fall_back(at=now + timedelta(hours=1)) == 0


def test_who_chose_sms_gets_a_short_one(stopped, chair, gateway, now):
    _confirmed(chair, now)
    _wants(chair, Channel.SMS, now)

    (message,) = stopped()
    deliveries.work("me")

    (sms,) = gateway.taken
    assert sms["body"].startswith("Ascensores Duero: ")
    assert sms["body"].endswith(message.url)
    assert ("sms", "accepted", "") in _deliveries()


def test_an_sms_that_arrived_says_so_and_one_that_never_did_goes_by_mail(stopped, chair, gateway, now):
    _confirmed(chair, now)
    _wants(chair, Channel.SMS, now)
    stopped()
    deliveries.work("me")
    sent = Delivery.objects.get(channel=Channel.SMS)
    heard = [receiving.hear(at=sent.accepted_at), receiving.hear(at=sent.accepted_at + timedelta(minutes=1))]
    open_still = Delivery.objects.get(channel=Channel.SMS).state

    gateway.fates[str(sent.pk)] = "FAILED.EXPIRED"
    asked = [receiving.hear(at=sent.accepted_at + timedelta(minutes=minutes)) for minutes in (2, 6, 30)]
    mailed = [routing.fall_back(at=now), routing.fall_back(at=now)]

    assert (heard, open_still, asked, mailed) == ([0, 0], "accepted", [0, 1, 0], [1, 0])
    assert ("sms", "bounced", "FAILED.EXPIRED") in _deliveries()
    assert ("email", "queued", "") in _deliveries()


def test_an_sms_a_telephone_has_is_delivered_and_asked_about_no_more(stopped, chair, gateway, now):
    _confirmed(chair, now)
    _wants(chair, Channel.SMS, now)
    stopped()
    deliveries.work("me")
    sent = Delivery.objects.get(channel=Channel.SMS)
    gateway.fates[str(sent.pk)] = "DELIVERED.null"
    in_time = sent.accepted_at + timedelta(minutes=2)

    heard = [receiving.hear(at=in_time), receiving.hear(at=in_time + timedelta(hours=3))]

    assert heard == [1, 0]
    assert ("sms", "delivered", "") in _deliveries()
    assert routing.fall_back(at=now) == 0


def test_a_gateway_that_does_not_answer_or_cannot_say_leaves_it_taken(stopped, chair, gateway, now, settings):
    _confirmed(chair, now)
    _wants(chair, Channel.SMS, now)
    stopped()
    deliveries.work("me")
    sent = Delivery.objects.get(channel=Channel.SMS)
    settings.SMS_URL = f"http://127.0.0.1:{free_port()}/v1"
    silent = receiving.hear(at=sent.accepted_at + timedelta(minutes=2))
    settings.SMS_SENDER = "tests.notifications.knowing.send"

    mute = receiving.hear(at=sent.accepted_at + timedelta(hours=1))

    assert (silent, mute) == (0, 0)
    assert ("sms", "accepted", "") in _deliveries()


def test_what_the_law_asks_goes_by_mail_whatever_he_chose(speaking, told_bulletin, chair, browser, now):
    _wants(chair, Channel.PUSH, now)

    messages.tell(entry=told_bulletin(), at=now)

    assert [channel for channel, _state, _why in _deliveries()] == ["email"]


@pytest.fixture
def told_bulletin(told):
    return told


def test_a_way_that_is_gone_is_mail_again(stopped, chair, gateway, now, settings):
    _confirmed(chair, now)
    _wants(chair, Channel.SMS, now)
    settings.SMS_SENDER = ""

    stopped()

    assert _deliveries() == [("email", "queued", "")]


def test_only_ways_that_are_there_are_offered(chair, browser, gateway, now):
    before = routing.offered(chair)
    mobiles.ask(person=chair, number="+34600000001", at=now)
    waiting = routing.offered(chair)
    Mobile.objects.update(confirmed_at=now, code="")

    assert before == waiting == [Channel.EMAIL, Channel.PUSH]
    assert routing.offered(chair) == [Channel.EMAIL, Channel.PUSH, Channel.SMS]


def test_a_push_service_that_does_not_answer_is_left_alone_and_others_are_not(posted, telephone, service, settings):
    from notifications.channels import every
    from notifications.models import Breaker, Subscription

    one = posted()
    Delivery.objects.filter(pk=one.pk).update(channel="push", subscription=Subscription.objects.get())

    assert every.CHANNELS["push"].door_of(Delivery.objects.get()) == service.origin
    assert Delivery.objects.filter(every.behind({service.origin})).count() == 1
    assert Delivery.objects.filter(every.behind({"https://fcm.googleapis.com"})).count() == 0
    assert Breaker.objects.count() == 0
