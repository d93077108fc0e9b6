"""What endpoints for machines share: who may call them, how a body is read, how a refusal is worded (RFC 9457).

An endpoint declares its access as a page does, and a convention test finds it in the same table:
`@endpoint("PUT", Permission.X)`. Who has not signed in gets 401; for who lacks the permission nothing is there.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found
from drf_spectacular.authentication import SessionScheme
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view
from rest_framework.exceptions import APIException, PermissionDenied, UnsupportedMediaType
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from portal.access import grants
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.company.queries import NotOpened
from portal.files import store
from portal.lib.lacking import Lacking
from portal.lib.shapes.misfits import Unfit
from portal.lib.shapes.reading import Cut
from portal.web.access import has_run_out

PROBLEM = "application/problem+json"
WORDS = {
    400: _("Eso no llegó entero o no se entiende. Vuelva a enviarlo."),
    401: _("Para seguir hay que entrar."),
    403: _("La sesión ya no vale. Vuelva a intentarlo."),
    404: _("No existe, o no está entre lo suyo."),
    405: _("Eso no se puede pedir aquí."),
    406: _("Aquí solo se responde en JSON."),
    413: _("Pesa demasiado."),
    415: _("Aquí no se admite ese tipo de contenido."),
    503: _("Ahora no se puede. Vuelva a intentarlo dentro de un rato."),
}

Body = Callable[..., HttpResponseBase]


class PersonCall(Request):
    """A call whose person is known: what an endpoint receives."""

    user: User


class Problem(APIException):
    """A refusal with its own words; `code` ends the address of its kind."""

    def __init__(self, status_code: int, code: str, detail: object = "") -> None:
        super().__init__(str(detail or WORDS[status_code]), code)
        self.status_code = status_code


class Session(SessionAuthentication):
    """The person's own session, as long as it lasts; every change needs its token."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        plain: HttpRequest = request._request
        if isinstance(plain.user, User) and has_run_out(plain):
            logout(plain)
        found: tuple[Any, Any] | None = super().authenticate(request)
        return found

    def authenticate_header(self, request: Request) -> str:
        """Said with a 401; without it the framework would answer 403."""
        return "Session"


class SessionInSchema(SessionScheme):  # type: ignore[no-untyped-call]
    """How the schema calls it."""

    target_class = "portal.web.api.Session"
    name = "session"


def endpoint(method: str, *permissions: Permission) -> Callable[[Body], Any]:
    """Makes a function an endpoint for who holds one of these permissions; with none, for who has signed in.

    One that answers several methods names them all: `"PUT DELETE"`.
    """

    def decorate(body: Body) -> Any:
        view: Any = api_view(method.split())(body)
        view.cls.authentication_classes = [Session]
        view.cls.permission_classes = [IsAuthenticated, holding(frozenset(permissions))]
        endpoint = kept_by_nobody(view)
        endpoint.access = "|".join(sorted(permissions)) or "signed_in"
        endpoint.methods = frozenset(method.split())
        return endpoint

    return decorate


def holding(wanted: frozenset[Permission]) -> type[BasePermission]:
    """That the person holds one of these permissions; for who holds none, nothing is there."""

    class Holds(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:
            person = request.user
            if not isinstance(person, User) or (wanted and not wanted & grants.of(person).permissions):
                raise Http404
            return True

    return Holds


def open_endpoint(method: str) -> Callable[[Body], Any]:
    """Makes a function an endpoint for anybody: what it takes proves by itself that it may be said."""

    def decorate(body: Body) -> Any:
        view: Any = api_view([method])(body)
        view.cls.authentication_classes = []
        view.cls.permission_classes = [AllowAny]
        endpoint = kept_by_nobody(view)
        endpoint.access, endpoint.methods = "public", frozenset({method})
        return endpoint

    return decorate


def kept_by_nobody(view: Any) -> Any:
    """The endpoint, whose answers no browser and no proxy keeps."""

    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers.setdefault("Content-Language", get_language() or "es")
        return response

    return private


def read(request: Request, *, most: int, types: Collection[str]) -> bytes:
    """The bytes of a body, whole or not at all; raises a Problem for one too large, cut, or of another type."""
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if media_type not in types:
        raise UnsupportedMediaType(media_type)
    said = int(request.META.get("CONTENT_LENGTH") or 0)
    if said > most:
        raise Problem(413, "too-large")
    try:
        content: bytes = request._request.read(most + 1)
    except UnreadablePostError as cut:
        raise Problem(400, "cut") from cut
    if len(content) > most:
        raise Problem(413, "too-large")
    if len(content) < said:
        raise Problem(400, "cut")
    return content


def problem(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The framework's handler, in the words of the house."""
    if isinstance(exception, Lacking | store.Altered | NotOpened):
        exception = Problem(503, "lacking")
    elif isinstance(exception, Unfit):
        exception = Problem(422, "unfit", exception)
    elif isinstance(exception, Cut):
        exception = Problem(400, "cut")
    response = exception_handler(exception, context)
    if response is None:
        return None
    code = "no-token" if isinstance(exception, PermissionDenied) else _code(exception, response.status_code)
    detail = str(exception.detail) if isinstance(exception, Problem) else str(WORDS.get(response.status_code, ""))
    response.data = {
        "type": f"urn:rellano:{code}",
        "title": status_title(response.status_code),
        "status": response.status_code,
        "detail": detail,
    }
    response.content_type = PROBLEM
    return response


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The house's 404: under `/api/` in JSON, elsewhere a page."""
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    told = {"type": "urn:rellano:not-there", "title": status_title(404), "status": 404, "detail": str(WORDS[404])}
    return JsonResponse(told, status=404, content_type=PROBLEM)


def _code(exception: Exception, status_code: int) -> str:
    if isinstance(exception, Problem):
        return str(exception.get_codes())
    return {401: "signed-out", 404: "not-there", 405: "no-such-method", 415: "other-type"}.get(status_code, "refused")


def status_title(status_code: int) -> str:
    """The name the web has for a status; a machine reads it, `detail` is for people."""
    name = next(name for name in dir(status) if name.startswith(f"HTTP_{status_code}_"))
    return name.split("_", 2)[2].replace("_", " ").capitalize()
