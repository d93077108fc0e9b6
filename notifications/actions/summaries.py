"""Writing summaries: each when it is due, once, to whom it still concerns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation

from notifications import catalogue
from notifications.actions.messages import deliver_to
from notifications.channels import stopping
from notifications.channels.email import layout
from notifications.enums import Class, Summary, Topic, Why
from notifications.models import Digest, Message
from notifications.queries import listeners, months
from notifications.queries.listeners import Wishes
from notifications.rules import quiet, rhythms
from notifications.touchpoints import summary
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
    before = _first_of_the_month_before(first)
    wanted = [
        Digest(person=person, kind=Summary.MONTHLY, for_on=first, due_at=due_at)
        for person in months.readers(before, today)
    ]
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
    if not (person.is_active and person.email) or wishes.is_wrong:
        _let_go(digest, Why.NOT_ACTIVE if not person.is_active else Why.NO_ADDRESS if not person.email else Why.OVER)
        return False
    messages = _still_told(digest, wishes, at)
    first = _first_of_the_month_before(digest.for_on) if _wants_month(digest, wishes) else None
    month = months.of(person, first, _last(first), digest.for_on, person.time_zone) if first else []
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
            decision=Why.NOW,
            created_at=at,
            goes_at=quiet.ends(at, person.time_zone, wishes.quiet_from, wishes.quiet_to) or at,
        )
        letter = replace(letter, links=letter.links + stopping.links(told))
        text, html = layout.text(letter), layout.html(letter)
    deliver_to(told, address=person.email or "", text=text, html=html, letter=letter, at=at)
    return True


def _still_told(digest: Digest, wishes: Wishes, at: datetime) -> Sequence[Message]:
    """What of it still holds and still concerns him; in a pause only what the law asks."""
    found = digest.messages.select_related("entry__stream", "person").order_by("where", "created_at", "pk")
    is_paused = wishes.paused_until is not None and clock.day_in(digest.person.time_zone, at) < wishes.paused_until
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
    paused = wishes.paused_until is not None and digest.for_on < wishes.paused_until
    return digest.kind == Summary.MONTHLY and not is_off and not paused


def _let_go(digest: Digest, why: Why) -> None:
    digest.messages.update(decision=why)


def _first_of_the_month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _last(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
