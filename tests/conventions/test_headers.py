"""What every answer tells the browser, on every route."""

import pytest
from django.urls import reverse

from tests.conventions import permissions, routes

pytestmark = pytest.mark.any_database
TABLE = permissions.lines()
SHOWN = [route for route in routes.every() if TABLE["GET", route.name].allowed]
PRIVATE = [route for route in SHOWN if "stranger" not in TABLE["GET", route.name].allowed]
KEPT = {"owners:photo-thumbnail"}  # by its reader's own browser, for an hour
OWN_POLICY = {
    "notifications:mail-page",
    "notifications:message-letter",
    "notifications:line-mail",
}  # a mail brings its styles; the page is sandboxed


SAID = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(self)",
}


@pytest.fixture
def headers(ask, one_of_each):
    """What a page tells the browser of one who may see it."""

    def told(page):
        allowed = TABLE["GET", page.name].allowed
        who = "stranger" if "stranger" in allowed else sorted(allowed)[0]
        return ask(who, "GET", reverse(page.name, args=[one_of_each[name] for name in page.converters])).headers

    return told


def _guards(told):
    policy = told["Content-Security-Policy"]
    return {name: told[name] for name in SAID} | {
        "default": "default-src 'none'" in policy,
        "inline": "unsafe-inline" in policy,
        "eval": "unsafe-eval" in policy,
        "frames": told["X-Frame-Options"],
        "referrer": told["Referrer-Policy"] in {"same-origin", "no-referrer"},
    }


def _wanted(page):
    own = page.name in OWN_POLICY
    frames = "SAMEORIGIN" if own else "DENY"
    return SAID | {"default": True, "inline": own, "eval": False, "frames": frames, "referrer": True}


@pytest.mark.parametrize("pages", routes.dozens(SHOWN))
def test_every_answer_guards_the_browser(pages, headers):
    told = {page.name: _guards(headers(page)) for page in pages}

    assert told == {page.name: _wanted(page) for page in pages}


@pytest.mark.parametrize("pages", routes.dozens([one for one in PRIVATE if one.name not in KEPT]))
def test_private_pages_are_kept_by_nobody(pages, headers):
    assert [page.name for page in pages if "no-store" not in headers(page)["Cache-Control"]] == []


@pytest.mark.parametrize("pages", routes.dozens([one for one in PRIVATE if one.name in KEPT]))
def test_what_a_browser_keeps_is_its_own_and_of_this_session(pages, headers):
    told = [headers(page) for page in pages]

    assert [(one["Cache-Control"], "Cookie" in one["Vary"]) for one in told] == [("private, max-age=3600", True)] * len(
        pages
    )
