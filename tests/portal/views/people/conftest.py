"""What people's pages are read with."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notifications.models import Delivery

PASSWORD = "el geranio del quinto"


@pytest.fixture
def browser() -> Client:
    """A browser nobody has used."""
    return Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 10; K) Chrome/130.0.0.0 Mobile Safari/537.36")


@pytest.fixture
def counting() -> Any:
    """Counts queries: `with counting() as queries: …; len(queries)`."""
    return lambda: CaptureQueriesContext(connection)


def text(response: Any) -> str:
    """What a page says, tags aside, white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()


def sent_code() -> str:
    """The code in the last mail."""
    words = Delivery.objects.order_by("-pk").first().text.split()
    return next(word for word in words if word.isdigit() and len(word) == 6)


def ask_for_code(browser: Client, email: str, **more: Any) -> Any:
    """Types an address on the first page."""
    return browser.post("/sign-in/", {"email": email}, **more)


def come_in(browser: Client, email: str, onward: str = "") -> Any:
    """The whole way in by a code."""
    browser.post("/sign-in/", {"email": email, "next": onward})
    return browser.post("/sign-in/code/", {"code": sent_code()})
