"""Photos: the large one, logged as every private file is, and the thumbnail that stands for it on pages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maintenance.models import Photo
from owners.queries import scope
from portal.access.permissions import Permission
from portal.files import serving
from portal.lib import clock
from portal.web.access import kept, requires

READERS = (Permission.READ_OWN_PAPERS, Permission.WORK_ON_LIFTS, Permission.RUN_OFFICE)


@requires(*READERS)
def photo(request: HttpRequest, photo: UUID) -> HttpResponse:
    """The photo as it is kept; every fetch is logged."""
    found = _photo(request, photo)
    assert found.file  # noqa: S101 - the scope holds none that is still on the phone
    return serving.serve(request, found.file, name=f"foto_{found.sha256[:12]}.jpg")


@requires(*READERS)
@kept
def thumbnail(request: HttpRequest, photo: UUID) -> HttpResponse:
    """Its thumbnail. Not logged: it comes with a page, as the words beside it do."""
    found = _photo(request, photo)
    assert found.thumbnail  # noqa: S101 - as above
    return serving.show(found.thumbnail, name=f"foto_{found.sha256[:12]}_mini.jpg")


def _photo(request: HttpRequest, key: UUID) -> Photo:
    photos = scope.photos(request.user, clock.now()).select_related("file", "thumbnail")  # type: ignore[arg-type]
    found: Photo = get_object_or_404(photos, pk=key)
    return found
