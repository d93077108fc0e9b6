"""What a view answers: it is only read, or it has a form, or it is what a form of another page leads to."""

import re

import pytest
from django.urls import reverse

from portal.web import access
from tests.conventions import permissions, routes
from tests.conventions.each import each

pytestmark = pytest.mark.any_database
EVERY = routes.every()
TABLE = permissions.lines()
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>")
ON_DEMAND = {
    "owners:quote-confirmation",
    "owners:quote-work",
    "account-key-confirmation",
}  # its form is there once the quote waits for it
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE"}


def _answered(view):
    return getattr(view, "methods", access.READ)


def _own(form, url):
    """Whether a form is sent to the page it stands on."""
    action = re.search(r"\baction=\"([^\"]*)\"", form)
    return action is None or action.group(1).partition("?")[0] in {"", url}


@pytest.mark.parametrize("pages", routes.dozens(EVERY))
def test_a_view_refuses_what_it_does_not_declare(pages, one_of_each, ask):
    refused = {
        page.name: {method for method in METHODS if _status(page, method, one_of_each, ask) == 405} for page in pages
    }

    assert refused == {page.name: METHODS - _answered(page.view) for page in pages}


def _status(page, method, one_of_each, ask):
    """As the office where it may, else as one who may."""
    allowed = {who for (_method, name), line in TABLE.items() if name == page.name for who in line.allowed}
    who = "office" if {"office", "stranger"} & allowed else min(allowed)
    return ask(who, method, reverse(page.name, args=[one_of_each[name] for name in page.converters])).status_code


@each(EVERY)
def test_the_table_knows_what_a_view_answers(page):
    shown, taken = (bool(TABLE[method, page.name].allowed) for method in ("GET", "POST"))

    assert (shown, taken) == ("GET" in _answered(page.view), "POST" in _answered(page.view))


@pytest.mark.parametrize("pages", routes.dozens([one for one in EVERY if "GET" in _answered(one.view)]))
def test_a_page_takes_a_form_exactly_when_it_shows_one(pages, one_of_each, ask, client_of):
    asked_for = client_of(None)
    asked_for.post(reverse("sign-in"), {"email": "pilar@example.com"})
    shown = {}
    for page in pages:
        url = reverse(page.name, args=[one_of_each[name] for name in page.converters])
        allowed, given = (
            TABLE["GET", page.name].allowed,
            {name: str(one_of_each.get(name, "o")) for name in ("lift", "owner", "q")},
        )
        is_public = "stranger" in allowed
        answer = asked_for.get(url, given) if is_public else ask(min(allowed), "GET", url, **given)
        forms = [] if answer.streaming else FORM.findall(answer.content.decode(errors="replace"))
        shown[page.name] = any(_own(form, url) for form in forms)

    assert shown == {page.name: "POST" in _answered(page.view) and page.name not in ON_DEMAND for page in pages}
