"""A browser in which a person has come in before keeps its own count of tries.

Otherwise whoever knows an address could shut its person out, by trying it until the count is spent.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.accounts.models import User, digest

COOKIE, SALT = "known", "portal.views.people.known"
HALF_A_YEAR = 15_552_000


def counted_as(request: HttpRequest, email: str) -> str:
    """Under which name tries at an address are counted."""
    whose, _dot, browser = _read(request).partition(".")
    return f"{email} in {browser}" if whose == digest(email) else email


def remember(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Leaves the signed mark; it says nothing of the person and opens nothing."""
    if person.email is None:
        return
    mark = _read(request)
    if mark.partition(".")[0] != digest(person.email):
        mark = f"{digest(person.email)}.{secrets.token_urlsafe(16)}"
    response.set_signed_cookie(
        COOKIE,
        mark,
        salt=SALT,
        max_age=HALF_A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=HALF_A_YEAR) or ""
