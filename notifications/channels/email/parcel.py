"""A delivery packed as a mail, with a Message-ID that was fixed before the first attempt."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from django.conf import settings

from notifications.models import Delivery
from portal.company import queries as companies
from portal.files import store


@dataclass(frozen=True)
class Parcel:
    """Envelope and bytes."""

    sender: str
    recipient: str
    content: bytes


def pack(delivery: Delivery) -> Parcel:
    """The mail of a delivery; raises store.Altered when its attachment is not what was stored."""
    sender = settings.DEFAULT_FROM_EMAIL
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((companies.current().name, sender))
    mail["To"] = delivery.address
    mail["Subject"] = delivery.message.title
    mail["Date"] = format_datetime(delivery.created_at)
    mail["Message-ID"] = f"<{delivery.pk}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(delivery.text)
    if delivery.html:
        mail.add_alternative(delivery.html, subtype="html")
    if delivery.attachment:
        kind, _, subkind = delivery.attachment.media_type.partition("/")
        content = store.read(delivery.attachment)
        mail.add_attachment(content, maintype=kind, subtype=subkind, filename=delivery.attachment_name)
    return Parcel(sender, delivery.address, mail.as_bytes())
