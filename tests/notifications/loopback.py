"""A service of our own on loopback that speaks JSON, as those of others do."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Answering(BaseHTTPRequestHandler):
    """Answers with a status and JSON what was `posted` or `asked`; a status of 0 hangs up without a word."""

    def posted(self, told: Any) -> tuple[int, Any]:
        raise NotImplementedError

    def asked(self) -> tuple[int, Any]:
        raise NotImplementedError

    def do_POST(self) -> None:
        self._say(*self.posted(json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

    def do_GET(self) -> None:
        self._say(*self.asked())

    def _say(self, status: int, said: Any) -> None:
        if not status:
            self.close_connection = True
            return
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


class Service:
    """Runs a handler at its `origin` until it is stopped."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
