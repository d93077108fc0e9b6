"""What every answer tells the browser, on every route."""

import pytest
from django.urls import reverse

from tests.conventions import permissions, routes

TABLE = permissions.lines()
SHOWN = [route for route in routes.every() if TABLE["GET", route.name].allowed]
PRIVATE = [route for route in SHOWN if "stranger" not in TABLE["GET", route.name].allowed]
KEPT = {"owners:photo-thumbnail"}  # by its reader's own browser, for an hour
OWN_POLICY = {"notifications:mail-page"}  # a mail brings its styles; the page is sandboxed


def _answer(page, cast, one_of_each, client_of, settings):
    settings.DEMO = True
    allowed = TABLE["GET", page.name].allowed
    who = "stranger" if "stranger" in allowed else sorted(allowed)[0]
    return client_of(getattr(cast, who)).get(reverse(page.name, args=[one_of_each[name] for name in page.converters]))


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.name)
def test_every_answer_guards_the_browser(page, cast, one_of_each, client_of, settings):
    headers = _answer(page, cast, one_of_each, client_of, settings).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert ("unsafe-inline" in policy) == (page.name in OWN_POLICY)
    assert "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if page.name in OWN_POLICY else "DENY")
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=(self)"


@pytest.mark.parametrize("page", [one for one in PRIVATE if one.name not in KEPT], ids=lambda page: page.name)
def test_private_pages_are_kept_by_nobody(page, cast, one_of_each, client_of, settings):
    assert "no-store" in _answer(page, cast, one_of_each, client_of, settings).headers["Cache-Control"]


@pytest.mark.parametrize("page", [one for one in PRIVATE if one.name in KEPT], ids=lambda page: page.name)
def test_what_a_browser_keeps_is_its_own_and_of_this_session(page, cast, one_of_each, client_of, settings):
    headers = _answer(page, cast, one_of_each, client_of, settings).headers

    assert (headers["Cache-Control"], "Cookie" in headers["Vary"]) == ("private, max-age=3600", True)
