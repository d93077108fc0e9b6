"""The key, a telephone's address, and its word that a notice was shown."""

import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from maintenance.api import documents
from notifications.actions import pushing, subscriptions
from notifications.actions.subscriptions import Address, NotAllowed
from notifications.channels.push import keys
from notifications.rules import endpoints
from portal.access.permissions import Permission
from portal.lib import clock
from portal.lib.shapes.compounds import Fields, Maybe
from portal.lib.shapes.misfits import Unfit
from portal.lib.shapes.values import Text
from portal.web.api import PersonCall, Problem, endpoint, open_endpoint, read

MOST = 4096
WHO = (Permission.WORK_ON_LIFTS, Permission.RUN_OFFICE)
ADDRESS = Fields(
    {
        "endpoint": Text(endpoints.MOST, least=1),
        "p256dh": Text(87, like=endpoints.PUBLIC_KEY),
        "auth": Text(22, like=endpoints.SECRET),
    }
)
SHOWN = Fields({"token": Text(200, least=1)})
KEY = Fields({"key": Maybe(Text(100))})
UNKNOWN = _("No conocemos el servicio de avisos de este navegador.")
MADE_UP = _("Ese aviso no lo hemos mandado nosotros.")
OFF = _("Aquí no hay avisos puestos.")


@extend_schema(responses=documents.answers({200: KEY.schema()}, 401, 404), summary="The key notices are signed with")
@endpoint("GET", *WHO)
def key(request: PersonCall) -> Response:
    """Null where the house sends none."""
    return Response({"key": keys.public()})


@extend_schema(
    methods=["PUT"],
    request={"application/json": ADDRESS.schema()},
    responses=documents.answers({200: None, 201: None}, 400, 401, 403, 404, 409, 413, 415, 422),
    summary="This telephone takes notices",
)
@extend_schema(
    methods=["DELETE"],
    responses=documents.answers({204: None}, 401, 403, 404),
    summary="This telephone takes no more notices",
)
@endpoint("PUT DELETE", *WHO)
def subscription(request: PersonCall, sha256: str) -> HttpResponse:
    """By the digest of its address. Told at every start of the app: browsers lose and change them without a word."""
    at = clock.now()
    if request.method == "DELETE":
        subscriptions.leave(person=request.user, digest=sha256, at=at)
        return HttpResponse(status=204)
    if keys.public() is None:
        raise Problem(409, "no-push", OFF)
    address = Address(**_said(request, ADDRESS))
    if endpoints.digest(address.endpoint) != sha256:
        raise Problem(400, "altered")
    try:
        _telephone, is_new = subscriptions.keep(person=request.user, address=address, at=at)
    except NotAllowed as unknown:
        raise Problem(422, "not-allowed", UNKNOWN) from unknown
    return HttpResponse(status=201 if is_new else 200)


@extend_schema(
    request={"application/json": SHOWN.schema()},
    responses=documents.answers({204: None}, 400, 413, 415, 422),
    summary="A notice was shown",
    auth=[],
)
@open_endpoint("POST")
def acknowledgement(request: Any) -> HttpResponse:
    """Said by the service worker, with or without a session: the token is of that one push, and nobody can guess it."""
    if not pushing.acknowledge(token=_said(request, SHOWN)["token"], at=clock.now()):
        raise Problem(422, "made-up", MADE_UP)
    return HttpResponse(status=204)


def _said(request: Any, shape: Fields) -> dict[str, Any]:
    body = read(request, most=MOST, types={"application/json"})
    try:
        said: dict[str, Any] = shape.read(json.loads(body.decode()), "")
    except Unfit as unfit:
        raise Problem(422, "unfit", unfit) from unfit
    except (ValueError, RecursionError) as cut:
        raise Problem(400, "cut") from cut
    return said
