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
from django.db.models import QuerySet
from django.utils import translation

from maintenance.models import Bulletin
from notifications.actions.papering import BULLETIN, settle, waiting
from notifications.channels import wanting
from notifications.channels.paper import layout, place
from notifications.enums import DeliveryState, Handing, Why
from notifications.models import PaperLetter
from notifications.queries import paper
from owners import kinds
from owners.actions import printing, receipts
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
from portal.ledger.kinds import Record
from portal.lib import clock
from portal.web.words import gettext as _

KIND = paper.KIND
MOST, AT_ONCE = 10_000, 2_000  # letters that one print takes, and that are ended at one press


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
    found = list(_held(keys))
    if not all(scope.today(one.delivery.created_at) <= on <= scope.today(at) for one in found):
        raise CannotHandOver
    mine = [one.pk for one in found]
    ended = DeliveryState.DELIVERED if how == Handing.BY_HAND else DeliveryState.ACCEPTED
    waiting().filter(pk__in=mine).update(state=ended, accepted_at=at)
    PaperLetter.objects.filter(pk__in=mine).update(how=how, handed_on=on, by=by, at=at)

    behind = [one for one in found if one.owner and _subject(one) == BULLETIN]
    if how == Handing.BY_HAND:
        _received(behind, by, at)
    else:
        _posted(behind, how, on, by, at)
    return len(found)


def _held(keys: Collection[UUID]) -> QuerySet[PaperLetter]:
    """Those of them that wait, which nobody else ends meanwhile."""
    rows = ("delivery__message__entry", "delivery__message__person", "owner")
    return paper.waiting().filter(pk__in=keys).select_for_update(of=("self", "delivery")).select_related(*rows)


def _subject(letter: PaperLetter) -> str:
    entry = letter.delivery.message.entry
    return entry.subject_label if entry else ""


def _bulletins(letters: list[PaperLetter]) -> list[tuple[PaperLetter, Bulletin]]:
    """What lay behind each."""
    keys = {one.pk: one.delivery.message.entry.subject_id for one in letters if one.delivery.message.entry}
    found = Bulletin.objects.select_related("visit", "file").in_bulk(set(keys.values()))
    return [(one, found[keys[one.pk]]) for one in letters]


def _received(letters: list[PaperLetter], by: User, at: datetime) -> None:
    """Put into its reader's hand: who has a receipt of it already keeps that one."""
    told: dict[str, Any] = {"how": Receipt.How.ON_PAPER, "at": at}
    asked = [
        Receipt(bulletin=bulletin, owner=letter.owner, person=letter.delivery.message.person, **told)
        for letter, bulletin in _bulletins(letters)
    ]
    receipts.write(asked, by=by, at=at)


def _posted(letters: list[PaperLetter], how: Handing, on: date, by: User, at: datetime) -> None:
    """Sent, or left in the letterbox."""
    lay = [
        (Posting(owner=letter.owner, how=how.value, posted_on=on, by=by, at=at), bulletin)
        for letter, bulletin in _bulletins(letters)
    ]
    Posting.objects.bulk_create([posting for posting, _bulletin in lay])
    PostedPaper.objects.bulk_create([PostedPaper(posting=posting, bulletin=bulletin) for posting, bulletin in lay])

    ledger.append(*(_entry(posting, bulletin, at) for posting, bulletin in lay), by=by, at=at)


def _entry(posting: Posting, bulletin: Bulletin, at: datetime) -> Record:
    held = {"invoices": [], "bulletins": [str(bulletin.pk)], "how": posting.how}
    return kinds.PAPERS_POSTED.of(posting, occurred_at=at, more=held)


@transaction.atomic
def leave(*, keys: Collection[UUID], why: Why, by: User, at: datetime) -> int:
    """Nobody needs these letters any more, says somebody; answers how many there were."""
    mine = [one.pk for one in _held(keys)]
    waiting().filter(pk__in=mine).update(state=DeliveryState.CANCELLED, reason=why)
    PaperLetter.objects.filter(pk__in=mine).update(by=by, at=at)
    return len(mine)
