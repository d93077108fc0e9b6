"""Endpoints for programs that act for a person by a token (docs/api.md).

`@by_token("GET", Scope.X)` says its access: who may is what the scope needs, and the token must be for it. A session
is not taken here, and a request that brings both is refused: nobody's browser can be led to act by another's token.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from redis.exceptions import RedisError
from rest_framework.authentication import BaseAuthentication
from rest_framework.decorators import api_view
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request

from portal.access import tokens
from portal.access.models import Token
from portal.access.scopes import NEEDS, Scope
from portal.accounts.models import User
from portal.lib import clock
from portal.lib.shapes.compounds import printable
from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.shapes.values import Shape
from portal.lib.text import canonical
from portal.web.api import Body, Problem, holding, kept_by_nobody

A_MINUTE = timedelta(minutes=1)
MOST = 600  # requests of a token in a minute
TWO_WAYS = _("Con una clave no se manda también una sesión: quite las cookies.")
TOO_OFTEN = _("Demasiadas peticiones en un minuto. Espere un poco.")
OTHER_SCOPE = _("Esta clave no vale para eso: le falta «%(scope)s».")


class TokenCall(Request):
    """A call by a token: whose it is, and the token itself."""

    user: User
    auth: Token


class ByToken(BaseAuthentication):
    """`Authorization: Bearer rel_…`."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        plain: HttpRequest = request._request
        if isinstance(plain.user, User):
            raise Problem(400, "two-ways", TWO_WAYS)
        at = clock.now()
        token = tokens.find(secret.strip(), at)
        if token is None:
            return None
        if "Accept-Language" not in request.headers:
            translation.activate(token.person.language)
        _refuse_often(token)
        tokens.note_use(token, at)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        """Said with a 401."""
        return "Bearer"


class ByTokenInSchema(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema calls it."""

    target_class = "portal.web.machines.ByToken"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "rel_…"}


def by_token(method: str, *scopes: Scope) -> Callable[[Body], Any]:
    """Makes a function an endpoint for tokens; of several methods, each has its scope: `"GET PUT", read, write`."""
    each = dict(zip(method.split(), scopes, strict=True))

    class Reaches(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:
            scope = each.get(str(request.method))
            if scope is None:  # there is no such method here, and the framework says so next
                return True
            if not isinstance(request.auth, Token) or scope not in request.auth.reach:
                raise Problem(403, "no-scope", OTHER_SCOPE % {"scope": scope})
            return True

    class Holds(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:
            scope = each.get(str(request.method), scopes[0])
            return holding(NEEDS[scope])().has_permission(request, view)

    def decorate(body: Body) -> Any:
        view: Any = api_view(method.split())(body)
        view.cls.authentication_classes = [ByToken]
        view.cls.permission_classes = [IsAuthenticated, Holds, Reaches]
        endpoint = kept_by_nobody(view)
        endpoint.access = "token:" + "|".join(sorted(each.values()))
        endpoint.methods = frozenset(each)
        return endpoint

    return decorate


def asked(request: Request, known: Mapping[str, Shape]) -> dict[str, Any]:
    """What stands behind the question mark, read; what nobody knows, or stands there twice, is Unfit."""
    said: QueryDict = request._request.GET
    found: dict[str, Any] = {}
    for name, values in said.lists():
        if name not in known:
            raise Unfit(Misfit.UNKNOWN, printable(name))
        if len(values) > 1:
            raise Unfit(Misfit.REPEATED, name)
        found[name] = known[name].read(values[0], name)
    return found


def _refuse_often(token: Token) -> None:
    """Raises a Problem past so many requests in a minute. Counted in the cache: emptied, it counts anew."""
    key = f"token:{token.pk}:{clock.now():%d%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        often = cache.incr(key)
    except (ValueError, RedisError):  # it went between the two, or nobody counts: nothing is refused for that
        return
    if often > MOST:
        refused = Problem(429, "too-often", TOO_OFTEN)
        refused.wait = A_MINUTE.seconds  # type: ignore[attr-defined]
        raise refused


def answer(request: Request, told: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The JSON with its ETag; 304 for who has it already."""
    content = canonical(told).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if status == 200 and request.method == "GET" and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers={"ETag": etag})
    return HttpResponse(content, status=status, content_type="application/json", headers={"ETag": etag})
