"""Mails that came in: what each is about, and what waits for the office."""

from datetime import datetime
from uuid import UUID

from django.db import models

from maintenance.models import Bulletin, Call
from notifications.enums import AT_THE_DESK, Fate
from notifications.models import Arrival, ArrivalFile, InboxMark, Message
from owners.enums.enquiries import About
from owners.models import DocumentVersion, Enquiry, Owner
from owners.queries import scope, topics
from owners.queries.topics import Topic
from portal.accounts.models import User
from portal.ledger.models import Entry, Stream

ENQUIRY = Enquiry._meta.label_lower
ABOUT = {model._meta.label_lower: about for about, model in topics.MODELS.items()}


def held() -> models.QuerySet[Arrival]:
    """Those that wait for a person, the oldest first."""
    return whole().filter(fate=Fate.HELD).order_by("at", "pk")


def said() -> models.QuerySet[Arrival]:
    """Those that became words of an enquiry, the newest first."""
    return whole().filter(fate__in=[Fate.ADDED, Fate.ASKED]).order_by("-at", "-pk")


def lacking() -> models.QuerySet[Arrival]:
    """Those of them whose files were not all kept, until somebody of the office has read which, the oldest first."""
    return said().filter(handled_at=None).exclude(left_out=[]).order_by("at", "pk")


def waits(arrival: Arrival) -> bool:
    """Whether somebody of the office has still to see to it: it is held, or not all that came with it was kept."""
    return arrival.handled_at is None and (arrival.fate == Fate.HELD or bool(arrival.left_out))


def files() -> models.QuerySet[ArrivalFile]:
    """What came with them."""
    return ArrivalFile.objects.select_related("file")


def whole() -> models.QuerySet[Arrival]:
    """Any, with what its page shows."""
    return Arrival.objects.select_related("answers__person", "enquiry", "handled_by").prefetch_related("files__file")


def counted() -> dict[str, int]:
    """How many of each fate."""
    found = Arrival.objects.order_by().values_list("fate").annotate(models.Count("pk"))
    return {str(fate): int(number) for fate, number in found}


def mailbox(name: str) -> InboxMark | None:
    """How far it was read."""
    return InboxMark.objects.filter(mailbox=name).first()


def enquiry_of(message: Message) -> Enquiry | None:
    """The enquiry a message tells of, if it tells of one."""
    entry = message.entry
    if entry is None or entry.subject_label != ENQUIRY:
        return None
    return Enquiry.objects.select_related("owner", "lift__building").filter(pk=entry.subject_id).first()


def words_before(message: Message, enquiry: Enquiry) -> int:
    """How many words the enquiry had when the message told of it."""
    return enquiry.words.filter(at__lte=message.entry.occurred_at).count() if message.entry else 0


def may_believe(arrival: Arrival) -> bool:
    """Whether the office can say that it is by whom the mail went to; nobody speaks for the house that way."""
    answers = arrival.answers
    if arrival.fate != Fate.HELD or answers is None or answers.person is None:
        return False
    return answers.touchpoint not in AT_THE_DESK


def topic_of(message: Message, person: User, at: datetime) -> Topic | None:
    """The thing a message tells of, as far as the person may ask about it."""
    entry = message.entry
    for about, key in _things(entry) if entry else ():
        found = topics.find(person, at, about=about, key=key)
        if found:
            return found
    return None


def owners_of(message: Message, person: User, at: datetime) -> list[Owner]:
    """For whom he may be writing: two at most."""
    speaks = scope.speaks_for(person, at)
    if message.entry and message.entry.stream.of == Stream.Of.OWNER:
        speaks = speaks.filter(pk=message.entry.stream_id)
    return list(speaks.order_by("name", "pk")[:2])


def _things(entry: Entry) -> list[tuple[About, UUID]]:
    """What a fact is about, the nearest thing with a page first."""
    label, key = entry.subject_label, entry.subject_id
    things: list[tuple[About, UUID | None]] = []
    if label in ABOUT:
        things.append((ABOUT[label], key))
    if label == Bulletin._meta.label_lower:
        things.append((About.VISIT, Bulletin.objects.filter(pk=key).values_list("visit", flat=True).first()))
    if label == DocumentVersion._meta.label_lower:
        things.append(
            (About.DOCUMENT, DocumentVersion.objects.filter(pk=key).values_list("document", flat=True).first())
        )
    if label == Call._meta.label_lower:
        things.append((About.BREAKDOWN, Call.objects.filter(pk=key).values_list("breakdown", flat=True).first()))
    if entry.stream.of == Stream.Of.LIFT:
        things.append((About.LIFT, entry.stream_id))
    return [(about, one) for about, one in things if one]
