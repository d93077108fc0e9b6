"""Mails about one breakdown stand together in their reader's mailbox."""

import email
from email.policy import default

import pytest

from maintenance.actions import breakdowns, calls
from maintenance.enums import Answer
from notifications.channels.email.parcel import pack
from notifications.enums import Class
from notifications.models import Delivery, Message
from portal.ledger.models import Entry
from tests.conftest import NOW


@pytest.fixture
def broken(lift, chair):
    """A call of the chair, and the breakdown it became."""

    def breaks():
        told = calls.Told(anyone_inside=Answer.NO, caller=chair)
        call = calls.receive(lift=lift, told=told, by=None, at=NOW)
        return call, breakdowns.confirm(call=call, stops_service=True, next_update_by=None, by=None, at=NOW)

    return breaks


@pytest.fixture
def mailed(settings):
    """A mail about the last fact of a subject, as it stood when it was accepted."""
    settings.DEFAULT_FROM_EMAIL = "avisos@duero.example"

    def mail(subject, person, state="accepted", address=None):
        entry = Entry.objects.filter(subject_id=subject.pk).order_by("-pk").first()
        what = {"person": person, "entry": entry, "kind": Class.SERVICE, "title": "Avería", "created_at": NOW}
        message = Message.objects.create(touchpoint=f"t{Message.objects.count()}", **what)
        when = {"next_at": NOW, "expires_at": NOW, "created_at": NOW, "accepted_at": NOW}
        where = {"channel": "email", "address": address or person.email, "state": state, "text": "Parado."}
        return Delivery.objects.create(message=message, **where, **when)

    return mail


def _answers(delivery):
    """To which mail it answers, by both headers."""
    mail = email.message_from_bytes(pack(delivery).content, policy=default)
    return mail["In-Reply-To"], mail["References"]


def test_what_follows_answers_the_first_mail_about_the_same_breakdown(broken, mailed, chair):
    _call, breakdown = broken()
    first, second, third = (mailed(breakdown, chair) for _mail in range(3))

    name = f"<{first.pk}@duero.example>"
    assert [_answers(one) for one in (first, second, third)] == [(None, None), (name, name), (name, name)]


def test_the_letter_about_the_call_begins_it(broken, mailed, chair):
    call, breakdown = broken()
    first, second = mailed(call, chair), mailed(breakdown, chair)

    assert _answers(second)[0] == f"<{first.pk}@duero.example>"


@pytest.mark.parametrize("state", ["cancelled", "failed", "expired", "queued"])
def test_nobody_answers_a_mail_that_did_not_go(broken, mailed, chair, state):
    _call, breakdown = broken()
    mailed(breakdown, chair, state)

    assert _answers(mailed(breakdown, chair)) == (None, None)


def test_another_persons_mail_and_another_breakdowns_are_no_part_of_it(broken, mailed, chair, manager):
    _call, breakdown = broken()
    mailed(breakdown, manager)
    hers = mailed(breakdown, chair)
    type(breakdown).objects.update(restored_at=NOW)
    _other_call, other = broken()

    assert (_answers(hers), _answers(mailed(other, chair))) == ((None, None), (None, None))
