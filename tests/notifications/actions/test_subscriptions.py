"""Telephones come and go; what was secret of one that is gone is nowhere."""

from datetime import timedelta

import pytest
from django.db import connection

from notifications.actions import subscriptions
from notifications.actions.subscriptions import MOST, NotAllowed
from notifications.models import Subscription
from tests.conftest import person


def _rows():
    return list(Subscription.objects.order_by("made_at", "pk").values_list("person__name", "gone_because"))


def test_a_telephone_that_is_known_is_only_seen_again(service, technician, now):
    hers, later = service.telephone(), now + timedelta(hours=1)
    first, was_new = subscriptions.keep(person=technician.person, address=hers.address, at=now)
    second, is_new = subscriptions.keep(person=technician.person, address=hers.address, at=later)

    assert (was_new, is_new, first.pk) == (True, False, second.pk)
    assert Subscription.objects.get().synced_at == later


def test_other_keys_for_the_same_address_take_the_place_of_the_old(service, technician, now):
    for _twice in range(2):
        subscriptions.keep(person=technician.person, address=service.telephone().address, at=now)

    assert _rows() == [("Marta Gil", "replaced"), ("Marta Gil", "")]


def test_a_telephone_is_whose_app_is_open_on_it(service, telephone, colleague, now):
    subscriptions.keep(person=colleague, address=telephone.address, at=now)

    assert _rows() == [("Marta Gil", "moved"), ("Iván Prado", "")]


def test_nobody_has_more_than_ten(service, technician, now):
    for number in range(MOST + 1):
        address = service.telephone(str(number)).address
        subscriptions.keep(person=technician.person, address=address, at=now + timedelta(minutes=number))

    assert [because for _name, because in _rows()] == ["too_many"] + [""] * MOST


@pytest.mark.parametrize("endpoint", ["https://127.0.0.1/x", "http://169.254.169.254/latest", "https://example.com/x"])
def test_another_host_than_those_we_know_is_not_kept(service, technician, now, endpoint):
    address = subscriptions.Address(
        endpoint, *[getattr(service.telephone().address, key) for key in ("p256dh", "auth")]
    )
    with pytest.raises(NotAllowed):
        subscriptions.keep(person=technician.person, address=address, at=now)

    assert _rows() == []


def test_one_turns_off_only_ones_own(service, telephone, colleague, now):
    digest = Subscription.objects.get().digest
    subscriptions.leave(person=colleague, digest=digest, at=now)
    before = _rows()
    subscriptions.leave(person=Subscription.objects.get().person, digest=digest, at=now)

    assert (before, _rows()) == ([("Marta Gil", "")], [("Marta Gil", "left")])


def test_one_that_was_taken_off_comes_back_only_when_it_is_asked_for(service, technician, colleague, now):
    at = {"address": service.telephone().address, "at": now}
    kept, _is_new = subscriptions.keep(person=technician.person, **at)
    subscriptions.leave(person=technician.person, digest=kept.digest, at=now)

    with pytest.raises(subscriptions.TakenOff):
        subscriptions.keep(person=technician.person, is_asked=False, **at)
    of_another = subscriptions.keep(person=colleague, is_asked=False, **at)
    subscriptions.silence(of_another[0], at=now)
    again = [
        subscriptions.keep(person=who, is_asked=asks, **at)[1]
        for who, asks in ((colleague, False), (technician.person, True))
    ]

    assert (of_another[1], again) == (True, [True, True])


def test_what_was_secret_of_one_that_is_gone_is_nowhere(service, telephone, now):
    subscriptions.lose(Subscription.objects.get(), at=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_subscription")
        kept = str(cursor.fetchall())

    secrets = (telephone.address.endpoint, telephone.address.p256dh, telephone.address.auth)
    assert [secret for secret in secrets if secret in kept] == []


def test_a_telephone_prints_nothing_of_its_address(service, telephone):
    row = Subscription.objects.get()

    assert telephone.address.endpoint not in f"{row} {row!r}"


def test_a_person_without_telephones_has_none(service, telephone, now):
    assert not Subscription.objects.live().filter(person=person("Otra Persona")).exists()
