"""How pages look and in which language: for whoever reads them, signed in or not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portal.accounts.actions import people
from portal.accounts.models import User
from portal.views.people.sign_in import safe_next
from portal.web.access import post_only, public
from portal.web.context import THEME_COOKIE, THEMES
from portal.web.middleware import LANGUAGE_COOKIE

A_YEAR = 31_536_000


@public
@post_only
def language(request: HttpRequest) -> HttpResponse:
    """The language of every page: the person's, or the visitor's cookie."""
    chosen = "en" if request.POST.get("language") == "en" else "es"
    if isinstance(request.user, User):
        people.change(person=request.user, language=chosen)
    return _remembered(request, LANGUAGE_COOKIE, chosen)


@public
@post_only
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device has it."""
    chosen = request.POST.get("theme", "")
    return _remembered(request, THEME_COOKIE, chosen if chosen in THEMES else "auto")


def _remembered(request: HttpRequest, cookie: str, chosen: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(safe_next(request) or "/")
    response.set_cookie(
        cookie, chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
    return response
