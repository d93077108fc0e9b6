"""Writing summaries: each when it is due, once, to whom it still concerns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from notifications import catalogue
from notifications.actions import papering
from notifications.actions.messages import mail
from notifications.channels import stopping
from notifications.enums import Class, DeliveryState, Summary, Topic, Why
from notifications.models import Digest, Message
from notifications.queries import listeners, months
from notifications.queries.listeners import Wishes
from notifications.rules import quiet, rhythms
from notifications.touchpoints import summary
from owners.rules.terms import months_after
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock

LATE = timedelta(days=7)  # a month's letter that could not be written by then is written no more
BATCH = 200


def open_month(*, at: datetime) -> int:
    """Begins the letter of the month that ended, for each of its readers; answers how many were begun."""
    zone = companies.current().time_zone
    today = clock.day_in(zone, at)
    first = today.replace(day=1)
    due_at = listeners.due_on(first, Summary.MONTHLY, zone)
    if not due_at <= at < due_at + LATE:
        return 0
    readers = months.readers(months_after(first, -1), today)
    wanted = [Digest(person=person, kind=Summary.MONTHLY, for_on=first, due_at=due_at) for person in readers]
    already = Digest.objects.filter(kind=Summary.MONTHLY, for_on=first).count()
    Digest.objects.bulk_create(wanted, ignore_conflicts=True)
    return Digest.objects.filter(kind=Summary.MONTHLY, for_on=first).count() - already


def compose(*, at: datetime) -> int:
    """Writes the summaries that are due; answers how many mails that makes."""
    due = Digest.objects.filter(composed_at=None, due_at__lte=at).select_related("person").order_by("due_at", "pk")
    return sum(_compose(digest, at) for digest in due[:BATCH])


@transaction.atomic
def _compose(digest: Digest, at: datetime) -> bool:
    if not Digest.objects.filter(pk=digest.pk, composed_at=None).update(composed_at=at):
        return False
    person, wishes = digest.person, listeners.wishes(digest.person)
    on_paper = wishes.summaries_on_paper and person.is_active
    if not on_paper and (unreachable := _unreachable(person, wishes)):
        digest.messages.update(decision=unreachable)
        return False
    messages = _still_told(digest, wishes, at)
    first, last = months_after(digest.for_on, -1), digest.for_on - timedelta(days=1)
    wants_month = _wants_month(digest, wishes)
    month = months.of(person, first, last, digest.for_on, person.time_zone) if wants_month else []
    if not (messages or month):
        return False
    with translation.override(person.language):
        letter = summary.letter(digest, messages, month, first if month else None)
        told = Message.objects.create(
            touchpoint=f"{digest.kind}_letter",
            kind=Class.SERVICE,
            person=person,
            title=letter.title,
            tells=digest,
            decision=Why.ON_PAPER if on_paper else Why.NOW,
            created_at=at,
            goes_at=None if on_paper else _morning(person, wishes, at),
        )
        state = (DeliveryState.CANCELLED, Why.ON_PAPER) if on_paper else (DeliveryState.QUEUED, "")
        with_links = replace(letter, links=letter.links + stopping.links(told))
        mail(told, with_links, address=person.email or "", state=state, at=at)
        if on_paper:
            papering.write(told, letter, Why.CHOSE_PAPER, at=at)
    return True


def _morning(person: User, wishes: Wishes, at: datetime) -> datetime:
    return quiet.ends(at, person.time_zone, wishes.quiet_from, wishes.quiet_to) or at


def _unreachable(person: User, wishes: Wishes) -> Why | None:
    """Why nothing is written to him any more, if so."""
    if not person.is_active:
        return Why.NOT_ACTIVE
    if not person.email:
        return Why.NO_ADDRESS
    return Why.WRONG_PERSON if wishes.is_wrong else None


def _still_told(digest: Digest, wishes: Wishes, at: datetime) -> Sequence[Message]:
    """What of it still holds and still concerns him; in a pause only what the law asks."""
    found = digest.messages.select_related("entry__stream", "person").order_by("where", "created_at", "pk")
    is_paused = wishes.are_paused_on(clock.day_in(digest.person.time_zone, at))
    told = []
    for message in found:
        touchpoint = catalogue.KEYS.get(message.touchpoint)
        if touchpoint and message.entry and not touchpoint.still_tells(message.entry, digest.person, at):
            Message.objects.filter(pk=message.pk).update(decision=Why.OVER)
        elif is_paused and message.kind != Class.LEGAL:
            Message.objects.filter(pk=message.pk).update(decision=Why.PAUSED)
        else:
            told.append(message)
    return told


def _wants_month(digest: Digest, wishes: Wishes) -> bool:
    """Whether it is the month's letter, and he did not switch that off."""
    is_off = rhythms.is_off(Topic.LETTERS, wishes.style, wishes.choices)
    return digest.kind == Summary.MONTHLY and not is_off and not wishes.are_paused_on(digest.for_on)
