"""Owners' meetings: written down, moved, called off; and the sheet that goes out before each.

A quote that goes to a meeting has the meeting's day: it moves with it, and waits again when it is called off.
"""

import logging
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from owners.documents import junta_sheet
from owners.enums import QuoteState
from owners.enums.meetings import MeetingKind
from owners.kinds import meetings as kinds
from owners.models import Meeting, Owner, Quote
from owners.models.meeting import MeetingQuerySet
from owners.queries import scope
from portal.accounts.models import User
from portal.files import store
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.lib.pdf import PdfUnavailable

AHEAD = timedelta(days=15)
AT_ONCE = 40  # sheets a run: each takes half a second to print

logger = logging.getLogger(__name__)


class MeetingOver(Exception):
    """Its day is over, or it was called off."""


class AlreadyThere(Exception):
    """The owner has a meeting on that day."""


@transaction.atomic
def record(
    *, owner: Owner, on: date, kind: MeetingKind = MeetingKind.UNSAID, told_by: str = "", by: User | None, at: datetime
) -> Meeting:
    """Writes a meeting down. Raises MeetingOver and AlreadyThere."""
    if on < scope.today(at):
        raise MeetingOver
    meeting = Meeting(owner=owner, on=on, kind=kind, told_by=told_by, recorded_by=by, recorded_at=at)
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError as taken:
        raise AlreadyThere from taken

    ledger.append(kinds.RECORDED.of(meeting, occurred_at=at), by=by, at=at)
    return meeting


@transaction.atomic
def of_quote(*, quote: Quote, on: date, by: User, at: datetime) -> None:
    """A quote goes to the owner's meeting of that day; what nobody knew yet is written down. Raises MeetingOver.

    One that was written down for this quote alone, and is known by nothing else, moves to that day, or goes.
    """
    there = Meeting.objects.standing().filter(owner=quote.owner, on=on).exists()
    alone = _of_this_alone(quote, at) if quote.meeting_on != on else None
    if alone and there:
        call_off(meeting=alone, by=by, at=at)
    elif alone:
        change(meeting=alone, on=on, kind=MeetingKind.UNSAID, by=by, at=at)
    elif not there:
        record(owner=quote.owner, on=on, by=by, at=at)


def _of_this_alone(quote: Quote, at: datetime) -> Meeting | None:
    if quote.meeting_on is None or _quotes(quote.owner_id, quote.meeting_on).exclude(pk=quote.pk).exists():
        return None
    return _ahead(at).filter(owner=quote.owner_id, on=quote.meeting_on, kind=MeetingKind.UNSAID).first()


@transaction.atomic
def change(*, meeting: Meeting, on: date, kind: MeetingKind, told_by: str = "", by: User, at: datetime) -> Meeting:
    """Another day, or another sort of meeting; its quotes go with it. Raises MeetingOver and AlreadyThere."""
    before = meeting.on
    if on < scope.today(at):
        raise MeetingOver
    try:
        with transaction.atomic():
            told = {"on": on, "kind": kind, "told_by": told_by}
            if not _ahead(at).filter(pk=meeting.pk, on=before).update(**told):
                raise MeetingOver
    except IntegrityError as taken:
        raise AlreadyThere from taken
    _quotes(meeting.owner_id, before).update(meeting_on=on)
    meeting.refresh_from_db()

    ledger.append(kinds.CHANGED.of(meeting, occurred_at=at, more={"before": before}), by=by, at=at)
    return meeting


@transaction.atomic
def call_off(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """It is not held; what was to be decided there waits as before. Raises MeetingOver."""
    if not _ahead(at).filter(pk=meeting.pk, on=meeting.on).update(called_off_at=at, called_off_by=by):
        raise MeetingOver
    _quotes(meeting.owner_id, meeting.on).update(state=QuoteState.OPEN, meeting_on=None)
    meeting.refresh_from_db()

    ledger.append(kinds.CALLED_OFF.of(meeting, occurred_at=at), by=by, at=at)
    return meeting


def _ahead(at: datetime) -> MeetingQuerySet:
    found: MeetingQuerySet = Meeting.objects.ahead(scope.today(at))
    return found


def _quotes(owner: UUID, on: date) -> QuerySet[Quote]:
    """What goes to the owner's meeting of that day."""
    return Quote.objects.standing().filter(owner=owner, state=QuoteState.MEETING, meeting_on=on)


def tell_ahead(*, at: datetime) -> int:
    """Prints the sheet of each meeting of the next fifteen days and says so, once a day of meeting; answers how many.

    Only of owners we write to: others get it at the press of a button.
    """
    told = 0
    for meeting in list(_coming(scope.today(at)).select_related("owner").order_by("on", "pk")[:AT_ONCE]):
        try:
            sheet = store.put(junta_sheet.of_owner(meeting.owner, at), media_type="application/pdf", at=at)
        except PdfUnavailable as missing:
            logger.warning("No sheet for a meeting could be printed: %s", missing)
            return told
        told += _tell(meeting, sheet, at)
    return told


def _coming(today: date) -> MeetingQuerySet:
    untold = Q(told_for=None) | ~Q(told_for=F("on"))
    found: MeetingQuerySet = Meeting.objects.ahead(today)
    return found.filter(untold, on__lte=today + AHEAD, owner__speaking_since__isnull=False)


@transaction.atomic
def _tell(meeting: Meeting, sheet: File, at: datetime) -> bool:
    """False where somebody was faster, or the meeting moved meanwhile."""
    if not _coming(scope.today(at)).filter(pk=meeting.pk, on=meeting.on).update(told_for=F("on"), sheet=sheet):
        return False
    meeting.refresh_from_db()

    ledger.append(kinds.AHEAD.of(meeting, occurred_at=at), by=None, at=at)
    return True
