"""A command, taken once however often it is sent."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema

from maintenance.actions import commands
from maintenance.api import documents
from portal.access.permissions import Permission
from portal.lib import clock
from portal.lib.shapes.misfits import Unfit
from portal.lib.shapes.reading import Cut
from portal.lib.shapes.values import Moment
from portal.web.api import PersonCall, Problem, endpoint, read

MOST = 256 * 1024
OTHER = _("Con este identificador llegó antes otro contenido.")


@extend_schema(
    parameters=[documents.DEVICE_TIME],
    request={"application/json": documents.command()},
    responses=documents.answers(
        {200: documents.RECEIPT, 201: documents.RECEIPT}, 400, 401, 403, 404, 409, 413, 415, 422
    ),
    summary="What happened at a lift",
)
@endpoint("PUT", Permission.WORK_ON_LIFTS)
def command(request: PersonCall, command: UUID) -> HttpResponse:
    """The receipt: the same for the same bytes, for good."""
    at = clock.now()
    body = read(request, most=MOST, types={"application/json"})
    device_time = _device_time(request)
    try:
        taken = commands.take(key=command, body=body, device_time=device_time, by=request.user, at=at)
    except Cut as cut:
        raise Problem(400, "cut") from cut
    except Unfit as unfit:
        raise Problem(422, "unfit", unfit) from unfit
    except commands.OtherBytes as other:
        raise Problem(409, "other-bytes", OTHER) from other
    except commands.Unknown as unknown:
        raise Http404 from unknown
    return HttpResponse(taken.receipt, status=201 if taken.is_new else 200, content_type="application/json")


def _device_time(request: PersonCall) -> datetime | None:
    """The phone's clock; a phone that does not say is believed."""
    said = request.headers.get("Device-Time")
    if said is None:
        return None
    try:
        return Moment().read(said, "Device-Time")
    except Unfit as unfit:
        raise Problem(400, "unfit", unfit) from unfit
