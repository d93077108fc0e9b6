"""What rings on this technician's telephone, asked for while the app is open."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from maintenance.api import documents
from maintenance.queries import ringing
from portal.access.permissions import Permission
from portal.web.api import PersonCall, endpoint


@extend_schema(responses=documents.answers({200: documents.RINGING}, 401, 404), summary="What rings on this telephone")
@endpoint("GET", Permission.WORK_ON_LIFTS)
def ringing_of(request: PersonCall) -> Response:
    """Entrapments nobody has taken, for which this technician was rung."""
    return Response({"ringing": ringing.on(request.user)})
