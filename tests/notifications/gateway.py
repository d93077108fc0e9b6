"""A gateway for SMS of our own on loopback, with the words of BulkSMS's API."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.notifications.loopback import Answering, Service


class Gateway(Service):
    """`taken` are the messages it has; `answers` (a status, 0 to hang up once it has it) are said one by
    one, `fates` by name is what became of them."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.numbers: list[str] = []
        self.answers: list[int] = []
        self.fates: dict[str, str] = {}
        self.known = "Basic " + base64.b64encode(b"user:word").decode()
        gateway = self

        class Handler(Answering):
            def posted(self, told: Any) -> tuple[int, Any]:
                status = gateway.answers.pop(0) if gateway.answers else 201
                if self.headers["Authorization"] != gateway.known:
                    status = 401
                if status in {0, 201}:
                    gateway.taken.append(told)
                    gateway.numbers += parse_qs(urlsplit(self.path).query)["deduplication-id"]
                return status, [{"id": "1", "status": {"type": "ACCEPTED"}}]

            def asked(self) -> tuple[int, Any]:
                name = parse_qs(urlsplit(self.path).query)["filter"][0].partition("=")[2]
                fate = gateway.fates.get(name, "SENT.null")
                status = {"status": {"id": fate, "type": fate.partition(".")[0]}}
                return 200, [one | status for one in gateway.taken if one["userSuppliedId"] == name]

        super().__init__(Handler)
