"""Handing a parcel to the mail server, and what its answers mean.

Until the parcel itself is sent nothing is taken: whatever goes wrong is a refusal, for now or for good. From the first
byte of the parcel to the server's last answer a broken connection leaves us in doubt, and we say so.
"""

import smtplib
from contextlib import suppress

from django.conf import settings

from notifications.channels import Undeliverable
from notifications.channels.email.parcel import Parcel

# The server wants to know who we are: our mistake, mended by us, and no reason to give a letter up (RFC 4954).
WHO_ARE_YOU = frozenset({454, 530, 534, 535, 538})


def send(parcel: Parcel) -> None:
    """Hands it to EMAIL_HOST; raises Undeliverable."""
    try:
        server = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT)
    except (OSError, smtplib.SMTPException) as nobody:
        raise Undeliverable(f"no answer: {nobody}") from nobody
    try:
        _announce(server, parcel)
        _hand_over(server, parcel)
    finally:
        _leave(server)


def _announce(server: smtplib.SMTP, parcel: Parcel) -> None:
    """Who we are, from whom and for whom; nothing is taken yet."""
    try:
        if settings.EMAIL_USE_TLS:
            server.starttls()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.ehlo_or_helo_if_needed()
        _expect((250,), *server.mail(parcel.sender))
        _expect((250, 251), *server.rcpt(parcel.recipient))
    except (OSError, smtplib.SMTPException) as lost:
        raise Undeliverable(f"not taken: {lost}") from lost


def _hand_over(server: smtplib.SMTP, parcel: Parcel) -> None:
    code, words = 0, b""
    try:
        code, words = server.data(parcel.content)
    except smtplib.SMTPDataError as refused:
        _expect((250,), refused.smtp_code, refused.smtp_error)
    except (OSError, smtplib.SMTPException) as lost:
        raise Undeliverable(f"the connection broke: {lost}", uncertain=True) from lost
    if code != 250 and not 400 <= code < 600:
        raise Undeliverable(f"neither yes nor no: {code} {_said(words)}", uncertain=True)
    _expect((250,), code, words)


def _leave(server: smtplib.SMTP) -> None:
    """Says good-bye and waits for no answer: none would change what was taken."""
    with suppress(OSError, smtplib.SMTPException):
        server.putcmd("quit")
    server.close()


def _expect(good: tuple[int, ...], code: int, words: bytes | str) -> None:
    if code not in good:
        raise Undeliverable(f"{code} {_said(words)}", permanent=code >= 500 and code not in WHO_ARE_YOU)


def _said(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words
