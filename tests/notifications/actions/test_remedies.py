"""What a person decides: written down, once, and nothing goes twice without somebody's word."""

from datetime import timedelta

import pytest

from notifications.actions import deliveries, remedies, suppressions
from notifications.channels.email import message_id
from notifications.enums import LOST, Bad, DeliveryState
from notifications.models import Delivery, Step
from notifications.queries.deliveries import needing_attention
from portal.lib import clock

pytestmark = pytest.mark.usefixtures("own_workers")
UNCERTAIN, FAILED = DeliveryState.UNCERTAIN, DeliveryState.FAILED


@pytest.fixture
def stuck(posted, chair):
    """A mail to the chair in this state."""

    def one(state, **columns):
        delivery = posted(chair.email)
        delivery.message.person = chair
        delivery.message.save()
        Delivery.objects.filter(pk=delivery.pk).update(state=state, doubtful_at=clock.now(), **columns)
        return Delivery.objects.select_related("message__person").get(pk=delivery.pk)

    return one


def test_what_its_reader_has_is_accepted(stuck, office, now):
    delivery = stuck(UNCERTAIN)

    remedies.arrived(delivery=delivery, by=office, at=now)

    assert Delivery.objects.values_list("state", "accepted_at", "handled_at").get() == ("accepted", now, now)
    assert Step.objects.values_list("verdict", "by", "at").get() == ("arrived", office.pk, now)


def test_what_is_in_doubt_goes_again_as_the_same_mail(stuck, office, sink):
    delivery = stuck(UNCERTAIN, attempts=1)

    goes = remedies.send_again(delivery=delivery, by=office, at=clock.now())
    deliveries.work("me")

    assert (goes, sink.message_ids) == (delivery, [message_id(delivery)])
    assert Delivery.objects.values_list("state", "attempts").get() == ("accepted", 2)


@pytest.mark.parametrize("state", sorted(LOST))
def test_what_came_to_nothing_goes_as_another_to_the_address_its_reader_has_now(stuck, office, sink, state):
    delivery = stuck(state)
    delivery.message.person.email = "nueva@example.com"
    delivery.message.person.save()

    goes = remedies.send_again(delivery=delivery, by=office, at=clock.now())
    deliveries.work("me")

    assert [mail["To"] for mail in sink.taken] == ["nueva@example.com"]
    assert (goes.pk != delivery.pk, goes.message_id) == (True, delivery.message_id)
    assert list(needing_attention()) == []


def test_the_same_address_may_have_another_round(stuck, office, now):
    goes = remedies.send_again(delivery=stuck(FAILED), by=office, at=now)

    assert (goes.round, goes.state) == (1, "queued")


def test_two_who_press_at_once_send_it_once(stuck, office, now):
    delivery = stuck(FAILED)
    remedies.send_again(delivery=delivery, by=office, at=now)

    with pytest.raises(remedies.CannotDecide):
        remedies.send_again(delivery=delivery, by=office, at=now)

    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(
    ("columns", "why"), [({"text": ""}, remedies.NO_WORDS), ({}, remedies.SUPPRESSED), ({}, remedies.NO_ADDRESS)]
)
def test_what_cannot_go_says_why(stuck, office, now, columns, why):
    delivery = stuck(FAILED, **columns)
    if why == remedies.SUPPRESSED:
        suppressions.suppress(address=delivery.address.upper(), why=Bad.BOUNCED, said="", at=now)
    if why == remedies.NO_ADDRESS:
        delivery.message.person.email = None

    with pytest.raises(remedies.CannotGoAgain) as refused:
        remedies.send_again(delivery=delivery, by=office, at=now)

    assert (refused.value.why, delivery.message.deliveries.count(), Step.objects.count()) == (why, 1, 0)


@pytest.mark.parametrize(("state", "ends"), [(UNCERTAIN, "cancelled"), (FAILED, "failed")])
def test_what_is_told_on_paper_is_over(stuck, office, now, state, ends):
    remedies.on_paper(delivery=stuck(state), by=office, at=now)

    assert Delivery.objects.values_list("state", "handled_at").get() == (ends, now)
    assert (list(needing_attention()), Step.objects.get().verdict) == ([], "paper")


def test_what_is_seen_waits_no_more_and_what_is_in_doubt_is_not_merely_seen(stuck, office, now):
    remedies.see(delivery=stuck(FAILED), by=office, at=now)
    doubtful = stuck(UNCERTAIN)

    with pytest.raises(remedies.CannotDecide):
        remedies.see(delivery=doubtful, by=office, at=now)

    assert list(needing_attention()) == [doubtful]


@pytest.mark.parametrize("verb", [remedies.arrived, remedies.on_paper, remedies.see])
def test_what_somebody_settled_meanwhile_is_left(stuck, office, now, verb):
    delivery = stuck(UNCERTAIN)
    Delivery.objects.update(state=DeliveryState.DELIVERED)

    with pytest.raises(remedies.CannotDecide):
        verb(delivery=delivery, by=office, at=now + timedelta(seconds=1))

    assert Step.objects.count() == 0
