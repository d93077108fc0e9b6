"""What went to firms' invoice mailboxes, and whether it still may."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from notifications.enums import DeliveryState, Why
from notifications.models import Delivery, Message
from notifications.queries.deliveries import NEEDS
from owners.models import Invoice, Mailbox
from owners.queries import mailboxes, scope
from portal.ledger.models import Entry
from portal.web import words

SHOWN = 12
WITHDRAWAL = "withdrawal_to_mailbox"


@dataclass(frozen=True)
class Sent:
    """A mail to a mailbox: its subject, when, what became of it."""

    title: str
    when: str
    state: str
    why: str
    failed: bool


def was_told(mailbox: Mailbox, entry: Entry) -> bool:
    """Whether the invoice this fact is about went to the mailbox."""
    of_it = Message.objects.filter(mailbox=mailbox, entry__subject_id=entry.subject_id)
    return of_it.exclude(deliveries__state=DeliveryState.CANCELLED).filter(deliveries__isnull=False).exists()


def still_gets(message: Message, at: datetime) -> bool:
    """Whether what waits to go to a mailbox is still for it; any other mail is."""
    if message.mailbox_id is None or message.entry is None:
        return True
    open_ones = mailboxes.serving(message.entry.stream_id, at).filter(pk=message.mailbox_id)
    stands = message.touchpoint == WITHDRAWAL or _stands(message.entry)
    return stands and open_ones.exists()


def _stands(entry: Entry) -> bool:
    return Invoice.objects.standing().filter(pk=entry.subject_id).exists()


def sent(mailbox: Mailbox, at: datetime) -> list[Sent]:
    """The last mails to it, newest first."""
    zone = ZoneInfo(scope.zone())
    rows = Delivery.objects.filter(message__mailbox=mailbox).select_related("message").order_by("-created_at", "-pk")
    return [
        Sent(
            title=one.message.title,
            when=words.moment(one.created_at.astimezone(zone), at.astimezone(zone)),
            state=str(DeliveryState(one.state).label),
            why=_why(one),
            failed=one.state in NEEDS,
        )
        for one in rows[:SHOWN]
    ]


def _why(one: Delivery) -> str:
    """The house's words for it, else what the other side said."""
    if one.state == DeliveryState.BOUNCED and not one.reason:
        return _("La dirección no lo ha querido.")
    return Why.told(one.reason)
