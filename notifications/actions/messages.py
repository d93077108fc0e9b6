"""One message for one fact and person; a fact told twice is refused by the key, not by hope."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from notifications.catalogue import Touchpoint, following
from notifications.channels.email import layout
from notifications.enums import Channel, Class, DeliveryState
from notifications.letter import Letter
from notifications.models import Delivery, Message
from notifications.rules.policy import Drop, Listener, decide
from owners.queries import people
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.lib import nudge

EXPIRES = {Class.SAFETY: timedelta(hours=24)}
INFORMATION = timedelta(hours=72)  # RELIABILITY §1.7


@transaction.atomic
def tell(*, entry: Entry, at: datetime) -> list[Message]:
    """Writes what this fact makes us say, to everybody it is said to."""
    return [
        _message(touchpoint, entry, person, speaks_since, at)
        for touchpoint in following(entry.kind)
        for person, speaks_since in people.told(entry.stream_id, touchpoint.roles, at)
    ]


def _message(
    touchpoint: Touchpoint, entry: Entry, person: User, speaks_since: datetime | None, at: datetime
) -> Message:
    listener = Listener(bool(person.email), person.is_active, speaks_since)
    decision = decide(
        occurred_at=entry.occurred_at,
        origin=entry.origin,
        stale_after=touchpoint.stale_after,
        listener=listener,
        now=at,
    )
    with translation.override(person.language):
        letter = touchpoint.letter(entry, person)
        text, html = layout.text(letter), layout.html(letter)
    message, is_new = Message.objects.get_or_create(
        touchpoint=touchpoint.key,
        person=person,
        entry=entry,
        defaults={"kind": touchpoint.kind, "title": letter.title, "decision": decision.reason, "created_at": at},
    )
    if is_new:
        state = (DeliveryState.CANCELLED, decision.reason) if isinstance(decision, Drop) else (DeliveryState.QUEUED, "")
        deliver_to(message, address=person.email or "", text=text, html=html, letter=letter, state=state, at=at)
    return message


def deliver_to(
    message: Message,
    *,
    address: str,
    text: str,
    html: str,
    at: datetime,
    letter: Letter | None = None,
    state: tuple[DeliveryState, str] = (DeliveryState.QUEUED, ""),
) -> Delivery:
    """Puts a message on its way to one address."""
    attached = letter.attachment if letter else None
    delivery = Delivery.objects.create(
        message=message,
        channel=Channel.EMAIL,
        address=address,
        state=state[0],
        reason=state[1],
        text=text,
        html=html,
        attachment=attached.file if attached else None,
        attachment_name=attached.name if attached else "",
        next_at=at,
        expires_at=at + EXPIRES.get(Class(message.kind), INFORMATION),
        created_at=at,
    )
    nudge.on_commit("notifications.deliver")
    return delivery


@transaction.atomic
def post(*, touchpoint: str, kind: Class, subject: str, text: str, html: str, address: str, at: datetime) -> Message:
    """A mail of the house itself (a sign-in code, an invitation): through the same door as every other."""
    person = User.objects.filter(email=address.lower()).first()
    message = Message.objects.create(touchpoint=touchpoint, kind=kind, person=person, title=subject, created_at=at)
    deliver_to(message, address=address, text=text, html=html, at=at)
    return message
