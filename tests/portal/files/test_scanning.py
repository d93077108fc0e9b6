"""The scanner's protocol against a small one over loopback, and what happens when it does not answer."""

import socket
import struct
import threading
from contextlib import contextmanager

import pytest

from portal.files import scanning

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _whole(line):
    """What the client sends, put together again."""
    assert line.read(10) == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack(">I", line.read(4))[0]:
        content += line.read(size)
    return content


@contextmanager
def _scanner(settings, answer):
    """Takes one file, answers with what `answer` makes of it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = f"tcp://127.0.0.1:{server.getsockname()[1]}"

        def serve():
            line, _ = server.accept()
            with line, line.makefile("rb") as said:
                line.sendall(answer(_whole(said)))

        thread = threading.Thread(target=serve)
        thread.start()
        yield
        thread.join()


def _clamd(content):
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


def test_without_a_scanner_nobody_has_looked():
    assert scanning.scan(EICAR) is False


def test_a_clean_file_was_seen_to_the_last_byte(settings):
    seen = []

    with _scanner(settings, lambda content: seen.append(content) or b"stream: OK\0"):
        clean = scanning.scan(b"a" * 200_000)

    assert (clean, seen) == (True, [b"a" * 200_000])


def test_a_bad_one_is_refused(settings):
    with _scanner(settings, _clamd), pytest.raises(scanning.Infected):
        scanning.scan(b"x" * 70_000 + EICAR)


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"nothing known"])
def test_anything_but_a_clear_yes_is_no_answer(settings, answer):
    with _scanner(settings, lambda _content: answer), pytest.raises(scanning.NoAnswer):
        scanning.scan(b"a")


def test_a_scanner_that_is_not_there_is_no_answer(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = f"tcp://127.0.0.1:{server.getsockname()[1]}"

    with pytest.raises(scanning.NoAnswer):
        scanning.scan(b"a")
