"""What a view answers: it is only read, or it has a form, or it is what a form of another page leads to."""

import re

import pytest
from django.urls import reverse

from portal.web import access
from tests.conventions import permissions, routes

EVERY = routes.every()
TABLE = permissions.lines()
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>")
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE"}


def _answered(view):
    return getattr(view, "methods", access.READ)


def _own(form, url):
    """Whether a form is sent to the page it stands on."""
    action = re.search(r"\baction=\"([^\"]*)\"", form)
    return action is None or action.group(1).partition("?")[0] in {"", url}


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_a_view_refuses_what_it_does_not_declare(page, cast, one_of_each, client_of, settings):
    settings.DEMO = True
    url = reverse(page.name, args=[one_of_each[name] for name in page.converters])
    allowed = {who for (_method, name), line in TABLE.items() if name == page.name for who in line.allowed}
    client = client_of(cast.office if {"office", "stranger"} & allowed else getattr(cast, min(allowed)))

    refused = {method for method in METHODS if client.generic(method, url).status_code == 405}

    assert refused == METHODS - _answered(page.view)


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_the_table_knows_what_a_view_answers(page):
    shown, taken = (bool(TABLE[method, page.name].allowed) for method in ("GET", "POST"))

    assert (shown, taken) == ("GET" in _answered(page.view), "POST" in _answered(page.view))


@pytest.mark.parametrize("page", [one for one in EVERY if "GET" in _answered(one.view)], ids=lambda page: page.name)
def test_a_page_takes_a_form_exactly_when_it_shows_one(page, cast, one_of_each, client_of, settings):
    settings.DEMO = True
    url = reverse(page.name, args=[one_of_each[name] for name in page.converters])
    allowed = TABLE["GET", page.name].allowed
    client = client_of(cast.stranger if "stranger" in allowed else getattr(cast, sorted(allowed)[0]))
    client.post(reverse("sign-in"), {"email": "pilar@example.com"})

    shown = client.get(url, {"lift": one_of_each["lift"], "q": "o"})

    forms = [] if shown.streaming else FORM.findall(shown.content.decode())
    assert any(_own(form, url) for form in forms) == ("POST" in _answered(page.view))
