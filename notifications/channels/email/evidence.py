"""A mailbox of ours that gets a copy of every mail: afterwards it knows what the mail server took (RELIABILITY §1.5).

A mail server that took a mail took it for everybody in its envelope, so a copy in our mailbox says that the reader's is
on its way too. A copy may take minutes, so only who has waited long enough believes that there is none. Mails that let
their reader in (a code, an invitation) are never copied.
"""

import imaplib
from contextlib import suppress

from django.conf import settings


def address() -> str:
    """Where copies go; empty when there is no such mailbox."""
    return settings.EVIDENCE_ADDRESS if settings.EVIDENCE_HOST else ""


def look_up(message_id: str) -> bool | None:
    """Whether the mailbox has a mail of that Message-ID; None when it does not say. Raises OSError."""
    if not settings.EVIDENCE_HOST:
        return None
    try:
        return _asked(message_id)
    except imaplib.IMAP4.error as unable:
        raise ConnectionError(f"the evidence mailbox does not answer: {unable}") from unable


def _asked(message_id: str) -> bool | None:
    kind = imaplib.IMAP4_SSL if settings.EVIDENCE_TLS else imaplib.IMAP4
    mailbox = kind(settings.EVIDENCE_HOST, settings.EVIDENCE_PORT, timeout=settings.EMAIL_TIMEOUT)
    try:
        mailbox.login(settings.EVIDENCE_USER, settings.EVIDENCE_PASSWORD)
        mailbox.select("INBOX", readonly=True)
        said, found = mailbox.search(None, "HEADER", "Message-ID", f'"{message_id}"')
        return bool(found[0]) if said == "OK" else None
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            mailbox.logout()
