"""A mail provider of our own on loopback, with the words of Postmark's API."""

from typing import Any

from tests.notifications.loopback import Answering, Service


class Postmark(Service):
    """`taken` are the mails it was given; `answers` (a status, 0 to say nothing and hang up) are said one by one."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.answers: list[int] = []
        self.has = 0
        service = self

        class Handler(Answering):
            def posted(self, told: Any) -> tuple[int, Any]:
                status = service.answers.pop(0) if service.answers else 200
                if status == 200:
                    service.taken.append(told)
                code = {200: 0, 422: 300}.get(status, 1)
                said = {"To": told["To"], "SubmittedAt": "x", "MessageID": "pm-1", "ErrorCode": code, "Message": "no"}
                return status, said

            def asked(self) -> tuple[int, Any]:
                service.asked.append(self.path)
                return 200, {"TotalCount": service.has, "Messages": []}

        super().__init__(Handler)
