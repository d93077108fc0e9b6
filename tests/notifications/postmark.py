"""A mail provider of our own on loopback, with the words of Postmark's API."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Postmark:
    """`taken` are the mails it was given; `answers` (a status, 0 to say nothing and hang up) are said one by one."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.answers: list[int] = []
        self.has = 0
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = service.answers.pop(0) if service.answers else 200
                if status == 200:
                    service.taken.append(told)
                code = {200: 0, 422: 300}.get(status, 1)
                said = {"To": told["To"], "SubmittedAt": "x", "MessageID": "pm-1", "ErrorCode": code, "Message": "no"}
                self._say(status, said)

            def do_GET(self) -> None:
                service.asked.append(self.path)
                self._say(200, {"TotalCount": service.has, "Messages": []})

            def _say(self, status: int, told: dict[str, Any]) -> None:
                if not status:
                    self.close_connection = True
                    return
                content = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
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
