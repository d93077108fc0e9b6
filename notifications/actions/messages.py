"""One message for one fact and person; a fact told twice is refused by the key, not by hope."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.text import Truncator

from notifications.actions import hearing, moving, papering, pushing, routing
from notifications.catalogue import following
from notifications.channels import opening, stopping
from notifications.channels.email import layout
from notifications.enums import UNDERWAY, Channel, Class, DeliveryState, Rhythm, Style, Why
from notifications.letter import Attachment, Letter
from notifications.models import Delivery, Digest, Message, Subscription
from notifications.models.message import TITLE, WHERE
from notifications.notice import Notice
from notifications.queries import lines, listeners, subscriptions
from notifications.queries.lines import Lines
from notifications.rules.policy import Decision, Drop, OnPaper, PutInDigest, SendAt, decide
from notifications.telling import of_one_fact
from notifications.touchpoint import Touchpoint
from owners.queries.people import Told
from portal.accounts.models import User
from portal.ledger.following import goes_on
from portal.ledger.models import Entry
from portal.lib import nudge

EXPIRES = {Class.SAFETY: timedelta(hours=24)}
INFORMATION = timedelta(hours=72)
GROUP = 20  # people told in one transaction


Hearers = list[tuple[Touchpoint, Told]]


def hearers(entry: Entry, at: datetime) -> Hearers:
    """Everybody this fact is said to, by line."""
    own = [touchpoint for touchpoint in following(entry.kind) if touchpoint.mailbox is None]
    return [(touchpoint, told) for touchpoint in own for told in touchpoint.told(entry, at)]


def tell_crowd(*, entry: Entry, told_to: Hearers, at: datetime) -> None:
    """Tells a crowd, a group at a time, each in a transaction of its own: in one, everybody else who writes would wait
    for minutes. Called before `tell`, outside any transaction, and again when it was broken off: nobody hears twice.
    """
    for start in range(0, len(told_to), GROUP) if len(told_to) > GROUP else ():
        goes_on()
        tell(entry=entry, at=at, told_to=told_to[start : start + GROUP])


@transaction.atomic
def tell(*, entry: Entry, at: datetime, told_to: Hearers | None = None) -> list[Message]:
    """Writes what this fact makes us say, to everybody it is said to; answers what is new."""
    told_to = hearers(entry, at) if told_to is None else told_to
    known, already = lines.current(), _already(entry, told_to)
    with nudge.gathered(), of_one_fact():
        written = [
            _message(touchpoint, entry, told, at, known)
            for touchpoint, told in told_to
            if (touchpoint.key, told.person.pk) not in already
        ]
    new = [message for message in written if message]
    for lettered in {message.touchpoint: message for message in new if message.decision == Why.ON_PAPER}.values():
        papering.see_who_is_alone(lettered)
    return new


def _already(entry: Entry, told_to: Hearers) -> frozenset[tuple[str, UUID | None]]:
    """Who of them was told by which line; of a group only its own are read."""
    found = Message.objects.filter(entry=entry)
    if len(told_to) <= GROUP:
        found = found.filter(person__in=[told.person.pk for _touchpoint, told in told_to])
    return frozenset(found.values_list("touchpoint", "person"))


def _message(touchpoint: Touchpoint, entry: Entry, told: Told, at: datetime, known: Lines) -> Message | None:
    """What one person is told, or why he is not; None when people of his role only hear of it who ask for it."""
    person = told.person
    wishes = listeners.wishes(person)
    news = hearing.news(touchpoint, entry, told, wishes, known)
    if news.rhythm == Rhythm.OFF and wishes.style == Style.MATTERS:
        return None
    telephones = list(subscriptions.of(person)) if touchpoint.notice else []
    letter, notice = _said(touchpoint, entry, person, known)
    way = routing.chosen(touchpoint, person, wishes)
    reached = bool(telephones) or (letter is not None and (bool(person.email) or way != Channel.EMAIL))
    lacks = Why.NO_ADDRESS if touchpoint.letter else Why.NO_PHONE
    takes = touchpoint.takes_letters and letter is not None
    hears = hearing.listener(told, news, wishes, at, has_address=reached, lacks=lacks, takes_letters=takes)
    decision = decide(news, hears, at)
    message, is_new = Message.objects.get_or_create(
        touchpoint=touchpoint.key,
        person=person,
        entry=entry,
        defaults={
            "kind": touchpoint.kind,
            "title": _at_most(TITLE, letter.title if letter else notice.title if notice else ""),
            "where": _at_most(WHERE, letter.where if letter else ""),
            "url": letter.page if letter else "",
            "decision": decision.reason,
            "could_wait": news.can_wait,
            "created_at": at,
            **_when(decision, touchpoint, person, at),
        },
    )
    if is_new:
        if touchpoint.replaces and not isinstance(decision, Drop):
            _take_back(message, touchpoint, entry)
        if letter:
            _mail(message, letter, decision, person, way)
        _beside(message, touchpoint, letter, notice, decision, telephones)
    return message


def _beside(
    message: Message,
    touchpoint: Touchpoint,
    letter: Letter | None,
    notice: Notice | None,
    decision: Decision,
    telephones: list[Subscription],
) -> None:
    """What is carried by a person, shown by telephones and texted to a mobile."""
    person, entry, at = message.person, message.entry, message.created_at
    assert person and entry  # noqa: S101 - somebody is told a fact
    if isinstance(decision, Drop):
        if notice and not letter:
            pushing.drop(message, decision.reason, notice, at=at)
        return
    if letter and isinstance(decision, OnPaper):
        papering.write(message, letter, decision.cause, at=at)
    with translation.override(person.language):
        routing.beside(message, touchpoint, entry, person)
    if notice:
        pushing.send(message, touchpoint, telephones, notice, at=at)


def _said(touchpoint: Touchpoint, entry: Entry, person: User, known: Lines) -> tuple[Letter | None, Notice | None]:
    """In his language and the company's words: the letter, if he is mailed, and the notice."""
    with translation.override(person.language):
        letter = touchpoint.letter(entry, person) if touchpoint.letter and touchpoint.mails(entry, person) else None
        notice = touchpoint.notice([entry], person) if touchpoint.notice else None
        return (lines.worded(letter, known.get(touchpoint.key), person) if letter else None), notice


def _when(decision: Decision, touchpoint: Touchpoint, person: User, at: datetime) -> dict[str, Any]:
    """When it goes by itself, or the summary it goes within."""
    if isinstance(decision, PutInDigest):
        which = decision.which
        found, _made = Digest.objects.get_or_create(
            person=person, kind=which.kind, for_on=which.for_on, defaults={"due_at": which.due_at}
        )
        return {"digest": found}
    if isinstance(decision, SendAt):
        return {"goes_at": decision.when}
    return {} if isinstance(decision, Drop | OnPaper) else {"goes_at": at + touchpoint.gathers}


def _at_most(characters: int, text: str) -> str:
    return Truncator(text).chars(characters)


def _mail(message: Message, letter: Letter, decision: Decision, person: User, way: Channel) -> None:
    """Lays the letter out, and puts it on its way if it goes by itself; if not, it is kept to be read."""
    is_told = message.goes_at is not None
    goes = is_told and way == Channel.EMAIL and bool(person.email)
    elsewhere = Why.NO_ADDRESS if way == Channel.EMAIL else Why.BY_PHONE
    why = "" if goes else elsewhere if is_told else decision.reason
    with translation.override(person.language):
        mail(
            message,
            replace(letter, links=letter.links + stopping.links(message)),
            address=person.email or "",
            state=(DeliveryState.QUEUED if goes else DeliveryState.CANCELLED, why),
            at=message.created_at,
        )
    if is_told and way != Channel.EMAIL:
        routing.by_phone(message, letter, person, way)


def _take_back(message: Message, touchpoint: Touchpoint, entry: Entry) -> None:
    """What was said before of the same thing and has not gone goes no more: this one says it better."""
    earlier = Message.objects.filter(
        person=message.person, touchpoint__in=touchpoint.replaces, entry__subject_id=entry.subject_id
    ).exclude(pk=message.pk)
    moving.take_back(earlier, Why.REPLACED)


def mail(
    message: Message,
    letter: Letter,
    *,
    address: str,
    at: datetime,
    state: tuple[DeliveryState, str] = (DeliveryState.QUEUED, ""),
) -> Delivery:
    """Lays a letter out, in the language that is on, and puts it on its way to one address."""
    letter = opening.led(letter, message)
    text, html = layout.text(letter), layout.html(letter)
    return deliver_to(message, address=address, text=text, html=html, attachment=letter.attachment, state=state, at=at)


def deliver_to(
    message: Message,
    *,
    address: str,
    text: str,
    html: str,
    at: datetime,
    attachment: Attachment | None = None,
    state: tuple[DeliveryState, str] = (DeliveryState.QUEUED, ""),
) -> Delivery:
    """Puts a message on its way to one address."""
    goes_at = message.goes_at or at
    is_kept_out = state[0] not in UNDERWAY and message.may_hold_secrets
    delivery = Delivery.objects.create(
        message=message,
        channel=Channel.EMAIL,
        address=address,
        state=state[0],
        reason=state[1],
        text="" if is_kept_out else text,
        html="" if is_kept_out else html,
        attachment=attachment.file if attachment else None,
        attachment_name=attachment.name if attachment else "",
        next_at=goes_at,
        expires_at=goes_at + lives(message),
        created_at=at,
    )
    nudge.on_commit("notifications.deliver")
    return delivery


def lives(message: Message) -> timedelta:
    """How long it is tried to be sent (RELIABILITY §1.7)."""
    return EXPIRES.get(Class(message.kind), INFORMATION)


@transaction.atomic
def post(*, touchpoint: str, kind: Class, subject: str, text: str, html: str, address: str, at: datetime) -> Message:
    """A mail of the house itself (a sign-in code, an invitation): through the same door as every other."""
    person = User.objects.filter(email=address.lower()).first()
    message = Message.objects.create(touchpoint=touchpoint, kind=kind, person=person, title=subject, created_at=at)
    deliver_to(message, address=address, text=text, html=html, at=at)
    return message
