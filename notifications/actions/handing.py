"""What a person of the office does with letters: prints them, says how and when they were handed over, or that nobody
needs them any more. A letter ends once; of two presses the second finds it ended.

What lay behind it is written where papers are kept: a bulletin put into somebody's hand is a receipt, one sent or left
in a letterbox is no receipt, and counts as posted, so that the month's post leaves it out.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from maintenance.models import Bulletin
from notifications.actions.papering import BULLETIN, settle, waiting
from notifications.channels import wanting
from notifications.channels.paper import layout, place
from notifications.enums import DeliveryState, Handing, Why
from notifications.models import PaperLetter
from notifications.queries import paper
from owners import kinds
from owners.actions import printing
from owners.documents import envelope_list
from owners.models import PostedPaper, Posting, Receipt
from owners.queries import scope
from owners.queries.postings import BULLETIN as BULLETIN_PAPER
from owners.queries.postings import Envelope, Paper
from owners.rules import addresses
from portal.accounts.models import User
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.ledger import actions as ledger
from portal.lib import clock
from portal.web.words import gettext as _

KIND = paper.KIND
MOST = 10_000  # letters that one print takes
NEEDLESS = (Why.KNOWS, Why.LEFT, Why.OVER)


class CannotHandOver(Exception):
    """The day is none on which it could have been handed over."""


def print_letters(*, keys: Collection[UUID], even: bool, by: User, at: datetime) -> Job:
    """Begins to print these letters, as one PDF in the order of the streets."""
    chosen = list(waiting().filter(pk__in=keys).values_list("pk", flat=True)[:MOST])
    with transaction.atomic():
        run = jobs.start(KIND, params={"even": even}, by=by, at=at)
        PaperLetter.objects.filter(delivery__in=chosen).update(run=run)
    return run


def work(job: Job) -> dict[str, Any]:
    """So many letters at a time, then all behind the list."""
    with translation.override(job.created_by.language if job.created_by else "es"):
        at = clock.now()
        today, even = scope.today(at), job.parameters["even"]
        return printing.work(
            job,
            listed=lambda: _listed(job, at),
            letter=lambda one, _papers: layout.render(_letter(one.owner), today=today),
            front=lambda rows: envelope_list.render(rows, first=None, today=today, even=even),
        )


def _letter(key: UUID) -> PaperLetter:
    return PaperLetter.objects.select_related("delivery__message__person", "owner").get(pk=key)


def _listed(job: Job, at: datetime) -> list[Envelope]:
    """What of it is still to be handed over, each where its reader is found now."""
    settle(keys=list(PaperLetter.objects.filter(run=job).values_list("pk", flat=True)))
    rows = paper.waiting().filter(run=job).select_related("delivery__message__entry__stream", "delivery__attachment")
    found = [one for one in rows if _is_still_told(one, at)]
    for one in found:
        _look_up(one, at)
    if not found:
        raise jobs.CannotGoOn(_("No queda ninguna carta por imprimir."))
    PaperLetter.objects.filter(pk__in=[one.pk for one in found]).update(printed_at=at)
    return [_envelope(one) for one in sorted(found, key=lambda one: (one.walk, str(one.pk)))]


def _is_still_told(letter: PaperLetter, at: datetime) -> bool:
    """What holds no more, or concerns its reader no more, is taken back instead."""
    message = letter.delivery.message
    if message.entry is None or wanting.is_wanted(message, at):
        return True
    waiting().filter(pk=letter.pk).update(state=DeliveryState.CANCELLED, reason=Why.OVER)
    return False


def _look_up(letter: PaperLetter, at: datetime) -> None:
    """Addresses are put right meanwhile."""
    message = letter.delivery.message
    assert message.person  # noqa: S101 - a letter is to a person
    where = place.of(message, message.person, at)
    if (where.name, where.address) != (letter.name, letter.address):
        letter.name, letter.address, letter.walk = where.name, where.address, addresses.sortable(where.address)
        letter.save(update_fields=["name", "address", "walk"])


def _envelope(letter: PaperLetter) -> Envelope:
    delivery, message = letter.delivery, letter.delivery.message
    file = delivery.attachment
    day = scope.today(delivery.created_at)
    papers = [Paper(BULLETIN_PAPER, letter.pk, message.title, day, "", file.sha256)] if file else []
    return Envelope(letter.pk, letter.name, letter.address, message.person.language if message.person else "es", papers)


@transaction.atomic
def hand_over(*, keys: Collection[UUID], how: Handing, on: date, by: User, at: datetime) -> int:
    """Writes that these letters went this way on that day; answers how many. Raises CannotHandOver."""
    found = list(
        paper.waiting()
        .filter(pk__in=keys)
        .select_for_update(of=("self", "delivery"))
        .select_related("delivery__message__entry", "delivery__message__person", "owner")
    )
    if not all(scope.today(one.delivery.created_at) <= on <= scope.today(at) for one in found):
        raise CannotHandOver
    ended = DeliveryState.DELIVERED if how == Handing.BY_HAND else DeliveryState.ACCEPTED
    mine = [one for one in found if waiting().filter(pk=one.pk).update(state=ended, accepted_at=at)]
    PaperLetter.objects.filter(pk__in=[one.pk for one in mine]).update(how=how, handed_on=on, by=by, at=at)

    for one in mine:
        _papers_went(one, how, on, by, at)
    return len(mine)


def _papers_went(letter: PaperLetter, how: Handing, on: date, by: User, at: datetime) -> None:
    """What the papers of the owner know of it."""
    entry, person = letter.delivery.message.entry, letter.delivery.message.person
    if entry is None or person is None or letter.owner is None or entry.subject_label != BULLETIN:
        return
    bulletin = Bulletin.objects.select_related("visit", "file").get(pk=entry.subject_id)
    if how == Handing.BY_HAND:
        told = {"owner": letter.owner, "how": Receipt.How.ON_PAPER, "at": at}
        receipt, is_new = Receipt.objects.get_or_create(bulletin=bulletin, person=person, defaults=told)
        if is_new:
            ledger.append(kinds.BULLETIN_RECEIVED.of(receipt, occurred_at=at), by=by, at=at)
        return
    posting = Posting.objects.create(owner=letter.owner, how=how.value, posted_on=on, by=by, at=at)
    PostedPaper.objects.create(posting=posting, bulletin=bulletin)
    held = {"invoices": [], "bulletins": [str(bulletin.pk)], "how": how.value}
    ledger.append(kinds.PAPERS_POSTED.of(posting, occurred_at=at, more=held), by=by, at=at)


@transaction.atomic
def leave(*, keys: Collection[UUID], why: Why, by: User, at: datetime) -> int:
    """Nobody needs these letters any more, says somebody; answers how many there were."""
    ended = waiting().filter(pk__in=keys).values_list("pk", flat=True)
    mine = [key for key in list(ended) if waiting().filter(pk=key).update(state=DeliveryState.CANCELLED, reason=why)]
    PaperLetter.objects.filter(pk__in=mine).update(by=by, at=at)
    return len(mine)
