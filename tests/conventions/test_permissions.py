"""Everybody of the cast tries every route; the table says who gets in, and nobody else learns a thing."""

from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from tests.conventions import permissions, routes

# Who gets in is decided without a database; the scopes of rows have tests of their own beside both.
pytestmark = pytest.mark.any_database

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


OF_A_ROW = [one for one in EVERY if one.converters and TABLE["GET", one.name].allowed != permissions.WORDS["all"]]


@pytest.mark.parametrize("pages", routes.dozens(EVERY))
def test_only_who_is_in_the_table_gets_in_and_anothers_row_is_like_one_that_never_was(pages, one_of_each, ask):
    wrong, differing = [], []
    for page in pages:
        url = reverse(page.name, args=[one_of_each[name] for name in page.converters])
        never = reverse(page.name, args=[_never(one_of_each[name]) for name in page.converters])
        for method, who in product(_methods(page), permissions.CAST):
            line, answer = TABLE[method, page.name], ask(who, method, url)
            if not _fits(got := _got(answer), line, who):
                wrong.append((page.name, method, who, got))
            if page in OF_A_ROW and who not in line.allowed | {"stranger"}:
                theirs, nothing = _told(answer), _told(ask(who, method, never))
                if theirs != nothing:
                    differing.append((page.name, method, who, theirs[0], nothing[0]))

    assert (wrong, differing) == ([], [])


def _never(key: Any) -> Any:
    return UNKNOWN if isinstance(key, UUID) else 999_999 if isinstance(key, int) else key


def _told(answer: Any) -> tuple[int, bytes, str]:
    """Status, body and where it leads."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content, answer.headers.get("Location", "")


def _got(answer: Any) -> str:
    if answer.headers.get("Location", "").startswith("/sign-in/?next="):
        return "asked to sign in"
    return {401: "asked to sign in", 404: "nothing there", 405: "not that way"}.get(
        answer.status_code, "in" if answer.status_code < 500 else "broken"
    )


def _fits(got: str, line: permissions.Line, who: str) -> bool:
    """A method a route does not have may say so to anybody: nobody learns of a row by it."""
    if who in line.allowed:
        return got == "in"
    if not line.allowed and got == "not that way":
        return True
    return got == ("asked to sign in" if who == "stranger" else "nothing there")
