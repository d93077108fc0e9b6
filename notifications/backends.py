"""The one door: whatever sends mail writes a row here, and a worker takes it from there."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from notifications.actions import messages
from notifications.enums import Class
from portal.lib import clock


class Door(BaseEmailBackend):
    """Django's mail backend that sends nothing in the request."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes one message a recipient, in the caller's transaction."""
        for mail in email_messages:
            for address in mail.recipients():
                messages.post(
                    touchpoint=mail.extra_headers.get("X-Touchpoint", "mail"),
                    kind=Class.SERVICE,
                    subject=str(mail.subject),
                    text=str(mail.body),
                    html=_html(mail),
                    address=address,
                    at=clock.now(),
                )
        return len(email_messages)


def _html(mail: EmailMessage) -> str:
    pages = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    return next((str(page[0]) for page in pages if page[1] == "text/html"), "")
