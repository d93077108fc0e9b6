"""Photos arriving after the record that names them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction

from maintenance.actions import bulletins
from maintenance.models import Photo, Visit
from maintenance.queries import visits as written
from portal.accounts.models import User
from portal.files import pictures, store
from portal.files.models import File
from portal.files.pictures import Drawn
from portal.ledger import following
from portal.ledger.models import Pending

JPEG = "image/jpeg"
WAITS_FOR_PHOTOS = "bulletins"
QUIET = timedelta(minutes=10)  # after a late photo nobody may send another: then the bulletin is made anew


class NotNamed(Exception):
    """No record of this person's names the photo."""


def is_here(*, sha256: str, by: User) -> bool:
    """Whether the photo has come already; raises NotNamed."""
    named = Photo.objects.standing().filter(person=by, sha256=sha256)
    if not named.exists():
        raise NotNamed
    return not named.filter(file=None).exists()


def receive(*, sha256: str, content: bytes, by: User, at: datetime) -> None:
    """Draws a photo anew and keeps it wherever this person's records name it; raises NoPicture.

    Drawing and writing files come before the transaction; twice the same photo is once.
    """
    keep(sha256=sha256, drawn=pictures.draw(content), by=by, at=at)


def keep(*, sha256: str, drawn: Drawn, by: User, at: datetime) -> None:
    """Keeps a photo that was drawn."""
    large = store.put(drawn.large, media_type=JPEG, at=at)
    small = store.put(drawn.small, media_type=JPEG, at=at)
    _keep(sha256, large, small, by, at)


@transaction.atomic
def _keep(sha256: str, large: File, small: File, by: User, at: datetime) -> None:
    """What waits for photos is held first, then their visits: the order in which a bulletin is issued."""
    named = Photo.objects.filter(person=by, sha256=sha256, file=None)
    keys = _told_in({key for pair in named.values_list("visit", "finding__visit") for key in pair if key})
    list(_waiting(keys).select_for_update().order_by("pk"))
    visits = list(Visit.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    named.update(file=large, thumbnail=small, received_at=at)

    for visit in visits:
        _call_bulletin(visit, at)


def _told_in(visits: Collection[UUID]) -> set[UUID]:
    """The visits whose bulletins show these: their own, or those of the records they were joined to."""
    rows = Visit.objects.filter(pk__in=visits).values_list("pk", "joined_to")
    return {joined_to or key for key, joined_to in rows}


def _call_bulletin(visit: Visit, at: datetime) -> None:
    """The last photo calls the bulletin that waits; one that comes late asks for another, once it is quiet."""
    is_whole = not Photo.objects.of_visit(visit).missing().exists()
    told = written.last_entry(visit)
    if told and bulletins.issued_for(told, visit):
        following.again(WAITS_FOR_PHOTOS, told, at=at if is_whole else at + QUIET)
    elif is_whole:
        following.hasten(_waiting({visit.pk}), at=at)


def _waiting(visits: Collection[UUID]) -> models.QuerySet[Pending]:
    return Pending.objects.filter(follower=WAITS_FOR_PHOTOS, entry__subject_id__in=visits)
