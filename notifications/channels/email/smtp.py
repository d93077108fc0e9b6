"""Handing a parcel to the mail server, and what its answers mean.

Until the parcel itself is sent nothing is taken: whatever goes wrong is a refusal, for now or for good. From the first
byte of the parcel to the server's last answer a broken connection leaves us in doubt, and we say so.
"""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from notifications.channels import Undeliverable
from notifications.channels.email.parcel import Parcel
from notifications.rules import retrying
from notifications.rules.retrying import Refusal
from portal.lib.crash import crash_at

BROKEN = (OSError, smtplib.SMTPException)
_lines: list[list[smtplib.SMTP]] = []  # the connection of the turn that runs, if one does and it has one


@contextmanager
def kept() -> Iterator[None]:
    """Within it one connection carries every parcel, as long as the server keeps it up."""
    line: list[smtplib.SMTP] = []
    _lines.append(line)
    try:
        yield
    finally:
        _lines.remove(line)
        for server in line:
            _leave(server)


def send(parcel: Parcel) -> None:
    """Hands it to EMAIL_HOST; raises Undeliverable."""
    server, is_well = _server(), False
    try:
        _announce(server, parcel)
        _hand_over(server, parcel)
        is_well = True
    except Undeliverable as refused:
        is_well = not refused.is_cut
        raise
    finally:
        _put_away(server, is_well)


def _server() -> smtplib.SMTP:
    """The connection of this turn if it still stands, else a new one."""
    while _lines and _lines[-1]:
        server = _lines[-1].pop()
        with suppress(*BROKEN):
            if server.rset()[0] == 250:
                return server
        _leave(server)
    return _connected()


def _connected() -> smtplib.SMTP:
    try:
        server = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT)
    except BROKEN as nobody:
        raise Undeliverable(f"no answer: {nobody}", refusal=Refusal.DOWN) from nobody
    try:
        if settings.EMAIL_USE_TLS:
            server.starttls()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.ehlo_or_helo_if_needed()
    except BROKEN as lost:
        _leave(server)
        refusal = Refusal.DOWN if isinstance(lost, (OSError, smtplib.SMTPServerDisconnected)) else Refusal.OURS
        raise Undeliverable(f"not taken: {lost}", refusal=refusal) from lost
    return server


def _announce(server: smtplib.SMTP, parcel: Parcel) -> None:
    """From whom and for whom; nothing is taken yet."""
    try:
        _expect((250,), *server.mail(parcel.sender), is_sized=True)
        _expect((250, 251), *server.rcpt(parcel.recipient))
        if parcel.copy_to:
            _expect_copy(*server.rcpt(parcel.copy_to))
    except BROKEN as lost:
        raise Undeliverable(f"not taken: {lost}", refusal=Refusal.DOWN) from lost


def _expect_copy(code: int, words: bytes | str) -> None:
    """A mail whose copy is refused would later be looked for in vain, and sent twice: it does not go."""
    if code not in {250, 251}:
        raise Undeliverable(f"the copy is refused: {code} {_said(words)}", refusal=Refusal.OURS)


def _hand_over(server: smtplib.SMTP, parcel: Parcel) -> None:
    try:
        server.putcmd("data")
        asked, said = server.getreply()
    except BROKEN as lost:
        raise Undeliverable(f"not taken: {lost}", refusal=Refusal.DOWN) from lost
    _expect((354,), asked, said)
    try:
        server.send(_dotted(parcel.content))
        crash_at("after-dot")
        code, words = server.getreply()
    except BROKEN as lost:
        raise Undeliverable(f"the connection broke: {lost}", uncertain=True) from lost
    if code != 250 and not 400 <= code < 600:
        raise Undeliverable(f"neither yes nor no: {code} {_said(words)}", uncertain=True)
    _expect((250,), code, words)


def _dotted(content: bytes) -> bytes:
    """As it travels: a line's first dot doubled, a dot alone at the end (RFC 5321 §4.5.2)."""
    quoted = re.sub(rb"(?m)^\.", b"..", content)
    return quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _put_away(server: smtplib.SMTP, is_well: bool) -> None:
    if is_well and _lines:
        _lines[-1].append(server)
    else:
        _leave(server)


def _leave(server: smtplib.SMTP) -> None:
    """Says good-bye and waits for no answer: none would change what was taken."""
    with suppress(*BROKEN):
        server.putcmd("quit")
    server.close()


def _expect(good: tuple[int, ...], code: int, words: bytes | str, *, is_sized: bool = False) -> None:
    if code in good:
        return
    if code < 400:
        raise Undeliverable(f"out of turn: {code} {_said(words)}", refusal=Refusal.DOWN)
    raise Undeliverable(f"{code} {_said(words)}", refusal=retrying.of_answer(code, _said(words), is_sized=is_sized))


def _said(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words
