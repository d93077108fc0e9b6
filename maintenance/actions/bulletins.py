"""Bulletins: rendered outside every transaction, issued inside one.

The number is allotted once and stays with the visit, so a worker killed at any point prints the same paper again.
"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from maintenance import kinds
from maintenance.actions import numbers
from maintenance.documents import bulletin as document
from maintenance.models import Bulletin, Visit
from portal.files import store
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.models import Entry
from portal.lib import clock


class AlreadyIssued(Exception):
    """The visit has its bulletin."""


def prepare(entry: Entry) -> tuple[UUID, File] | None:
    """Renders the bulletin of a completed visit and keeps the file; None when the visit has one."""
    visit = Visit.objects.select_related("lift__building", "technician__person", "plan").get(pk=entry.subject_id)
    if visit.bulletins.exists():
        return None
    number = allot_number(visit)
    content = document.render(visit, number=number, entry_hash=entry.hash)
    return visit.pk, store.put(content, media_type="application/pdf", at=clock.now())


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
    """Issues the bulletin; what is told and received follows from this fact."""
    visit = Visit.objects.get(pk=visit_id)
    if visit.bulletins.exists():
        raise AlreadyIssued
    bulletin = Bulletin.objects.create(visit=visit, number=visit.bulletin_number, file=file, issued_at=at)

    ledger.append(kinds.BULLETIN_ISSUED.of(bulletin, occurred_at=at), by=None, at=at)
    return bulletin
