"""The mailbox answers come to, read over IMAP: from where the last reading ended, and nothing in it is changed.

What was read is known by the mailbox's own numbers (UIDVALIDITY and UID, RFC 9051) and not by its marks: whoever opens
the mailbox by hand takes nothing from us.
"""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from notifications.channels.email.arrived import BEGINNING, MOST

AT_ONCE = 50  # mails of one reading
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Post:
    """A mail as it lies there: its number and its bytes; `is_cut` of one so large that only its beginning was read."""

    number: int
    content: bytes
    is_cut: bool


@dataclass(frozen=True)
class Opened:
    """The mailbox: which numbering it uses now, and what lies there after a number, oldest first."""

    numbering: int
    line: imaplib.IMAP4

    def after(self, number: int, *, since: date) -> Iterator[Post]:
        """What came after that number; of a mailbox that was never read, what came since that day. Raises OSError."""
        asked = f"UID {number + 1}:*" if number else f"SINCE {since.day}-{MONTHS[since.month - 1]}-{since.year}"
        said, found = self.line.uid("SEARCH", asked)
        numbers = sorted(int(one) for one in (found[0] or b"").split()) if said == "OK" else []
        for one in [one for one in numbers if one > number][:AT_ONCE]:
            if (post := self._fetched(one)) is not None:
                yield post

    def _fetched(self, number: int) -> Post | None:
        sized = _first(self.line.uid("FETCH", str(number), "(RFC822.SIZE)")[1])
        size = int(sized.rpartition(b"RFC822.SIZE ")[2].split(b")")[0].split()[0] or 0) if sized else 0
        is_cut = size > MOST
        part = f"(BODY.PEEK[]<0.{BEGINNING}>)" if is_cut else "(BODY.PEEK[])"
        found = self.line.uid("FETCH", str(number), part)[1]
        content = next((one[1] for one in found if isinstance(one, tuple)), None)
        return Post(number, content, is_cut) if content is not None else None


@contextmanager
def opened() -> Iterator[Opened]:
    """The mailbox, for reading only. Raises OSError when it does not let us in."""
    kind = imaplib.IMAP4_SSL if settings.REPLIES_TLS else imaplib.IMAP4
    try:
        line = kind(settings.REPLIES_HOST, settings.REPLIES_PORT, timeout=settings.EMAIL_TIMEOUT)
        try:
            line.login(settings.REPLIES_USER, settings.REPLIES_PASSWORD)
            line.select("INBOX", readonly=True)
            _said, found = line.response("UIDVALIDITY")
            yield Opened(int(found[0] or 0) if found else 0, line)
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                line.logout()
    except imaplib.IMAP4.error as unable:
        raise ConnectionError(f"the mailbox of answers does not answer: {unable}") from unable


def _first(found: list[object]) -> bytes:
    return next((one for one in found if isinstance(one, bytes)), b"")
