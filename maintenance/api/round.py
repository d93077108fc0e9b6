"""The round, and nothing when it has not changed."""

from django.http import HttpResponse
from django.utils.http import parse_etags
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from maintenance.api import documents
from maintenance.queries.rounds import whole
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.api import PersonCall, endpoint


@extend_schema(
    parameters=[documents.IF_NONE_MATCH],
    responses=documents.answers({200: documents.ROUND, 304: None}, 401, 404),
    summary="All that is needed without coverage",
)
@endpoint("GET", Permission.WORK_ON_LIFTS)
def round_of(request: PersonCall) -> HttpResponse:
    """What this technician is to do, with everything known of those lifts."""
    told = whole.of(request.user, clock.now())
    etag = f'"{whole.mark(told)}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers={"ETag": etag})
    return Response(told, headers={"ETag": etag})
