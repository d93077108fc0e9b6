"""Mails that come in. An answer to a mail about an enquiry becomes a word of it; to any other of ours, a new enquiry.

Who of the office answers a mail of the desk, at the address only he was given, answers the enquiry for the house.

Only the person the mail went to is believed; everything else waits for the office, with its reason. What a machine
wrote becomes nothing, and nothing here sends a mail but the receipt of a new enquiry: so two machines never write to
each other for ever. Read twice, by one worker or two, it is one row, made in the transaction of what it says.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from notifications.actions import returning
from notifications.channels.email import answering, arrived
from notifications.channels.email.arrived import Arrived
from notifications.enums import AT_THE_DESK, Fate, Held
from notifications.models import Arrival, ArrivalFile, Message
from notifications.queries import arrivals, listeners
from notifications.rules import automatic, quoting
from owners.actions import enquiries
from owners.actions.enquiries import Saying
from owners.enums.enquiries import EnquiryKind
from owners.models import Enquiry, Owner
from owners.queries import enquiry_desk, scope
from owners.queries.topics import Topic
from portal.accounts.models import User
from portal.files import uploads
from portal.files.models import File

MOST_A_DAY = 10  # new enquiries of one person by mail; more look like a machine
LONGEST = 4000  # letters of a word of an enquiry; the whole is kept beside
DAY = timedelta(days=1)


class CannotTake(Exception):
    """Somebody saw to it before, or nobody knows for whom it speaks."""


@dataclass(frozen=True)
class Way:
    """What a mail will become: a word of this enquiry, or a new one of this owner about this thing, or it waits.

    `seen` is how many words of the enquiry the office had read who answers it for the house.
    """

    held: str = ""
    person: User | None = None
    enquiry: Enquiry | None = None
    seen: int | None = None
    owner: Owner | None = None
    topic: Topic | None = None


@dataclass(frozen=True)
class Kept:
    """The papers that were kept by their names, and those that were not with the reason."""

    files: tuple[tuple[str, File], ...]
    left_out: tuple[tuple[str, str], ...]


def take(content: bytes, *, at: datetime, told_to: Collection[str] = (), is_cut: bool = False) -> Arrival | None:
    """Takes a mail in; None for a copy of our own and for one that was read before. Not for within a transaction."""
    try:
        mail = arrived.read(content, told_to=told_to)
    except arrived.Unreadable:
        return unreadable(content, at=at)
    name = digest(mail.name.encode() or content)
    if answering.delivery_in(mail.name) or Arrival.objects.filter(name=name).exists():
        return None
    if mail.report is not None:
        return returning.take(mail, name=name, at=at)
    message = answering.message_of(mail.told_to, mail.answers)
    if automatic.is_automatic(mail.heads, mail.sender):
        return _write(mail, name, message, at, fate=Fate.AUTOMATIC)
    way = _way(mail, message, at)
    with translation.override(settings.LANGUAGE_CODE):
        kept = _kept(mail, is_known=message is not None, is_cut=is_cut, at=at)
        return _settle(mail, name, message, way, kept, at)


def digest(name: bytes) -> str:
    """What a mail is known by."""
    return hashlib.sha256(name).hexdigest()


def _way(mail: Arrived, message: Message | None, at: datetime) -> Way:
    """What it becomes, if its writer is who the mail went to."""
    person = message.person if message else None
    if message is None or person is None:
        return Way(held=Held.UNKNOWN)
    if unfit := _unfit(mail, person):
        return Way(held=unfit)
    if message.touchpoint in AT_THE_DESK:
        return _of_the_house(mail, message, person, at)
    return _of(message, person, at)


def _unfit(mail: Arrived, person: User) -> str:
    """Why it is not taken as a word of this person; empty when it is."""
    reasons = (
        (Held.STRANGER, mail.sender != (person.email or "").lower() or not person.is_active),
        (Held.WRONG_PERSON, listeners.wishes(person).is_wrong),
        (Held.AWAY, automatic.looks_away(mail.subject)),
        (Held.EMPTY, not (mail.text or mail.files)),
    )
    return next((reason for reason, is_so in reasons if is_so), "")


def _of_the_house(mail: Arrived, message: Message, person: User, at: datetime) -> Way:
    """The office's own answer, where it works there today; a Message-ID, which mails carry about, is not enough."""
    enquiry = arrivals.enquiry_of(message)
    if enquiry is None or not enquiry_desk.colleagues(at).filter(pk=person.pk).exists():
        return Way(held=Held.NOT_OURS)
    if not answering.is_signed(message, mail.told_to):
        return Way(held=Held.UNSIGNED)
    return Way(person=person, enquiry=enquiry, seen=arrivals.words_before(message, enquiry))


def _of(message: Message, person: User, at: datetime) -> Way:
    enquiry = arrivals.enquiry_of(message)
    if enquiry is not None:
        reads = scope.enquiries(person, at).filter(pk=enquiry.pk).exists()
        speaks = scope.speaks_for(person, at).filter(pk=enquiry.owner_id).exists()
        return Way(person=person, enquiry=enquiry) if reads and speaks else Way(held=Held.NOT_OURS)
    if not scope.speaks_for(person, at).exists():
        return Way(held=Held.NOT_OURS)
    topic = arrivals.topic_of(message, person, at)
    owners = [topic.owner] if topic else arrivals.owners_of(message, person, at)
    if len(owners) != 1:
        return Way(held=Held.WHICH_OWNER if owners else Held.NOT_OURS)
    lately = Arrival.objects.filter(fate=Fate.ASKED, answers__person=person, at__gt=at - DAY)
    if lately.count() >= MOST_A_DAY:
        return Way(held=Held.TOO_MANY)
    return Way(person=person, owner=owners[0], topic=topic)


def _kept(mail: Arrived, *, is_known: bool, is_cut: bool, at: datetime) -> Kept:
    """Its papers, through the door of every other; of a mail nobody asked for none is kept."""
    why = {
        "many": _("Eran más de cinco ficheros."),
        "large": _("Pesa más de 10 MB."),
        "mail": _("Es otro correo, reenviado dentro."),
    }
    files: list[tuple[str, File]] = []
    left_out = [(name, why[reason]) for name, reason in mail.left_out]
    if is_cut:
        left_out.append((_("Adjuntos"), _("El correo pesaba más de 25 MB: solo leímos el principio.")))
        return Kept((), tuple(left_out))
    for one in mail.files:
        if not is_known:
            left_out.append((one.name, _("No sabemos quién lo manda.")))
            continue
        try:
            files.append((one.name, uploads.keep(uploads.accept_bytes(one.content, one.name), at=at)))
        except uploads.Refused as refused:
            left_out.append((one.name, str(refused)))
    return Kept(tuple(files), tuple(left_out))


def _settle(mail: Arrived, name: str, message: Message | None, way: Way, kept: Kept, at: datetime) -> Arrival | None:
    """Writes it down with what it says; the one of two workers that comes second writes nothing."""
    try:
        with transaction.atomic():
            held = {"fate": Fate.HELD, "held_because": way.held or Held.EMPTY}
            made = Arrival.objects.create(**_columns(mail, name, message, at), left_out=list(kept.left_out), **held)
            ArrivalFile.objects.bulk_create(
                ArrivalFile(arrival=made, place=place, name=called, file=file)
                for place, (called, file) in enumerate(kept.files, 1)
            )
            if way.person and way.seen is not None:
                _answer(made, way, at)
            elif way.person:
                _say(made, way, at)
    except IntegrityError:
        if Arrival.objects.filter(name=name).exists():
            return None
        raise
    return made


def _answer(arrival: Arrival, way: Way, at: datetime) -> None:
    """The house's answer, with its first paper; where somebody spoke since, or closed it, it waits and says so."""
    assert way.person is not None and way.enquiry is not None and way.seen is not None  # noqa: S101 - looked at
    files = list(arrival.files.select_related("file").order_by("place"))
    saying = _first(arrival, files)
    try:
        enquiries.answer(enquiry=way.enquiry, saying=saying, seen=way.seen, by=way.person, at=at)
    except enquiries.Overtaken:
        told: dict[str, object] = {"held_because": Held.OVERTAKEN}
    except enquiries.CannotAnswer:
        told = {"held_because": Held.CLOSED}
    else:
        not_sent = [[one.name, _("Con la respuesta va un fichero: mande este desde su página.")] for one in files[1:]]
        told = {"fate": Fate.ADDED, "held_because": "", "enquiry": way.enquiry, "words": saying.key}
        told["left_out"] = [*arrival.left_out, *not_sent]
    Arrival.objects.filter(pk=arrival.pk).update(**told)
    arrival.refresh_from_db()


def _first(arrival: Arrival, files: Sequence[ArrivalFile]) -> Saying:
    """What it says itself, with its first paper."""
    text = quoting.own_words(arrival.text) or (_enclosed(files[0]) if files else arrival.subject or "…")
    return Saying(Truncator(text).chars(LONGEST), files[0].file if files else None, _key(arrival, 0))


def _say(arrival: Arrival, way: Way, at: datetime) -> None:
    """Its words and its papers, a word each, by who wrote them."""
    assert way.person is not None  # noqa: S101 - whoever calls has looked
    files = list(arrival.files.select_related("file").order_by("place"))
    first = _first(arrival, files)
    if way.enquiry:
        enquiry, fate = way.enquiry, Fate.ADDED
        enquiries.add(enquiry=enquiry, saying=first, by=way.person, at=at)
    else:
        assert way.owner is not None  # noqa: S101 - a way leads to an enquiry or to an owner
        fate, kind = Fate.ASKED, EnquiryKind.QUESTION
        enquiry = enquiries.ask(owner=way.owner, kind=kind, saying=first, topic=way.topic, by=way.person, at=at)
    for number, one in enumerate(files[1:], 1):
        more = Saying(_enclosed(one), one.file, _key(arrival, number))
        enquiries.add(enquiry=enquiry, saying=more, by=way.person, at=at)
    said = {"fate": fate, "held_because": "", "enquiry": enquiry, "words": first.key}
    Arrival.objects.filter(pk=arrival.pk).update(**said)
    arrival.refresh_from_db()


def _enclosed(one: ArrivalFile) -> str:
    return _("Adjunto: %(name)s") % {"name": one.name}


def _key(arrival: Arrival, number: int) -> UUID:
    """The key of its words: the same whoever makes them."""
    return uuid5(arrival.pk, str(number))


@transaction.atomic
def believe(*, arrival: Arrival, by: User, at: datetime) -> Enquiry:
    """The office knows that the person the mail went to wrote it, whatever address it came from. Raises CannotTake."""
    message = arrival.answers
    if message is None or message.person is None or not arrivals.may_believe(arrival):
        raise CannotTake
    way = _of(message, message.person, at)
    if not way.person or not (arrival.text or arrival.files.exists()):
        raise CannotTake
    _handle(arrival, Fate.HELD, by, at)
    _say(arrival, way, at)
    assert arrival.enquiry is not None  # noqa: S101 - it was said just now
    return arrival.enquiry


@transaction.atomic
def see(*, arrival: Arrival, by: User, at: datetime) -> None:
    """The office has read it, and nothing more becomes of it. Raises CannotTake."""
    fate = Fate.SEEN if arrival.fate == Fate.HELD else Fate(arrival.fate)
    _handle(arrival, fate, by, at)


def _handle(arrival: Arrival, fate: Fate, by: User, at: datetime) -> None:
    waits = Arrival.objects.filter(pk=arrival.pk, fate=arrival.fate, handled_at=None)
    if not waits.update(fate=fate, handled_at=at, handled_by=by):
        raise CannotTake


def unreadable(content: bytes, *, at: datetime) -> Arrival | None:
    """Writes down that a mail came which nobody could open: the office looks at it in the mailbox itself."""
    name = digest(content)
    held = {"fate": Fate.HELD, "held_because": Held.UNREADABLE, "at": at}
    made, is_new = Arrival.objects.get_or_create(name=name, defaults=held)
    return made if is_new else None


def _write(mail: Arrived, name: str, message: Message | None, at: datetime, *, fate: Fate) -> Arrival | None:
    columns = _columns(mail, name, message, at) | {"fate": fate}
    made, is_new = Arrival.objects.get_or_create(name=name, defaults=columns)
    return made if is_new else None


def _columns(mail: Arrived, name: str, message: Message | None, at: datetime) -> dict[str, object]:
    return {
        "name": name,
        "sender": mail.sender[:254],
        "subject": mail.subject[:240],
        "text": mail.text,
        "answers": message,
        "at": at,
    }
