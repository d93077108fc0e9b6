"""A technician's phone: Debian's Chromium with a profile that outlives it, since it is killed without warning."""

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from deploy.browser import chromium

# The app's own modules, asked to make visits as its pages do: begun, photographed, answered, signed, in the outbox.
HERE = Path(__file__).parent
RECORD = (HERE / "record.js").read_text()
KEPT = (HERE / "kept.js").read_text()
RAW = (HERE / "raw.js").read_text()
PLAIN = (HERE / "plain.js").read_text()
CLOCK = (HERE / "clock.js").read_text()
PATIENCE = 45  # seconds; a busy machine draws slowly, and that is no fault of ours
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Phone:
    """`profile` is its memory."""

    def __init__(self, playwright: Playwright, profile: Path, site: str) -> None:
        self.playwright, self.profile, self.site = playwright, profile, site
        self.context: BrowserContext | None = None
        self.cookies: list[Any] = []

    def start(self) -> Page:
        """Switched on, and the app opened."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile, executable_path=chromium(), args=ARGUMENTS, headless=True, locale="es-ES",
            timezone_id="Europe/Madrid", viewport={"width": 390, "height": 844}, has_touch=True,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.add_cookies(self.cookies)  # a browser writes its cookies late; a kill may lose them
        return self.context.pages[0]

    def sign_in(self, client: Any) -> None:
        """Takes over a session, now and at every start."""
        assert self.context is not None
        self.cookies = [{"name": one.key, "value": one.value, "url": self.site} for one in client.cookies.values()]
        self.context.clear_cookies()
        self.context.add_cookies(self.cookies)

    def open(self) -> Page:
        """The app, from the network or from what was kept."""
        assert self.context is not None
        page = self.context.pages[0]
        page.goto(f"{self.site}/field/")
        page.wait_for_selector("html[data-ready]")
        return page

    def rest(self) -> Page:
        """A file of the house, with the app's stores in reach and the app asleep."""
        assert self.context is not None
        page = self.context.pages[0]
        page.goto(f"{self.site}/static/maintenance/field/keys.js")
        return page

    def wind(self, days: float) -> None:
        """Sets its clock ahead or back, for every page it opens from now on."""
        assert self.context is not None
        self.context.add_init_script(f"({CLOCK})({days})")

    def kill(self) -> None:
        """SIGKILL to every process of this profile and of no other."""
        for process in Path("/proc").iterdir():
            if process.name.isdigit() and self._is_ours(process):
                with suppress(ProcessLookupError):
                    os.kill(int(process.name), signal.SIGKILL)
        with suppress(Error):
            self.stop()
        self.context = None

    def stop(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def _is_ours(self, process: Path) -> bool:
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return f"--user-data-dir={self.profile}".encode() in arguments


def wait(page: Page, true: str, *, seconds: float = PATIENCE) -> None:
    """Until an expression holds. Playwright's own waiting evaluates strings, which the page's policy forbids."""
    ends = time.monotonic() + seconds
    while not _holds(page, true):
        assert time.monotonic() < ends, f"never: {true}"
        page.wait_for_timeout(50)


def _holds(page: Page, true: str) -> bool:
    """Between two pages nothing holds."""
    with suppress(Error):
        return bool(page.evaluate(true))
    return False


def until(page: Page, words: str, *, seconds: float = PATIENCE) -> None:
    """The bar says so."""
    wait(page, f"document.getElementById('bar').innerText.includes({json.dumps(words)})", seconds=seconds)


def send(page: Page) -> None:
    """As if coverage came back."""
    page.evaluate("dispatchEvent(new Event('online'))")
