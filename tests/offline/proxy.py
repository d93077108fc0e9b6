"""A bad network between a phone and the house: it drops, stalls, cuts, answers for the house, or is not there at all.

Only the API is disturbed; pages and files pass. Closed, nobody listens: the truest kind of offline, for a browser's own
switch reaches no service worker.
"""

import http.client
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

API = "/api/v1/"
PORTAL = b"<!doctype html><title>Wifi</title><h1>Bienvenido. Acepte las condiciones para navegar.</h1>"
ANOTHER = b'{"uuid": "01a20d70-0000-7000-8000-000000000000", "body_sha256": "", "outcome": "done", "stored": true}'
ANSWERED = {"502": 502, "503": 503, "408": 408, "413": 413}
LONG_STALLS = 5
FAULTS = (*ANSWERED, "drop_before", "drop_after", "portal", "login", "another", "cut_body", "cut_answer", "stall")


class Proxy:
    """Stands before `upstream`. `disturb(share)` lets that share of calls to the API meet a fault."""

    def __init__(self, upstream: str, *, seed: int = 1) -> None:
        self.host = urlsplit(upstream).netloc
        self.stall = 0.5
        self.dice = random.Random(seed)
        self.share, self.only = 0.0, ""
        self.faults: tuple[str, ...] = FAULTS
        self.met: Counter[str] = Counter()
        self.port = 0
        self.server: ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def open(self) -> None:
        self.server = Listener(("127.0.0.1", self.port), _handler(self))
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def disturb(self, share: float, *faults: str, only: str = "", stall: float = 0.5) -> None:
        """From now on, with these faults or all, only where a call begins so ("PUT", "PUT /api/v1/photos/").

        The first five stalls last as long as said, the others a moment.
        """
        self.share, self.faults, self.only, self.stall = share, faults or FAULTS, only, stall

    def stalls(self) -> None:
        time.sleep(self.stall if self.met["stall"] <= LONG_STALLS else 0.2)

    def fault(self, method: str, path: str) -> str:
        meant = path.startswith(API) and f"{method} {path}".startswith(self.only)
        if not meant or self.dice.random() >= self.share:
            return ""
        chosen = self.dice.choice(self.faults)
        self.met[chosen] += 1
        return chosen


class Listener(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that is killed leaves its calls; that is what is being tried here."""


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Passing(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            fault = proxy.fault(self.command, self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if fault == "drop_before":
                return
            if fault in ANSWERED:
                self.answer(ANSWERED[fault], [("Content-Type", "text/html")], b"<h1>busy</h1>")
            elif fault == "portal":
                self.answer(200, [("Content-Type", "text/html")], PORTAL)
            elif fault == "another":
                self.answer(200, [("Content-Type", "application/json")], ANOTHER)
            elif fault == "login":
                self.answer(302, [("Location", "/sign-in/")], b"")
            elif fault == "stall":
                proxy.stalls()
            else:
                self.forward(fault, body)

        def forward(self, fault: str, body: bytes) -> None:
            sent = body[: len(body) // 2] if fault == "cut_body" else body
            status, headers, content = _ask(proxy.host, self.command, self.path, dict(self.headers), sent)
            if fault == "drop_after":
                return
            if fault == "cut_answer":
                self.answer(status, headers, content, most=len(content) // 2)
                return
            self.answer(status, headers, content)

        def answer(
            self, status: int, headers: list[tuple[str, str]], content: bytes, *, most: int | None = None
        ) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in {"transfer-encoding", "connection", "content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[:most])

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
        setattr(Passing, f"do_{method}", Passing.pass_on)
    return Passing


def _ask(
    host: str, method: str, path: str, headers: dict[str, str], body: bytes
) -> tuple[int, list[tuple[str, str]], bytes]:
    """One call to the house under the host the browser named; a body that was cut says its own length."""
    kept = {name: value for name, value in headers.items() if name.lower() not in {"connection", "content-length"}}
    house = http.client.HTTPConnection(host, timeout=120)
    house.request(method, path, body=body or None, headers=kept | {"Connection": "close"})
    answer = house.getresponse()
    found = answer.status, answer.getheaders(), answer.read()
    house.close()
    return found
