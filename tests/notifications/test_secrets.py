"""What lets a person in is in the mail and nowhere else, once the mail has gone or goes no more."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from notifications.actions import deliveries, messages, preferences
from notifications.channels import email as channel
from notifications.enums import ENDS, UNDERWAY, DeliveryState, Style
from notifications.models import Delivery, Message
from notifications.queries.listeners import Wishes
from owners.actions import documents
from owners.enums import DocumentKind
from owners.models import Owner
from portal.access.audiences import Audience
from portal.files import store
from portal.ledger.models import Entry
from portal.lib import clock

pytestmark = pytest.mark.usefixtures("own_workers")
SECRET = re.compile(r"/invitation/([\w-]+)/|^\s*(\d{6})\s*$", re.MULTILINE)


@pytest.fixture
def secrets(chair, resident, office, client_of):
    """A code, an invitation, and another after the e-mail was changed: what lets in, as the mails say it."""
    client_of(None).post("/sign-in/", {"email": chair.email})
    desk, at_desk = client_of(office), {"person": resident.pk}
    desk.post(reverse("person-invitation", kwargs=at_desk))
    changed = {"name": resident.name, "email": "otro@example.com", "phone": "", "language": "es"}
    assert desk.post(reverse("person-details", kwargs=at_desk), changed).status_code == 302
    desk.post(reverse("person-invitation", kwargs=at_desk))
    found = [SECRET.search(text) for text in Delivery.objects.order_by("created_at").values_list("text", flat=True)]
    return [one.group(1) or one.group(2) for one in found if one]


def _kept(secrets):
    """Every place of the database that has one of them."""
    with connection.cursor() as cursor:
        found = [
            (table, column, secret)
            for table in connection.introspection.table_names(cursor)
            for column, values in _columns(cursor, table)
            for secret in secrets
            if any(secret in value for value in values)
        ]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    return found + [("session", "", secret) for secret in secrets for said in sessions if secret in said]


def _columns(cursor, table):
    cursor.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    return [(name, {str(row[number]) for row in rows}) for number, name in enumerate(names)]


def test_once_a_mail_is_sent_no_row_lets_anybody_in(secrets, sink, caplog):
    assert {(table, column) for table, column, _secret in _kept(secrets)} == {
        ("notifications_delivery", "text"),
        ("notifications_message", "title"),
    }

    deliveries.work("me")

    assert (len(secrets), len(set(secrets)), len(sink.taken)) == (3, 3, 3)
    assert all(any(secret in mail.get_body().get_content() for mail in sink.taken) for secret in secrets)
    assert _kept(secrets) == []
    assert not any(secret in caplog.text for secret in secrets)


def test_what_is_left_says_what_it_was(secrets, sink):
    deliveries.work("me")

    assert sorted(Message.objects.values_list("title", flat=True)) == [
        "El código para entrar", "Una invitación", "Una invitación",
    ]  # fmt: skip
    assert set(Delivery.objects.values_list("text", "html", "state")) == {("", "", "accepted")}


def test_the_mailbox_of_the_demo_goes_on_showing_them(secrets, sink, settings):
    settings.DEMO = True

    deliveries.work("me")

    assert {secret for _table, _column, secret in _kept(secrets)} == set(secrets)


def test_what_will_be_tried_again_keeps_its_words(secrets, sink):
    sink.answers["RCPT"] = ["450 busy"] * 3
    deliveries.work("me")
    before = {secret for _table, _column, secret in _kept(secrets)}
    Delivery.objects.update(next_at=clock.now() - timedelta(seconds=1))

    deliveries.work("me")

    assert (before, _kept(secrets), len(sink.taken)) == (set(secrets), [], 3)


@pytest.fixture
def published(lift, owner, chair, now, private_files):
    """A paper about the lift, told to its chair with a link that opens it."""
    Owner.objects.update(speaking_since=now)
    preferences.choose(person=chair, wishes=Wishes(Style.EVERYTHING), at=now)
    file = store.put(b"%PDF-1.7", media_type="application/pdf", at=now)
    told = {"kind": DocumentKind.MANUAL, "title": "", "audience": Audience.OWNER, "by": None, "at": now}
    documents.publish(about=lift, sheet=documents.Sheet(file, now.date()), **told)
    (message,) = messages.tell(entry=Entry.objects.get(kind="document.published"), at=now)
    return message


def test_once_it_is_sent_nobody_finds_a_documents_link_in_a_row(published, sink):
    assert "/d/" in published.deliveries.get().text

    deliveries.work("me")

    sent = published.deliveries.get()
    assert (sent.state, sent.text, sent.html) == ("accepted", "", "")
    assert "/d/" in sink.taken[0].get_body().get_content()
    published.refresh_from_db()
    assert published.title == "Manual de funcionamiento: Calle Mayor 14, Ascensor principal"


def _refused(sink, _monkeypatch):
    sink.answers["RCPT"] = ["550 nobody"] * 3


def _broken_off(sink, _monkeypatch):
    sink.answers["DATA"] = ["drop after"] * 3


def _unpacked(_sink, monkeypatch):
    monkeypatch.setattr(channel, "pack", lambda _delivery: 1 / 0)


def _too_late(_sink, _monkeypatch):
    Delivery.objects.update(expires_at=clock.now() - timedelta(seconds=1))


def _left_behind(_sink, _monkeypatch):
    Delivery.objects.update(state=DeliveryState.HANDOFF, worker="dead-1-0")


@pytest.mark.parametrize(
    ("fate", "state"),
    [
        (_refused, "failed"),
        (_unpacked, "failed"),
        (_too_late, "expired"),
        (_broken_off, "uncertain"),
        (_left_behind, "uncertain"),
    ],
)
def test_what_nobody_sends_any_more_keeps_nothing_either(secrets, sink, monkeypatch, fate, state):
    fate(sink, monkeypatch)

    deliveries.sweep("me")

    assert set(Delivery.objects.values_list("state", flat=True)) == {state}
    assert _kept(secrets) == []


def test_a_fact_told_keeps_its_words(told, chair, owner, sink, now):
    owner.speaking_since = now - timedelta(days=30)
    owner.save()
    messages.tell(entry=told(), at=now)

    deliveries.work("me")

    state, text = Delivery.objects.values_list("state", "text").get()
    assert (state, "boletín" in text.lower()) == ("accepted", True)


def test_every_state_is_underway_or_over():
    over = {*ENDS, DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN}

    assert (set(UNDERWAY) | over, set(UNDERWAY) & over) == (set(DeliveryState), set())
