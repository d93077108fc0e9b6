"""Everybody of the cast tries every route; the table says who gets in, and nobody else learns a thing."""

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.conventions import permissions, routes

TABLE = permissions.lines()
EVERY = [route for route in routes.every() if route.name]
METHODS = ("GET", "POST")
CHANGES = ("PUT", "PATCH", "DELETE")  # pages have none; machines may
UNKNOWN = UUID("01a20d70-0000-7000-8000-000000000000")


def _methods(page: routes.Route) -> tuple[str, ...]:
    """Those every route is tried with, and those an endpoint has besides."""
    endpoint = getattr(page.view, "cls", None)
    return METHODS + tuple(method for method in CHANGES if hasattr(endpoint, method.lower()))


def test_every_route_has_its_lines_and_every_line_its_route():
    there = {(method, route.name) for route in EVERY for method in _methods(route)}

    assert set(TABLE) == there


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_only_who_is_in_the_table_gets_in(page, cast, one_of_each, client_of, settings):
    settings.DEMO = True
    url = reverse(page.name, args=[one_of_each[name] for name in page.converters])
    wrong = []
    for method in _methods(page):
        for who in permissions.CAST:
            got = _try(client_of(getattr(cast, who)), method, url)
            if not _fits(got, TABLE[method, page.name], who):
                wrong.append((method, who, got))

    assert wrong == []


@pytest.mark.parametrize("page", [route for route in EVERY if route.converters], ids=lambda page: page.name)
def test_anothers_row_is_like_one_that_never_was(page, cast, one_of_each, client_of, settings):
    settings.DEMO = True
    if TABLE["GET", page.name].allowed == permissions.WORDS["all"]:
        pytest.skip("anybody may see it")
    differing = []
    for method in _methods(page):
        for who in sorted(set(permissions.CAST) - TABLE[method, page.name].allowed - {"stranger"}):
            client = client_of(getattr(cast, who))
            theirs = _ask(client, method, reverse(page.name, args=[one_of_each[name] for name in page.converters]))
            never = _ask(
                client, method, reverse(page.name, args=[_never(one_of_each[name]) for name in page.converters])
            )
            if theirs != never:
                differing.append((method, who, theirs[0], never[0]))

    assert differing == []


def _never(key: Any) -> Any:
    return UNKNOWN if isinstance(key, UUID) else 999_999 if isinstance(key, int) else key


def _ask(client: Client, method: str, url: str) -> tuple[int, bytes, str]:
    """Status, body and where it leads; nothing it did stays."""
    with transaction.atomic():
        answer = client.generic(method, url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, content, answer.headers.get("Location", "")


def _try(client: Client, method: str, url: str) -> str:
    status, _content, location = _ask(client, method, url)
    if location.startswith("/sign-in/?next="):
        return "asked to sign in"
    return {401: "asked to sign in", 404: "nothing there", 405: "not that way"}.get(
        status, "in" if status < 500 else "broken"
    )


def _fits(got: str, line: permissions.Line, who: str) -> bool:
    """A method a route does not have may say so to anybody: nobody learns of a row by it."""
    if who in line.allowed:
        return got == "in"
    if not line.allowed and got == "not that way":
        return True
    return got == ("asked to sign in" if who == "stranger" else "nothing there")
