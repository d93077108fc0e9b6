"""Letters on paper: written when the policy says so, or when a mail of the law's or of safety's came to nothing; taken
back as soon as nobody needs them. A person hands them over (`handing`).
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from maintenance.models import Bulletin
from notifications import catalogue
from notifications.channels import opening
from notifications.channels.paper import layout, place
from notifications.enums import LOST, Channel, Class, DeliveryState, Why
from notifications.letter import Letter
from notifications.models import Delivery, Message, PaperLetter, Preference
from notifications.queries import lines
from notifications.queries.mailed import by_mail
from owners.models import PostedPaper, Receipt
from owners.rules import addresses

LAW = (Class.LEGAL, Class.SAFETY)
BULLETIN = "maintenance.bulletin"
LOOKED_BACK, STILL_IN_TIME = timedelta(days=30), timedelta(days=10)
MOST = 500  # letters a turn
CANNOT_ARRIVE = (Why.WRONG_PERSON, Why.SUPPRESSED, Why.NO_ADDRESS)
ARRIVED = (DeliveryState.ACCEPTED, DeliveryState.DELIVERED)
SWITCHED_OFF = Q(kind=Class.SAFETY, decision__in=CANNOT_ARRIVE)  # or it would have been put on paper at once
READ_BY_ANOTHER = Q(person__preference__wrong_since__isnull=False, opened_at=None)
MEANT_FOR_HIM = (Why.CHOSE_PAPER, Why.ASKED_FOR)  # whoever else of the owner has opened it


@transaction.atomic
def write(message: Message, letter: Letter, cause: str, *, at: datetime) -> bool:
    """Puts the letter among those to be handed over, once a message; answers whether it was not there yet."""
    person = message.person
    if person is None:
        return False
    where = place.of(message, person, at)
    due_at = _due(message)
    with translation.override(person.language):
        told = {
            "reason": cause,
            "html": layout.body(opening.led(letter, message), person, cause),
            "text": layout.text(letter),
            "attachment": letter.attachment.file if letter.attachment else None,
            "attachment_name": letter.attachment.name if letter.attachment else "",
        }
    made, is_new = Delivery.objects.get_or_create(
        message=message,
        channel=Channel.PAPER,
        address="",
        round=0,
        defaults=told | {"next_at": at, "expires_at": due_at or at + LOOKED_BACK, "created_at": at},
    )
    if is_new:
        to = {"owner": where.owner, "name": where.name, "address": where.address}
        PaperLetter.objects.create(delivery=made, due_at=due_at, walk=addresses.sortable(where.address), **to)
    return is_new


def _due(message: Message) -> datetime | None:
    """Until when it is in time: what the law asks has its days; of a bulletin ten, from the end of the visit."""
    touchpoint, entry = catalogue.KEYS.get(message.touchpoint), message.entry
    if touchpoint is None or entry is None or message.kind != Class.LEGAL:
        return None
    began = entry.occurred_at
    if entry.subject_label == BULLETIN:
        visits = Bulletin.objects.filter(pk=entry.subject_id, visit__finished_at__isnull=False)
        began = visits.values_list("visit__finished_at", flat=True).first() or began
    return began + touchpoint.stale_after


def write_anew(message: Message, cause: str, *, at: datetime) -> bool:
    """The same for a message written before, as its touchpoint tells it now; False where it is told no more."""
    touchpoint, entry, person = catalogue.KEYS.get(message.touchpoint), message.entry, message.person
    if touchpoint is None or entry is None or person is None or not touchpoint.takes_letters:
        return False
    if not (person.is_active and touchpoint.still_tells(entry, person, at)):
        return False
    assert touchpoint.letter  # noqa: S101 - it takes letters
    with translation.override(person.language):
        letter = lines.worded(touchpoint.letter(entry, person), lines.current().get(touchpoint.key), person)
    is_new = write(message, letter, cause, at=at)
    if is_new:
        see_who_is_alone(message)
    return is_new


def see_who_is_alone(message: Message) -> None:
    """Whether somebody else is mailed the same: if nobody, the owner hears of it on paper or not at all."""
    told = Message.objects.filter(entry=message.entry, touchpoint=message.touchpoint)
    lettered = Delivery.objects.filter(message=OuterRef("pk"), channel=Channel.PAPER)
    mailed = by_mail(told).filter(~Exists(lettered))
    PaperLetter.objects.filter(delivery__message__in=told).update(is_alone=not mailed.exists())


def rescue(*, at: datetime) -> int:
    """What the law or safety asks and came to nothing by mail goes on paper; answers how many letters that makes."""
    written = 0
    for message, cause in _unreached(at):
        written += write_anew(message, cause, at=at)
        if written >= MOST:
            break
    return written


def _unreached(at: datetime) -> Iterator[tuple[Message, str]]:
    """Messages whose last mail, or whose summary's, did not arrive and goes no more, each with why; and those that came
    lately where somebody else reads.
    """
    told = Message.objects.filter(kind__in=LAW, entry__isnull=False, person__is_active=True).exclude(SWITCHED_OFF)
    lettered = Delivery.objects.filter(message=OuterRef("pk"), channel=Channel.PAPER)
    fresh = told.filter(~Exists(lettered), created_at__gt=at - LOOKED_BACK, created_at__lte=at)
    undone = fresh.filter(
        Q(Exists(_came_to_nothing(message=OuterRef("pk"))))
        | Q(Exists(_came_to_nothing(message__tells=OuterRef("digest"))), digest__isnull=False)
        | Q(decision__in=CANNOT_ARRIVE)
        | Q(READ_BY_ANOTHER, created_at__gt=at - STILL_IN_TIME)
    )
    for message in undone.select_related("entry__stream", "person").order_by("created_at", "pk")[: MOST * 4]:
        its = {"message__tells": message.digest_id} if message.digest_id else {"message": message}
        last = Delivery.objects.filter(channel=Channel.EMAIL, **its).order_by("-round", "-pk").first()
        if message.decision in CANNOT_ARRIVE:
            yield message, message.decision
        elif last and last.state in ARRIVED and _is_wrong(message):
            yield message, Why.WRONG_PERSON
        elif last and last.handled_at is None and (last.state in LOST or last.reason in CANNOT_ARRIVE):
            yield message, last.reason if last.reason in CANNOT_ARRIVE else Why.UNREACHED


def _is_wrong(message: Message) -> bool:
    return Preference.objects.filter(person=message.person_id, wrong_since__isnull=False).exists()


def _came_to_nothing(**of: OuterRef) -> QuerySet[Delivery]:
    ended = Q(state__in=LOST) | Q(state=DeliveryState.CANCELLED, reason__in=CANNOT_ARRIVE)
    return Delivery.objects.filter(ended, channel=Channel.EMAIL, **of)


def settle(*, keys: Collection[UUID] | None = None) -> int:
    """Takes back letters nobody needs any more: their bulletin was opened, or went by post with those of the month."""
    bulletins = waiting().filter(message__entry__subject_label=BULLETIN)
    if keys is not None:
        bulletins = bulletins.filter(pk__in=keys)
    its = {"bulletin": OuterRef("message__entry__subject_id")}
    posted = bulletins.filter(Exists(PostedPaper.objects.filter(**its)))
    read = bulletins.filter(Exists(Receipt.objects.filter(**its))).exclude(reason__in=MEANT_FOR_HIM)
    return _take_back(posted, Why.POSTED) + _take_back(read, Why.READ)


def waiting() -> QuerySet[Delivery]:
    """Letters that nobody has handed over."""
    return Delivery.objects.filter(channel=Channel.PAPER, state=DeliveryState.QUEUED)


def _take_back(found: QuerySet[Delivery], why: Why) -> int:
    keys = list(found.values_list("pk", flat=True))
    return waiting().filter(pk__in=keys).update(state=DeliveryState.CANCELLED, reason=why)
