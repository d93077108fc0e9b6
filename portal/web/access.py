"""Every view declares its access: `@requires(Permission.X)`, `@signed_in`, `@public` or `@demo_only`.

And, beneath it, what it answers: a page is only read, unless it `@takes_form`; what changes something is `@post_only`.
A convention test walks all routes and finds each in the permission table.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from portal.access import grants
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.lib import clock

SINCE = "signed_in_since"  # in the session: when it began
READ = frozenset({"GET", "HEAD"})

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class PersonRequest(HttpRequest):
    """A request whose person is known: what a view behind `requires` or `signed_in` receives."""

    user: User
    htmx: HtmxDetails


def takes_form(view: View) -> View:
    """It shows a form and takes what was typed."""
    view.methods = READ | {"POST"}  # type: ignore[attr-defined]
    return view


def post_only(view: View) -> View:
    """It changes something and shows nothing of its own."""
    view.methods = frozenset({"POST"})  # type: ignore[attr-defined]
    return view


def kept(view: View) -> View:
    """Its reader's browser keeps the answer as long as it says; other pages are kept by nobody."""
    view.is_kept = True  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody may open it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _refusal(request, view) or view(request, *args, **kwargs)

    guarded.access = "public"  # type: ignore[attr-defined]
    return cast(View, guarded)


def demo_only(view: View) -> View:
    """Open to anybody in the demo; elsewhere the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return _refusal(request, view) or view(request, *args, **kwargs)

    guarded.access = "demo"  # type: ignore[attr-defined]
    return cast(View, guarded)


def signed_in(view: View) -> View:
    """Whoever has signed in may open it; what it shows is the person's own."""
    return cast(View, _guarded(view, frozenset(), "signed_in"))


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Whoever holds one of these permissions may open it; for others the page does not exist."""

    def decorate(view: View) -> View:
        return cast(View, _guarded(view, frozenset(permissions), "|".join(sorted(permissions))))

    return decorate


def _guarded(
    view: Callable[..., HttpResponseBase], wanted: frozenset[Permission], access: str
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if refused := _refusal(request, view):
            return refused
        if request.user.is_authenticated and has_run_out(request):
            logout(request)
        if not request.user.is_authenticated:
            return _ask_in(request)
        if wanted and not wanted & grants.of(request.user).permissions:
            raise Http404
        response = view(request, *args, **kwargs)
        if not getattr(view, "is_kept", False):
            add_never_cache_headers(response)
        return response

    guarded.access = access  # type: ignore[attr-defined]
    return guarded


def _refusal(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> HttpResponseBase | None:
    """A 405 for a method the view does not answer; it says nothing of any row, so anybody may read it."""
    answered: frozenset[str] = getattr(view, "methods", READ)
    return None if request.method in answered else HttpResponseNotAllowed(sorted(answered))


def _ask_in(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in page; a part that renews itself leads its whole page there."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    if htmx:
        page = redirect_to_login(htmx.current_url_abs_path or "/")
        return HttpResponseClientRedirect(page.url)
    return redirect_to_login(request.get_full_path())


def has_run_out(request: HttpRequest) -> bool:
    """Whether the session is older than the person's roles of today let it be: a new post shortens an old session."""
    since = request.session.get(SINCE)
    if since is None or not isinstance(request.user, User):
        return False
    return clock.now() >= datetime.fromisoformat(since) + grants.of(request.user).signed_in_for
