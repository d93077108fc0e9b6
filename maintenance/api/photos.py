"""A photo, after the record that names it."""

import hashlib

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from maintenance.actions import photos
from maintenance.api import documents
from portal.access.permissions import Permission
from portal.files.pictures import NoPicture
from portal.lib import clock
from portal.web.api import PersonCall, Problem, endpoint, read

MOST = 15 * 1024 * 1024
TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic")
ALTERED = _("La foto llegó cambiada. Vuelva a enviarla.")


@extend_schema(
    request=dict.fromkeys(TYPES, OpenApiTypes.BINARY),
    responses=documents.answers({200: documents.STORED, 201: documents.STORED}, 400, 401, 403, 404, 413, 415, 422),
    summary="The bytes of a photo",
)
@endpoint("PUT", Permission.WORK_ON_LIFTS)
def photo(request: PersonCall, sha256: str) -> Response:
    """Kept drawn anew: upright, without where and when."""
    stored = {"sha256": sha256, "stored": True}
    try:
        if photos.is_here(sha256=sha256, by=request.user):
            return Response(stored)
        content = read(request, most=MOST, types=TYPES)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Problem(400, "altered", ALTERED)
        photos.receive(sha256=sha256, content=content, by=request.user, at=clock.now())
    except photos.NotNamed as unknown:
        raise Http404 from unknown
    except NoPicture as flawed:
        raise Problem(422, "no-picture", flawed) from flawed
    return Response(stored, status=201)
