"""Debian's Chromium on a real server: the pages of the house as a browser draws them.

Playwright's synchronous interface runs an event loop, in which Django refuses its database unless told otherwise;
that is said here and nowhere else. The browser keeps the real clock.
"""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from deploy.browser import AXE, chromium

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = {"es": "es-ES", "en": "en-GB"}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One a session: a second would find an event loop running."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chrome = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS, headless=True)
    yield chrome
    chrome.close()


@pytest.fixture
def site(unguarded_flush: Any, live_server: Any, settings: Any) -> str:
    """The address of a server in this process, with its static files."""
    settings.DEMO = True
    settings.SITE_URL = live_server.url
    return str(live_server.url)


class Watched:
    """A page that remembers what went wrong on it: errors in its console, and requests to other hosts."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.errors: list[str] = []
        self.left: list[str] = []
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path, wait_until="load")
        return self.page

    def violations(self) -> list[str]:
        """What axe finds, one line for each place. Ask for errors first: axe itself tries styles the policy refuses."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        return [f"{one['id']}: {node['html']} ({node['failureSummary']})" for one in found for node in one["nodes"]]

    def faults(self) -> list[str]:
        """What is wrong with the page as it stands, a line each."""
        wide = [f"{self.overflow()} px wider than its window"] if self.overflow() > 0 else []
        return [*self.errors, *self.left, *wide, *self.violations()]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def _note(self, url: str) -> None:
        if urlsplit(url).scheme in {"http", "https", "ws"} and not url.startswith(self.site):
            self.left.append(url)


@pytest.fixture
def look(browser: Browser, site: str) -> Iterator[Any]:
    """Opens a window of a width, a scheme and a language; signed in when a person is given. Windows of one person with
    the same looks are of one browser, which keeps what it has read.
    """
    contexts: dict[tuple[Any, ...], BrowserContext] = {}

    def window(*, width: int = 1280, scheme: Any = "light", language: str = "es", client: Any = None) -> Watched:
        key = (width, scheme, language, client.session.session_key if client else len(contexts))
        if key not in contexts:
            contexts[key] = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme, locale=LANGUAGES[language]
            )
            contexts[key].set_default_timeout(10_000)
            cookies = client.cookies.values() if client else []
            contexts[key].add_cookies([{"name": one.key, "value": one.value, "url": site} for one in cookies])
        return Watched(contexts[key].new_page(), site)

    yield window
    for context in contexts.values():
        context.close()
