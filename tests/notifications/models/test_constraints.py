"""What must not be is refused by the database itself, whatever Python thinks of it."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from notifications.enums import Class, DeliveryState
from notifications.models import Delivery, Message
from portal.ledger.models import Entry
from tests.conftest import NOW, person


def message(**more):
    return Message.objects.create(
        **({"touchpoint": "x", "kind": Class.SERVICE, "title": "x", "created_at": NOW} | more)
    )


def delivery(**more):
    columns = {"message": message(), "channel": "email", "next_at": NOW, "expires_at": NOW, "created_at": NOW}
    return Delivery.objects.create(**(columns | more))


def test_a_state_nobody_knows_is_refused(db):
    with pytest.raises(IntegrityError, match="a_delivery_is_in_a_known_state"), transaction.atomic():
        delivery(state="sent")


@pytest.mark.parametrize("state", DeliveryState)
def test_each_state_of_the_vocabulary_is_taken(db, state):
    assert delivery(state=state).pk


def test_one_address_has_one_delivery_of_a_message(db):
    first = message()
    delivery(message=first, address="a@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        delivery(message=first, address="a@example.com")


def test_one_person_has_one_message_of_a_fact(lift):
    told = {"person": person("Pilar Ortega"), "entry": Entry.objects.get()}
    message(**told)

    with pytest.raises(IntegrityError), transaction.atomic():
        message(**told)


def test_a_mail_of_the_house_may_be_written_twice(db):
    who = person("Pilar Ortega")

    assert message(person=who).pk != message(person=who).pk


def test_every_constraint_of_notifications_is_proven():
    declared = {
        constraint.name
        for model in apps.get_app_config("notifications").get_models()
        for constraint in model._meta.constraints
    }

    assert declared == {
        "a_delivery_is_in_a_known_state",
        "one_delivery_per_address",
        "one_message_per_person_and_fact",
    }
