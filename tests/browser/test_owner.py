"""The owner's pages in a browser: for everybody, light enough for a slow network, and whole without scripts."""

import gzip

import pytest
from django.urls import reverse
from playwright.sync_api import Response

from tests.conventions.conftest import one_of_each  # noqa: F401 - a fixture is found by its name

pytestmark = pytest.mark.browser

PAGES = [
    ("owners:lifts", "", "manager"),
    ("owners:lift", "lift", "chair"),
    ("owners:lift", "lift", "resident"),
    ("owners:visits", "lift", "chair"),
    ("owners:works", "lift", "chair"),
    ("owners:service", "lift", "chair"),
    ("owners:history", "lift", "chair"),
    ("owners:call", "lift", "chair"),
    ("owners:visit", "visit", "chair"),
    ("owners:breakdown", "breakdown", "chair"),
    ("owners:bulletins", "", "chair"),
    ("owners:bulletin", "bulletin", "chair"),
    ("owners:papers", "", "billing"),
    ("owners:lift-papers", "lift", "chair"),
    ("owners:document", "document", "chair"),
    ("owners:delivery", "owner", "chair"),
    ("owners:document-link", "token", "stranger"),
    ("owners:office-papers", "", "office"),
    ("owners:document-version", "document", "office"),
    ("owners:on-paper", "", "office"),
    ("owners:delivery", "owner", "office"),
    ("owners:invoices", "", "chair"),
    ("owners:invoice", "invoice", "chair"),
    ("owners:contract", "contract", "chair"),
    ("owners:quotes", "", "chair"),
    ("owners:quote", "quote", "chair"),
    ("owners:quote-sheet", "quote", "chair"),
    ("owners:owners", "", "office"),
    ("owners:owner", "owner", "chair"),
    ("owners:meeting", "meeting", "office"),
    ("owners:handover", "owner", "chair"),
    ("owners:published", "", "office"),
    ("owners:published-one", "invoice", "office"),
    ("owners:office-quote", "quote", "office"),
]
LIGHT = 100_000  # bytes of a first load, compressed (SCREENS)


def some(pages, many=8):
    """So many at a time, so that they share the rows they show; called by the first of them."""
    return [pytest.param(pages[at : at + many], id=pages[at][0]) for at in range(0, len(pages), many)]


@pytest.fixture
def opened(look, cast, client_of, one_of_each):  # noqa: F811
    """Opens an owner's page as one of the cast, who signs in once."""
    clients = {}

    def open_page(name, parameter, who, *, heard=None, **looks):
        if who not in clients:
            clients[who] = client_of(getattr(cast, who))
        window = look(client=clients[who], **looks)
        if heard is not None:
            window.page.on("response", lambda answer: heard.append(answer))  # noqa: PLW0108 - Playwright marks what it calls
        window.open(reverse(name, args=[one_of_each[parameter]] if parameter else []))
        return window

    return open_page


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("pages", some(PAGES))
def test_an_owners_page_is_for_everybody(opened, pages, width, scheme, language):
    wrong = {page: opened(*page, width=width, scheme=scheme, language=language).faults() for page in pages}

    assert wrong == {page: [] for page in pages}


@pytest.mark.parametrize(("name", "parameter", "who"), PAGES[:2])
def test_a_first_load_is_light(opened, name, parameter, who):
    answers: list[Response] = []
    opened(name, parameter, who, heard=answers)

    weights = {answer.url: _packed(answer) for answer in answers if answer.ok}
    assert len(weights) > 5
    assert sum(weights.values()) <= LIGHT, weights


def _packed(answer: Response) -> int:
    """Bytes as a server sends them: text compressed, fonts as they are."""
    body = answer.body()
    return len(body if answer.url.endswith(".woff2") else gzip.compress(body))
