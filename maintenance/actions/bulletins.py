"""Bulletins: rendered outside every transaction, issued inside one.

The number is allotted once and stays with the visit, so a worker killed at any point prints the same paper again.
"""

from datetime import datetime, timedelta
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


def prepare(entry: Entry) -> tuple[UUID, File] | None:
    """Renders the bulletin of a visit as this fact tells it, and keeps the file.

    None when it has been issued, or when a correction has overtaken this fact: then that one's bulletin is the first.
    """
    visit = Visit.objects.select_related("lift__building", "technician__person", "contractor", "plan").get(
        pk=entry.subject_id
    )
    if is_issued(visit) or is_overtaken(entry, visit):
        return None
    _await_photos(entry, visit)
    number = allot_number(visit)
    content = document.render(visit, number=number, entry_hash=entry.hash)
    return visit.pk, store.put(content, media_type="application/pdf", at=clock.now())


def is_issued(visit: Visit) -> bool:
    """Whether the bulletin with the visit's present number is out; a correction takes the number away."""
    return bool(visit.bulletin_number) and visit.bulletins.filter(number=visit.bulletin_number).exists()


def is_overtaken(entry: Entry, visit: Visit) -> bool:
    """Whether the visit was told anew after this fact."""
    last = written.last_entry(visit)
    return last is not None and last.number > entry.number


def _await_photos(entry: Entry, visit: Visit) -> None:
    missing = Photo.objects.of_visit(visit).missing().values("sha256").distinct().count()
    left = entry.recorded_at + PHOTOS_WITHIN - clock.now()
    if missing and left > timedelta(0):
        raise PhotosAwaited(missing, left)


@transaction.atomic
def allot_number(visit: Visit) -> str:
    """The visit's bulletin number: year, month, and its place in the month. Two who ask at once get the same."""
    visit.refresh_from_db(fields=["bulletin_number"], from_queryset=Visit.objects.select_for_update())
    if visit.bulletin_number or visit.finished_at is None:
        return visit.bulletin_number
    month = visit.finished_at.astimezone(ZoneInfo(visit.lift.building.time_zone)).strftime("%y-%m")
    visit.bulletin_number = f"{month}-{numbers.following(f'B-{month}'):04d}"
    Visit.objects.filter(pk=visit.pk).update(bulletin_number=visit.bulletin_number)
    return visit.bulletin_number


@transaction.atomic
def issue(*, visit_id: UUID, file: File, at: datetime) -> Bulletin:
    """Issues the bulletin, which names the one it corrects; what is told and received follows from this fact."""
    visit = Visit.objects.get(pk=visit_id)
    if is_issued(visit):
        raise AlreadyIssued
    earlier = visit.bulletins.order_by("issued_at", "pk").last()
    bulletin = Bulletin.objects.create(
        visit=visit, number=visit.bulletin_number, file=file, corrects=earlier, issued_at=at
    )

    ledger.append(kinds.BULLETIN_ISSUED.of(bulletin, occurred_at=at), by=None, at=at)
    return bulletin


@transaction.atomic
def issue_for(*, entry: Entry, visit_id: UUID, file: File, at: datetime) -> Bulletin | None:
    """Issues what was rendered for a fact, unless the visit was corrected while it was being drawn."""
    visit = Visit.objects.select_for_update().get(pk=visit_id)
    return None if is_overtaken(entry, visit) else issue(visit_id=visit_id, file=file, at=at)
