"""The person's language and zone rule every page; private pages stay private; a client's address is believed once."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.company import queries as companies
from portal.files import store
from portal.lib.lacking import Lacking

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "language"
OPENS = "python manage.py open_company"


class ClientAddress:
    """Behind a proxy of ours the client is whom the proxy saw: the last address it wrote, never one a client claims."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.TRUSTED_PROXY and (seen := request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()):
            request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


class PersonLanguage:
    """Activates the language and the zone: the person's choice, else the cookie, else what the browser asks for.

    And has the company at hand, which everything inside asks for.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = user.language if isinstance(user, User) else _asked_for(request)
        zone = ZoneInfo(user.time_zone) if isinstance(user, User) else timezone.get_default_timezone()
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone), companies.at_hand():
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


class SaysWhatIsMissing:
    """A page that needs what this machine or this house lacks says so in words; everything else goes on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A 503 with words for what is lacking, a company not opened yet or a file that is not what it was."""
        if isinstance(exception, companies.NotOpened):
            return render(request, "web/not_opened.html", {"command": OPENS}, status=503)
        if isinstance(exception, Lacking):
            return render(request, "503.html", {"lacking": str(exception)}, status=503)
        if isinstance(exception, store.Altered):
            return render(request, "web/altered.html", status=503)
        return None


def _asked_for(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return (
        chosen if translation.check_for_language(chosen) and chosen else translation.get_language_from_request(request)
    )
