"""A gateway for SMS of our own on loopback, with the words of BulkSMS's API."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Gateway:
    """`taken` are the messages it has; `answers` (a status, 0 to hang up once it has it) are said one by one."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.numbers: list[str] = []
        self.answers: list[int] = []
        self.known = "Basic " + base64.b64encode(b"user:word").decode()
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = gateway.answers.pop(0) if gateway.answers else 201
                if self.headers["Authorization"] != gateway.known:
                    status = 401
                if status in {0, 201}:
                    gateway.taken.append(told)
                    gateway.numbers += parse_qs(urlsplit(self.path).query)["deduplication-id"]
                self._say(status, [{"id": "1", "status": {"type": "ACCEPTED"}}])

            def do_GET(self) -> None:
                name = parse_qs(urlsplit(self.path).query)["filter"][0].partition("=")[2]
                self._say(200, [one for one in gateway.taken if one["userSuppliedId"] == name])

            def _say(self, status: int, told: Any) -> None:
                if not status:
                    self.close_connection = True
                    return
                content = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_words: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
