"""Photos arriving after the record that names them."""

from datetime import datetime

from django.db import transaction

from maintenance.models import Photo, Visit
from portal.accounts.models import User
from portal.files import pictures, store
from portal.files.models import File
from portal.ledger import following
from portal.ledger.models import Pending

JPEG = "image/jpeg"
WAITS_FOR_PHOTOS = "bulletins"


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
    drawn = pictures.draw(content)
    large = store.put(drawn.large, media_type=JPEG, at=at)
    small = store.put(drawn.small, media_type=JPEG, at=at)
    _keep(sha256, large, small, by, at)


@transaction.atomic
def _keep(sha256: str, large: File, small: File, by: User, at: datetime) -> None:
    named = Photo.objects.filter(person=by, sha256=sha256, file=None)
    keys = {key for pair in named.values_list("visit", "finding__visit") for key in pair if key}
    named.update(file=large, thumbnail=small, received_at=at)

    visits = Visit.objects.filter(pk__in=keys).order_by("pk")
    whole = [visit.pk for visit in visits if not Photo.objects.of_visit(visit).missing().exists()]
    waiting = Pending.objects.filter(follower=WAITS_FOR_PHOTOS, entry__subject_id__in=whole)
    following.hasten(waiting, at=at)
