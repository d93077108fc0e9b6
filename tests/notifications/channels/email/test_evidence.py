"""A mailbox that knows, asked over the wire."""

import socket
import threading
from contextlib import suppress

import pytest

from notifications.actions import deliveries
from notifications.channels import email
from notifications.channels.email import evidence
from notifications.models import Delivery
from tests.notifications.sink import free_port

pytestmark = pytest.mark.usefixtures("own_workers")


class Mailbox:
    """Says of each Message-ID in `has` that it is there; `refuses` the first word it is told instead."""

    def __init__(self):
        self.has, self.refuses, self.heard = set(), "", []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self):
        with suppress(OSError):
            while True:
                with self.listener.accept()[0] as peer, peer.makefile("rwb", buffering=0) as wire:
                    wire.write(b"* OK hi\r\n")
                    for line in wire:
                        self._answer(wire, *line.decode().strip().split(" ", 1))

    def _answer(self, wire, tag, said):
        verb = said.split()[0]
        self.heard.append(said)
        more = {"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n", "EXAMINE": "* 0 EXISTS\r\n", "SEARCH": self._found(said)}
        word = "NO" if verb == self.refuses else "OK"
        wire.write(f"{more.get(verb, '')}{tag} {word} done\r\n".encode())

    def _found(self, said):
        return f"* SEARCH{' 1' if any(name in said for name in self.has) else ''}\r\n"

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    settings.EVIDENCE_HOST, settings.EVIDENCE_PORT, settings.EVIDENCE_TLS = "127.0.0.1", box.port, False
    settings.EVIDENCE_ADDRESS = settings.EVIDENCE_USER = "evidence@example.com"
    settings.EVIDENCE_PASSWORD, settings.EMAIL_TIMEOUT = "word", 5
    yield box
    box.stop()


def test_it_knows_what_it_has_and_what_it_has_not(mailbox):
    mailbox.has.add("<1@example.com>")

    assert [evidence.look_up(name) for name in ("<1@example.com>", "<2@example.com>")] == [True, False]


def test_a_mailbox_that_does_not_let_us_in_is_no_no(mailbox):
    mailbox.refuses = "LOGIN"

    with pytest.raises(ConnectionError):
        evidence.look_up("<1@example.com>")


def test_a_mailbox_that_does_not_say_is_no_no(mailbox):
    mailbox.refuses = "SEARCH"

    assert evidence.look_up("<1@example.com>") is None


def test_nobody_there_is_no_no(mailbox, settings):
    settings.EVIDENCE_PORT = free_port()

    with pytest.raises(OSError, match="refused"):
        evidence.look_up("<1@example.com>")


def test_each_mail_about_a_fact_is_copied_and_none_that_lets_somebody_in(mailbox, sink, posted):
    posted("pilar@example.com")
    posted("code@example.com", is_fact=False)

    deliveries.work("me")

    assert sink.heard.count("RCPT") == 3
    assert dict(Delivery.objects.values_list("address", "known_by")) == {
        "pilar@example.com": "copy evidence@example.com",
        "code@example.com": "",
    }


def test_a_mail_whose_copy_is_refused_waits_for_us_to_mend_it(mailbox, sink, posted):
    sink.answers["RCPT"] = ["250 OK", "550 nobody"]
    posted()

    deliveries.work("me")

    assert Delivery.objects.values_list("state", "reason").get() == (
        "retry_wait",
        "the copy is refused: 550 nobody",
    )
    assert sink.taken == []


def test_another_mailbox_than_the_one_it_was_copied_to_knows_nothing(mailbox, settings):
    mailbox.has.add("<1@example.com>")

    assert email.look_up("copy other@example.com", "<1@example.com>") is None
    assert email.look_up("copy evidence@example.com", "<1@example.com>") is True


def test_a_copy_is_waited_for_as_long_as_a_relay_may_take():
    waits = [email.settles_after(known).total_seconds() for known in ("copy a@example.com", "a.provider.send")]

    assert waits == [600, 120]
