"""A delivery packed as a mail, with a Message-ID that was fixed before the first attempt."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

from django.conf import settings

from notifications.channels import Withdrawn, stopping, wanting
from notifications.channels.email import answering, evidence
from notifications.enums import Why
from notifications.models import Delivery
from notifications.queries import suppressions, threads
from portal.company import queries as companies
from portal.files import store
from portal.lib import clock


class _Policy(EmailPolicy):
    """As SMTP wants it, and an address to press is never folded: in pieces, or encoded, no mail program presses it."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


WRITTEN = _Policy(linesep="\r\n")


@dataclass(frozen=True)
class Parcel:
    """Envelope and bytes; `copy_to` is the mailbox that will know whether it arrived, if there is one."""

    sender: str
    recipient: str
    content: bytes
    copy_to: str = ""


def pack(delivery: Delivery) -> Parcel:
    """The mail of a delivery.

    Raises Withdrawn when its fact holds no more, or is told to its reader or at its address no more, store.Altered when
    its attachment is not what was stored, ValueError for an address that cannot be written.
    """
    if not wanting.is_wanted(delivery.message, clock.now()):
        raise Withdrawn(Why.OVER)
    if delivery.message.entry_id and suppressions.of(delivery.address):
        raise Withdrawn(Why.SUPPRESSED)
    company, sender = companies.current(), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    recipient = _written(delivery.address)
    mail = EmailMessage(policy=WRITTEN)
    mail["From"] = formataddr((company.name, sender))
    mail["To"] = recipient
    if answers := answering.address_of(delivery.message) or company.email:
        mail["Reply-To"] = answers
    mail["Subject"] = delivery.message.title
    mail["Date"] = format_datetime(delivery.created_at)
    mail["Message-ID"] = message_id(delivery)
    if first := threads.first_of(delivery):
        mail["In-Reply-To"] = mail["References"] = message_id(first)
    mail["Auto-Submitted"] = "auto-generated"
    if stopping.can_be_stopped(delivery.message):  # RFC 8058: one press, without signing in
        mail["List-Unsubscribe"] = f"<{stopping.stop_url(delivery.message)}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(delivery.text)
    if delivery.html:
        mail.add_alternative(delivery.html, subtype="html")
    if delivery.attachment:
        kind, _, subkind = delivery.attachment.media_type.partition("/")
        content = store.read(delivery.attachment)
        mail.add_attachment(content, maintype=kind, subtype=subkind, filename=delivery.attachment_name)
    copy_to = "" if delivery.message.may_hold_secrets else evidence.address()
    return Parcel(sender, recipient, mail.as_bytes(), copy_to)


def name_of(delivery: Delivery) -> str:
    """What evidence is asked by."""
    return message_id(delivery)


def message_id(delivery: Delivery) -> str:
    """What every attempt of this delivery carries, and evidence is asked by."""
    return f"<{delivery.pk}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


def _written(address: str) -> str:
    """The address as every server reads it: a domain with accents has a plain form, a mailbox has none."""
    mailbox, at, domain = address.rpartition("@")
    if not (mailbox and domain and mailbox.isascii() and mailbox.isprintable()):
        raise ValueError(f"{address!r} is no address that can be written")
    return f"{mailbox}{at}{domain.encode('idna').decode()}"
