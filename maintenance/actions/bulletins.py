"""Bulletins: rendered outside every transaction, issued inside one.

The number is allotted once and stays with the visit, so a worker killed at any point prints the same paper again.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maintenance import kinds
from maintenance.actions import numbers
from maintenance.documents import bulletin as document
from maintenance.models import Bulletin, Photo, Visit
from maintenance.queries import visits as written
from portal.files import store
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.models import Entry
from portal.lib import clock
from portal.lib.lacking import Lacking

PHOTOS_WITHIN = timedelta(hours=2)


class AlreadyIssued(Exception):
    """The visit has its bulletin."""


class PhotosAwaited(Lacking):
    """Photos of the visit are still on the phone; the last of them calls, and after two hours it goes without."""

    def __init__(self, missing: int, patience: timedelta) -> None:
        super().__init__(f"{missing} photos are still on the phone")
        self.patience = patience


class PhotoCame(Lacking):
    """A photo came while the bulletin was being drawn: it is drawn once more."""

    patience = timedelta(seconds=1)


class Printed(NamedTuple):
    """A bulletin that was drawn and is not issued yet: how many photos it has, how many are why it was drawn anew."""

    visit_id: UUID
    file: File
    photos: int
    late_photos: int = 0


def prepare(entry: Entry) -> Printed | None:
    """Renders the bulletin of a visit as this fact tells it, and keeps the file.

    None when a correction has overtaken this fact: then that one's bulletin is the first. A record that was joined to
    another's gets none any more. And none when it has been issued, unless photos have come since: then they are the
    reason for another.
    """
    visit = Visit.objects.select_related("lift__building", "technician__person", "contractor", "plan").get(
        pk=entry.subject_id
    )
    issued, photos = issued_for(entry, visit), Photo.objects.of_visit(visit).here().counted()
    late = photos - issued.photos if issued else 0
    if is_overtaken(entry, visit) or (issued and late <= 0):
        return None
    if issued is None:
        _await_photos(entry, visit)
    number = allot_number(visit)
    content = document.render(visit, number=number, entry_hash=entry.hash, late_photos=late)
    return Printed(visit.pk, store.put(content, media_type="application/pdf", at=clock.now()), photos, late)


def issued_for(entry: Entry, visit: Visit) -> Bulletin | None:
    """The last bulletin that tells this fact: the ledger knows, it stands after it."""
    since = Entry.objects.of_stream(entry.stream_id).filter(kind=kinds.BULLETIN_ISSUED.name, number__gt=entry.number)
    told = visit.bulletins.filter(pk__in=since.values("subject_id"))
    return told.order_by("issued_at", "pk").last()


def is_issued(visit: Visit) -> bool:
    """Whether the bulletin with the visit's present number is out; the next one is given another."""
    return bool(visit.bulletin_number) and visit.bulletins.filter(number=visit.bulletin_number).exists()


def is_overtaken(entry: Entry, visit: Visit) -> bool:
    """Whether the visit was told anew after this fact, or joined to another record."""
    last = written.last_entry(visit)
    return visit.joined_to_id is not None or (last is not None and last.number > entry.number)


def _await_photos(entry: Entry, visit: Visit) -> None:
    missing = Photo.objects.of_visit(visit).missing().counted()
    left = entry.recorded_at + PHOTOS_WITHIN - clock.now()
    if missing and left > timedelta(0):
        raise PhotosAwaited(missing, left)


@transaction.atomic
def allot_number(visit: Visit) -> str:
    """The number of the visit's next bulletin: year, month, and its place in the month.

    Two who ask at once get the same; a bulletin that is out keeps its own.
    """
    visit.refresh_from_db(fields=["bulletin_number"], from_queryset=Visit.objects.select_for_update())
    if visit.finished_at is None or (visit.bulletin_number and not is_issued(visit)):
        return visit.bulletin_number
    month = visit.finished_at.astimezone(ZoneInfo(visit.lift.building.time_zone)).strftime("%y-%m")
    visit.bulletin_number = f"{month}-{numbers.following(f'B-{month}'):04d}"
    Visit.objects.filter(pk=visit.pk).update(bulletin_number=visit.bulletin_number)
    return visit.bulletin_number


@transaction.atomic
def issue(*, visit_id: UUID, file: File, photos: int = 0, late_photos: int = 0, at: datetime) -> Bulletin:
    """Issues the bulletin, which names those it takes the place of; what is told and received follows from it."""
    visit = Visit.objects.get(pk=visit_id)
    if is_issued(visit):
        raise AlreadyIssued
    earlier = visit.bulletins.order_by("issued_at", "pk").last()
    bulletin = Bulletin.objects.create(
        visit=visit,
        number=visit.bulletin_number,
        file=file,
        corrects=earlier,
        photos=photos,
        late_photos=late_photos,
        issued_at=at,
    )

    replaced = [paper.pk for paper in written.papers_of(written.joined_since(visit, earlier))]
    more = {"replaces": replaced} if replaced else None
    ledger.append(kinds.BULLETIN_ISSUED.of(bulletin, occurred_at=at, more=more), by=None, at=at)
    return bulletin


@transaction.atomic
def issue_for(*, entry: Entry, printed: Printed, at: datetime) -> Bulletin | None:
    """Issues what was rendered for a fact, unless the visit was corrected while it was being drawn.

    Raises PhotoCame. The row is held: of a photo and its bulletin one is first, and the second sees it.
    """
    visit = Visit.objects.select_for_update().get(pk=printed.visit_id)
    if is_overtaken(entry, visit):
        return None
    if Photo.objects.of_visit(visit).here().counted() != printed.photos:
        raise PhotoCame
    return issue(**printed._asdict(), at=at)
