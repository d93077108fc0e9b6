"""What the phone's first load costs: few bytes and few questions before the round is there."""

import gzip

import pytest

pytestmark = pytest.mark.browser

LIGHT = 125_000  # bytes as they are sent: 48,000 of them the font
FEW = 45  # requests until the round stands


def test_the_first_load_is_light(look, planned, technician, client_of):
    heard = []
    window = look(width=360, client=client_of(technician.person))
    window.page.on("response", lambda answer: heard.append(answer))  # noqa: PLW0108 - Playwright marks what it calls
    window.open("/field/").wait_for_selector(".due-head")
    shown = [answer for answer in heard if answer.ok and not _comes_after(answer.url)]

    weights = {answer.url: _packed(answer) for answer in shown}
    assert sum(weights.values()) <= LIGHT, weights
    assert 20 < len(weights) <= FEW, sorted(weights)


def _comes_after(url):
    """Icons are for installing; the other pages come once the round stands."""
    return "/icons/" in url or ("/pages/" in url and "/pages/today" not in url)


def _packed(answer):
    body = answer.body()
    return len(body if answer.url.endswith(".woff2") else gzip.compress(body))
