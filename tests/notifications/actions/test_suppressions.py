import pytest

from notifications.actions import deliveries, suppressions
from notifications.enums import Bad, DeliveryState
from notifications.models import Delivery, Message, Suppression
from notifications.queries.deliveries import needing_attention

pytestmark = pytest.mark.usefixtures("own_workers")


def _sent(posted, **more):
    delivery = posted(**more)
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.ACCEPTED)
    return delivery


@pytest.mark.parametrize("times", [1, 3])
def test_a_mail_that_came_back_is_listed_and_its_address_written_to_no_more(posted, sink, now, times):
    first = _sent(posted)
    for _time in range(times):
        suppressions.come_back(delivery=first, why=Bad.BOUNCED, said="550 nobody", at=now)
    second = posted("Pilar@Example.com")

    deliveries.work("me")

    assert sink.taken == []
    assert list(needing_attention().values_list("pk", "state", "reason")) == [(first.pk, "bounced", "550 nobody")]
    assert Delivery.objects.values_list("state", "reason").get(pk=second.pk) == ("cancelled", "suppressed")
    assert (Suppression.objects.count(), first.steps.count()) == (1, 1)


def test_a_code_somebody_waits_for_goes_all_the_same(posted, sink, now):
    suppressions.suppress(address="pilar@example.com", why=Bad.COMPLAINED, said="", at=now)
    posted(is_fact=False)

    deliveries.work("me")

    assert len(sink.taken) == 1


def test_a_complaint_does_not_undo_that_it_arrived(posted, now):
    delivery = _sent(posted)

    suppressions.come_back(delivery=delivery, why=Bad.COMPLAINED, said="spam", at=now)

    assert Delivery.objects.get().state == "accepted"
    assert Suppression.objects.get().why == "complained"


def test_an_address_that_is_well_again_is_written_to(posted, sink, office, now):
    made = suppressions.suppress(address="pilar@example.com", why=Bad.BOUNCED, said="", at=now)

    lifted = [suppressions.lift(suppression=made, by=office, at=now) for _time in range(2)]
    posted()
    deliveries.work("me")

    assert (lifted, len(sink.taken)) == ([True, False], 1)


def test_what_has_ended_stays_as_it_ended(posted, now):
    delivery = posted()
    Delivery.objects.update(state=DeliveryState.DELIVERED)

    suppressions.come_back(delivery=delivery, why=Bad.BOUNCED, said="late", at=now)

    assert (Delivery.objects.get().state, delivery.steps.count()) == ("delivered", 0)


def test_the_office_hears_once_that_somebody_is_in_the_dark(posted, chair, office, owner, settings, now):
    delivery = _sent(posted)

    for why in (Bad.BOUNCED, Bad.COMPLAINED):
        suppressions.come_back(delivery=delivery, why=why, said="550 nobody", at=now)

    told = Message.objects.get(touchpoint="in_the_dark")
    mail = told.deliveries.get()
    assert (mail.address, told.title) == ("carmen@example.com", "A Pilar Ortega ya no le llegan nuestros correos")
    assert f"{settings.SITE_URL}/office/people/{chair.pk}/messages/" in mail.text


def test_nobody_is_told_of_an_address_of_nobody_or_of_the_office_itself(posted, office, now):
    for address in ("nadie@example.com", "carmen@example.com"):
        suppressions.suppress(address=address, why=Bad.BOUNCED, said="", at=now)

    assert Message.objects.filter(touchpoint="in_the_dark").count() == 0
