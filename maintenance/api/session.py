"""Whose session it is, and the token to send with."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from maintenance.api import documents
from maintenance.queries.rounds import whole
from portal.lib import clock
from portal.lib.text import timestamp
from portal.web.api import PersonCall, endpoint


@extend_schema(responses=documents.answers({200: documents.SESSION}, 401), summary="Whose session this is")
@endpoint("GET")
def session(request: PersonCall) -> Response:
    """Asked for before anything is sent: what one person wrote is never sent as another."""
    return Response(
        {
            "person": whole.who(request.user),
            "csrf": get_token(request._request),
            "now": timestamp(clock.now()),
            "language": (get_language() or "es")[:2],
            "release": getattr(staticfiles_storage, "manifest_hash", ""),
        }
    )
