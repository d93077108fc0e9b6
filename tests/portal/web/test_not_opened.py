"""Before a company is opened no page breaks, and who would come in is told why he cannot."""

import pytest
from django.urls import reverse

from tests.conventions import routes

PUBLIC = [route for route in routes.every() if route.view.access in {"public", "demo"}]
TYPED = {"email": "pilar@example.com", "password": "x" * 12, "secret": "ABCD", "language": "en", "theme": "dark"}


def _parts(route):
    return ["01a20d70-0000-7000-8000-000000000000" if name == "delivery" else "chair" for name in route.converters]


@pytest.mark.parametrize("is_demo", [False, True])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", PUBLIC, ids=lambda route: route.name)
def test_no_public_page_breaks(client, db, settings, route, method, is_demo):
    settings.DEMO = is_demo
    client.raise_request_exception = False

    answer = getattr(client, method)(reverse(route.name, args=_parts(route)), TYPED)

    assert answer.status_code in {200, 302, 404, 405, 410, 415, 503}


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_sign_in_says_that_the_house_is_not_open_yet(client, db, method):
    page = getattr(client, method)("/sign-in/", TYPED)

    assert (page.status_code, page.templates[0].name) == (503, "web/not_opened.html")
    said = page.content.decode()
    assert [words for words in ("Este portal está por estrenar", "manage.py open_company") if words not in said] == []
