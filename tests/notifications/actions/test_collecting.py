"""The mailbox of answers is read from where the last reading ended, whoever else opens it."""

import pytest
from django.db import OperationalError

from notifications.actions import arrivals, collecting
from notifications.models import Arrival, InboxMark
from tests.notifications.imap import Imap
from tests.notifications.letters import answer
from tests.notifications.sink import free_port

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def box(settings):
    running = Imap()
    settings.REPLIES_HOST, settings.REPLIES_PORT, settings.REPLIES_TLS = "127.0.0.1", running.port, False
    settings.REPLIES_ADDRESS = settings.REPLIES_USER = "respuestas@example.com"
    settings.REPLIES_PASSWORD, settings.EMAIL_TIMEOUT = "word", 5
    yield running
    running.stop()


def _names():
    return sorted(Arrival.objects.values_list("subject", flat=True))


def test_each_mail_is_read_once_and_nothing_in_the_mailbox_is_changed(box):
    box.brings(answer(Subject="uno"))
    first = collecting.collect()
    box.brings(answer(Subject="dos", name="<2@x.example>"))

    assert (first, collecting.collect(), collecting.collect()) == (1, 1, 0)
    assert _names() == ["dos", "uno"]
    assert [said for said in box.heard if "STORE" in said or said.startswith("SELECT")] == []
    assert not [said for said in box.heard if "BODY[" in said]


def test_a_worker_that_dies_after_taking_one_in_reads_it_again_as_the_same(box, monkeypatch):
    box.brings(answer(Subject="uno"))
    monkeypatch.setattr(collecting, "_read", lambda *_told: None)
    collecting.collect()
    monkeypatch.undo()

    assert (collecting.collect(), _names()) == (1, ["uno"])


def test_a_mailbox_numbered_anew_is_read_from_its_beginning(box):
    box.brings(answer(Subject="uno"))
    collecting.collect()
    box.numbering, box.mails = 8, {}
    box.brings(answer(Subject="dos", name="<2@x.example>"))

    collecting.collect()

    assert _names() == ["dos", "uno"]


def test_a_mailbox_that_does_not_answer_is_told_to_the_office_and_read_later(box, settings):
    box.brings(answer(Subject="uno"))
    settings.REPLIES_PORT, port = free_port(), settings.REPLIES_PORT
    collecting.collect()
    failing = InboxMark.objects.get()
    settings.REPLIES_PORT = port

    assert (failing.failing_since is not None, "refused" in failing.said) == (True, True)
    assert (collecting.collect(), InboxMark.objects.get(mailbox=collecting.mailbox()).failing_since) == (1, None)


def test_a_mailbox_that_does_not_let_us_in_is_no_fall(box):
    box.refuses = "LOGIN"

    assert (collecting.collect(), InboxMark.objects.get().failing_since is not None) == (0, True)


def test_a_mail_that_fails_each_time_is_left_to_the_office_and_keeps_nobody_waiting(box, monkeypatch):
    box.brings(answer(Subject="mala"))
    box.brings(answer(Subject="buena", name="<2@x.example>"))
    take = arrivals.take

    def falls(content, **told):
        if b"mala" in content:
            raise ValueError("bad")
        return take(content, **told)

    monkeypatch.setattr(arrivals, "take", falls)
    for _time in range(2):
        with pytest.raises(ValueError, match="bad"):
            collecting.collect()

    assert (collecting.collect(), _names()) == (2, ["", "buena"])
    assert Arrival.objects.get(subject="").held_because == "unreadable"


def test_a_database_that_is_away_is_no_fault_of_the_mail(box, monkeypatch):
    box.brings(answer(Subject="buena"))
    take, silent = arrivals.take, [True] * 4

    def falls(content, **told):
        if silent and silent.pop():
            raise OperationalError("the database is locked")
        return take(content, **told)

    monkeypatch.setattr(arrivals, "take", falls)
    for _time in range(4):
        with pytest.raises(OperationalError):
            collecting.collect()

    assert (collecting.collect(), _names()) == (1, ["buena"])


def test_of_a_very_large_mail_only_the_beginning_is_fetched(box, monkeypatch):
    monkeypatch.setattr("notifications.channels.email.inbox.MOST", 1000)
    box.brings(answer("x" * 2000, Subject="grande"))

    collecting.collect()

    assert (_names(), Arrival.objects.get().left_out[0][0]) == (["grande"], "Adjuntos")
    assert [said for said in box.heard if "BODY.PEEK[]" in said] == [
        "UID FETCH 1 (BODY.PEEK[]<0.262144>)",
    ]


def test_where_no_mailbox_is_named_none_is_read(settings):
    settings.REPLIES_HOST = ""

    assert (collecting.collect(), InboxMark.objects.count()) == (0, 0)
