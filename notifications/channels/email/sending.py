"""Handing a parcel to the mail server, and what its answers mean."""

import smtplib

from django.conf import settings

from notifications.channels import Undeliverable
from notifications.channels.email.parcel import Parcel


def send(parcel: Parcel) -> None:
    """Hands it over; raises Undeliverable. In the demo nothing leaves the house: mails are read at /mailbox/."""
    if settings.DEMO:
        return
    try:
        server = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT)
    except (OSError, smtplib.SMTPException) as nobody:
        raise Undeliverable(f"no answer: {nobody}") from nobody
    with server:
        _hand_over(server, parcel)


def _hand_over(server: smtplib.SMTP, parcel: Parcel) -> None:
    try:
        if settings.EMAIL_USE_TLS:
            server.starttls()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.sendmail(parcel.sender, [parcel.recipient], parcel.content)
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        raise Undeliverable(_said(code, words), permanent=code >= 500) from refused
    except smtplib.SMTPResponseException as refused:
        raise Undeliverable(
            _said(refused.smtp_code, refused.smtp_error), permanent=refused.smtp_code >= 500
        ) from refused
    except (OSError, smtplib.SMTPException) as lost:
        raise Undeliverable(f"the connection broke: {lost}", uncertain=True) from lost


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
