"""The one door: whatever sends mail writes a row here, and a worker takes it from there.

A mail of the house is text and perhaps a page. What goes with a paper is a touchpoint, whose paper is kept where it
cannot change; so the door takes nothing it would lose on the way, and says what.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from notifications.actions import messages
from notifications.enums import Class
from portal.lib import clock

TOUCHPOINT = "X-Touchpoint"


class CannotCarry(ValueError):
    """The mail has something that this door would lose: a mistake of who wrote the code that sends it."""


class Door(BaseEmailBackend):
    """Django's mail backend that sends nothing in the request. Every mail is from the house, whatever it says."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes one message a recipient, in the caller's transaction; raises CannotCarry."""
        for mail in email_messages:
            _refuse(mail)
            for address in mail.recipients():
                messages.post(
                    touchpoint=mail.extra_headers.get(TOUCHPOINT, "mail"),
                    kind=Class.SERVICE,
                    subject=str(mail.subject),
                    text=str(mail.body),
                    html=next(iter(_pages(mail)), ""),
                    address=address,
                    at=clock.now(),
                )
        return len(email_messages)


def _refuse(mail: EmailMessage) -> None:
    others = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    lost = {
        "an attachment": mail.attachments,
        "a text that is a page": mail.content_subtype != "plain",
        "another form than one page": len(others) > 1 or len(others) != len(_pages(mail)),
        "an address to answer to": mail.reply_to,
        "a header": mail.extra_headers.keys() - {TOUCHPOINT},
    }
    if found := [what for what, is_there in lost.items() if is_there]:
        raise CannotCarry(f"«{mail.subject}» has what this door does not carry: {', '.join(found)}.")


def _pages(mail: EmailMessage) -> list[str]:
    others = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    return [str(content) for content, kind in others if kind == "text/html"]
