"""The person's language and zone rule every page; private pages are kept by nobody else."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from portal.accounts.models import User

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "language"


class PersonLanguage:
    """Activates the language and the zone: the person's choice, else the cookie, else what the browser asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = user.language if isinstance(user, User) else _asked_for(request)
        zone = ZoneInfo(user.time_zone) if isinstance(user, User) else timezone.get_default_timezone()
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class PrivatePages:
    """Headers the framework leaves unsaid."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=(self)")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def _asked_for(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return (
        chosen if translation.check_for_language(chosen) and chosen else translation.get_language_from_request(request)
    )
