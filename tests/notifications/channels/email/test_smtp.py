import socket
import threading
from contextlib import suppress

import pytest

from notifications.channels import Undeliverable
from notifications.channels.email.parcel import Parcel
from notifications.channels.email.smtp import kept, send
from notifications.rules.retrying import Refusal
from tests.notifications.sink import free_port

PARCEL = Parcel(
    "avisos@example.com", "pilar@example.com", b"Subject: hola\r\nMessage-ID: <1@example.com>\r\n\r\nHola\r\n"
)


def _refusal():
    with pytest.raises(Undeliverable) as refused:
        send(PARCEL)
    return str(refused.value), refused.value.permanent, refused.value.uncertain


def test_what_is_taken_arrives_as_it_was_packed(sink):
    send(PARCEL)

    assert sink.message_ids == ["<1@example.com>"]
    assert sink.taken[0].get_content() == "Hola\r\n"


@pytest.mark.parametrize(
    ("verb", "answer", "permanent"),
    [
        ("MAIL", "421 later", False),
        ("MAIL", "451 later", False),
        ("MAIL", "552 too big", True),
        ("MAIL", "530 who are you", False),
        ("RCPT", "421 later", False),
        ("RCPT", "450 busy", False),
        ("RCPT", "452 full", False),
        ("RCPT", "550 nobody", True),
        ("RCPT", "553 no such name", True),
        ("DATA", "451 later", False),
        ("DATA", "452 no room", False),
        ("DATA", "554 rubbish", True),
    ],
)
def test_a_refusal_is_for_now_or_for_good_and_never_in_doubt(sink, verb, answer, permanent):
    sink.answers[verb] = [answer]

    assert _refusal() == (answer, permanent, False)
    assert sink.taken == []


def test_nobody_there_is_no_answer(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    words, permanent, uncertain = _refusal()
    assert (words.startswith("no answer"), permanent, uncertain) == (True, False, False)


def _silent(settings, *lines):
    """A server that says these lines, one for each it hears, and then nothing any more; what it heard."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", listener.getsockname()[1], 1
    heard = []

    def serve():
        with suppress(ConnectionError), listener, listener.accept()[0] as peer:
            for line in lines:
                if line is None:
                    return
                peer.sendall(line + b"\r\n")
                heard.append(peer.recv(65536))
            while peer.recv(65536):
                pass

    thread = threading.Thread(target=serve)
    thread.start()
    return thread, heard


@pytest.mark.parametrize(
    ("lines", "uncertain"),
    [
        ((), False),
        ((b"421 not now",), False),
        ((b"220 hi", None), False),
        ((b"220 hi",), False),
        ((b"220 hi", b"250 hi"), False),
        ((b"220 hi", b"250 hi", b"250 ok", None), False),
        ((b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go on"), True),
        ((b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go on", None), True),
        ((b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go on", b"gibberish"), True),
    ],
    ids=["black hole", "greeting", "cut greeting", "ehlo", "mail", "rcpt", "silent after", "cut after", "gibberish"],
)
def test_a_broken_connection_leaves_doubt_only_once_the_parcel_is_on_its_way(settings, lines, uncertain):
    thread, _ = _silent(settings, *lines)

    _, permanent, doubt = _refusal()
    thread.join()

    assert (permanent, doubt) == (False, uncertain)


@pytest.mark.parametrize("end", [b"421 bye", None])
def test_a_rude_good_bye_takes_nothing_back(settings, end):
    lines = [b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go on", b"250 taken", end]
    thread, heard = _silent(settings, *lines)

    send(PARCEL)
    thread.join()

    assert heard[5] == b"quit\r\n"


def test_a_server_that_wants_us_to_sign_in_and_does_not_know_us_costs_no_letter(sink, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "rellano", "wrong"

    words, permanent, uncertain = _refusal()
    assert (words.startswith("not taken"), permanent, uncertain) == (True, False, False)


def test_a_server_that_cannot_whisper_gets_no_letter(sink, settings):
    settings.EMAIL_USE_TLS = True

    assert _refusal() == ("not taken: STARTTLS extension not supported by server.", False, False)
    assert sink.heard == []


def test_one_connection_carries_many(sink):
    with kept():
        for _mail in range(3):
            send(PARCEL)
    send(PARCEL)

    assert (len(sink.taken), sink.sessions) == (4, 2)


def test_a_connection_that_was_closed_meanwhile_is_made_anew(sink):
    with kept():
        send(PARCEL)
        sink.hang_up()
        send(PARCEL)

    assert (len(sink.taken), sink.sessions) == (2, 2)


def test_after_a_refusal_the_connection_is_as_new(sink):
    sink.answers["RCPT"] = ["550 nobody"]
    with kept():
        with pytest.raises(Undeliverable):
            send(PARCEL)
        send(PARCEL)

    assert (len(sink.taken), sink.sessions) == (1, 1)


def test_a_line_that_begins_with_a_dot_arrives_as_it_was(sink):
    send(Parcel("a@example.com", "b@example.com", b"Message-ID: <1@example.com>\r\n\r\n.\r\n..x\r\n.end"))

    assert sink.taken[0].get_content() == ".\r\n..x\r\n.end\r\n"


@pytest.mark.parametrize(
    ("verb", "answer", "refusal", "is_cut"),
    [
        ("RCPT", "452 4.2.2 full", Refusal.FULL, False),
        ("RCPT", "432 too many", Refusal.CROWDED, False),
        ("MAIL", "530 who are you", Refusal.OURS, True),
        ("DATA", "550 rubbish", Refusal.FOR_GOOD, False),
        ("DATA", "drop after", Refusal.SOON, True),
    ],
)
def test_a_refusal_says_why_and_whether_anybody_gets_through(sink, verb, answer, refusal, is_cut):
    sink.answers[verb] = [answer]

    with pytest.raises(Undeliverable) as refused:
        send(PARCEL)

    assert (refused.value.refusal, refused.value.is_cut) == (refusal, is_cut)
