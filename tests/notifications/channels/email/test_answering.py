"""Where an answer to our mail goes, and how it is known again."""

import re

import pytest

from notifications.actions import deliveries
from notifications.channels.email import answering
from notifications.enums import Class
from notifications.models import Message
from portal.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("own_workers")


@pytest.fixture
def message(lift, chair, now):
    entry = Entry.objects.get(kind="lift.entered")
    return Message.objects.create(
        touchpoint="x", kind=Class.SERVICE, person=chair, entry=entry, title="x", created_at=now
    )


def test_each_mail_about_a_fact_is_answered_to_an_address_of_its_own(message, settings):
    settings.REPLIES_ADDRESS = "respuestas@example.com"

    address = answering.address_of(message)

    assert re.fullmatch(r"respuestas\+[a-z2-7]{42}@example\.com", address)
    assert answering.message_of([address.upper()], []) == message


def test_a_key_that_was_changed_keeps_its_old_mails_answerable(message, settings):
    settings.REPLIES_ADDRESS = "respuestas@example.com"
    address, old = answering.address_of(message), settings.SECRET_KEY

    settings.SECRET_KEY = "other-" * 12
    lost = answering.message_of([address], [])
    settings.SECRET_KEY_FALLBACKS = [old]

    assert (lost, answering.message_of([address], [])) == (None, message)


def test_a_name_that_leaves_no_room_and_a_mailbox_without_plus_have_one_address(message, settings):
    for address, plus in (("buzon.de.respuestas.de.la.casa@example.com", True), ("r@example.com", False)):
        settings.REPLIES_ADDRESS, settings.REPLIES_PLUS = address, plus
        assert answering.address_of(message) == address


def test_mails_of_the_house_are_answered_to_the_house(posted, sink, settings, company):
    settings.REPLIES_ADDRESS = "respuestas@example.com"
    company.email = "oficina@example.com"
    company.save()
    posted(is_fact=False)

    deliveries.work("me")

    assert sink.taken[0]["Reply-To"] == "oficina@example.com"
