"""One message for one fact and person; a fact told twice is refused by the key, not by hope."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import translation

from notifications.actions import pushing
from notifications.catalogue import following
from notifications.channels.email import layout
from notifications.enums import Channel, Class, DeliveryState, Why
from notifications.letter import Letter
from notifications.models import Delivery, Message
from notifications.queries import subscriptions
from notifications.rules.policy import Drop, Listener, decide
from notifications.touchpoint import Touchpoint
from owners.queries import people
from portal.accounts.models import User
from portal.ledger.models import Entry, Stream
from portal.lib import nudge

EXPIRES = {Class.SAFETY: timedelta(hours=24)}
INFORMATION = timedelta(hours=72)  # RELIABILITY §1.7
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)  # our own people are spoken to from their first day


@transaction.atomic
def tell(*, entry: Entry, at: datetime) -> list[Message]:
    """Writes what this fact makes us say, to everybody it is said to."""
    return [
        _message(touchpoint, entry, person, speaks_since, at)
        for touchpoint in following(entry.kind)
        if touchpoint.mailbox is None
        for person, speaks_since in _told(touchpoint, entry, at)
    ]


def _told(touchpoint: Touchpoint, entry: Entry, at: datetime) -> Iterable[tuple[User, datetime | None]]:
    """Everybody it is said to, each with since when we speak."""
    if touchpoint.concerns is None and entry.stream.of == Stream.Of.OWNER:
        return people.told_of_owner(entry.stream_id, touchpoint.roles, at)
    if touchpoint.concerns is None:
        return people.told(entry.stream_id, touchpoint.roles, at)
    return [(person, ALWAYS) for person in touchpoint.concerns(entry)]


def _message(
    touchpoint: Touchpoint, entry: Entry, person: User, speaks_since: datetime | None, at: datetime
) -> Message:
    telephones = list(subscriptions.of(person)) if touchpoint.notice else []
    is_mailed = touchpoint.letter is not None and touchpoint.mails(entry, person)
    reached = bool(telephones) or (is_mailed and bool(person.email))
    lacks = Why.NO_ADDRESS if touchpoint.letter else Why.NO_PHONE
    decision = decide(
        occurred_at=entry.occurred_at,
        origin=entry.origin,
        stale_after=touchpoint.stale_after,
        listener=Listener(reached, person.is_active, speaks_since, lacks),
        is_told_before=touchpoint.completes(entry),
        now=at,
    )
    with translation.override(person.language):
        letter = touchpoint.letter(entry, person) if touchpoint.letter and is_mailed else None
        notice = touchpoint.notice([entry], person) if touchpoint.notice else None
        text, html = (layout.text(letter), layout.html(letter)) if letter else ("", "")
    message, is_new = Message.objects.get_or_create(
        touchpoint=touchpoint.key,
        person=person,
        entry=entry,
        defaults={
            "kind": touchpoint.kind,
            "title": letter.title if letter else notice.title if notice else "",
            "decision": decision.reason,
            "created_at": at,
        },
    )
    if not is_new:
        return message
    dropped = isinstance(decision, Drop)
    if letter:
        why = decision.reason if dropped else "" if person.email else Why.NO_ADDRESS
        state = (DeliveryState.CANCELLED if why else DeliveryState.QUEUED, why)
        deliver_to(message, address=person.email or "", text=text, html=html, letter=letter, state=state, at=at)
    if notice and not dropped:
        pushing.send(message, touchpoint, telephones, notice, at=at)
    elif notice and not letter:
        pushing.drop(message, decision.reason, notice, at=at)
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
