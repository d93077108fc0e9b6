"""Invoices to firms' programs: a mail an invoice and mailbox, beside what people are told and never instead of it."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from notifications.actions import messages
from notifications.catalogue import following
from notifications.lines.money import WITHDRAWAL_TO_MAILBOX
from notifications.models import Message
from notifications.queries import mailboxes as known
from notifications.rules.policy import Drop, Listener, News, decide
from notifications.touchpoint import Touchpoint
from owners.models import Mailbox, Owner
from owners.queries import mailboxes
from portal.ledger.models import Entry


@transaction.atomic
def tell(*, entry: Entry, at: datetime) -> list[Message]:
    """Writes what this fact sends to each open mailbox of a firm that sees the owner's money today."""
    touchpoints = [one for one in following(entry.kind) if one.mailbox]
    if not touchpoints:
        return []
    found = list(mailboxes.serving(entry.stream_id, at).order_by("pk"))
    owner = Owner.objects.get(pk=entry.stream_id) if found else None
    told = [
        (touchpoint, mailbox)
        for touchpoint in touchpoints
        for mailbox in found
        if _concerns(touchpoint, mailbox, entry)
    ]
    return [_message(touchpoint, mailbox, entry, owner, at) for touchpoint, mailbox in told if owner]


def _concerns(touchpoint: Touchpoint, mailbox: Mailbox, entry: Entry) -> bool:
    """A withdrawal goes only where the invoice went."""
    return touchpoint is not WITHDRAWAL_TO_MAILBOX or known.was_told(mailbox, entry)


def _message(touchpoint: Touchpoint, mailbox: Mailbox, entry: Entry, owner: Owner, at: datetime) -> Message:
    news = News(entry.occurred_at, entry.origin, touchpoint.stale_after, urgent=True)
    decision = decide(news, Listener(True, True, owner.speaking_since), at)
    assert touchpoint.mailbox  # noqa: S101 - `tell` chose those that have one
    with translation.override(mailbox.asked_by.language):
        letter = touchpoint.mailbox(entry, mailbox)
        told = {"kind": touchpoint.kind, "title": letter.title, "decision": decision.reason, "created_at": at}
        message, is_new = Message.objects.get_or_create(
            touchpoint=touchpoint.key, mailbox=mailbox, entry=entry, defaults=told
        )
        if is_new and not isinstance(decision, Drop):
            messages.mail(message, letter, address=mailbox.address, at=at)
    return message
