"""What every page is given: the company, the person, and where one can go."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.access import grants
from portal.accounts.models import User
from portal.company import queries as companies
from portal.web import navigation, parts

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """`company`, `person`, `navigation`, `parts`, `theme` (empty: as the device has it) and `is_demo`."""
    return {
        "company": _company(),
        "person": _person(request),
        "navigation": _navigation(request),
        "parts": _parts(request),
        "theme": _theme(request),
        "is_demo": settings.DEMO,
    }


def _company() -> Any:
    try:
        return companies.current()
    except companies.NotOpened:
        return SimpleNamespace(name="Rellano", emergency_phone="", office_phone="", accent="", accent_dark="")


def _person(request: HttpRequest) -> dict[str, Any] | None:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    granted = grants.of(user)
    role = granted.strongest
    return {
        "name": user.name,
        "initials": user.initials,
        "role_label": role.label if role else "",
        "may": granted.permissions,
    }


def _theme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def _navigation(request: HttpRequest) -> list[navigation.Link]:
    user = getattr(request, "user", None)
    return navigation.links(request, grants.of(user).permissions) if isinstance(user, User) else []


def _parts(request: HttpRequest) -> list[str]:
    user = getattr(request, "user", None)
    return parts.templates(grants.of(user).permissions) if isinstance(user, User) else []
