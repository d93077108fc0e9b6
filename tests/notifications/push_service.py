"""A push service of our own on loopback: it keeps what it takes and answers what it is told to; and a telephone."""

import base64
import json
import os
from http.server import BaseHTTPRequestHandler
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from notifications.actions.subscriptions import Address
from tests.notifications.loopback import Service


def coded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Telephone:
    """A browser's side of a subscription: the only one that can open what is sent to it."""

    def __init__(self, endpoint: str) -> None:
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.address = Address(endpoint, coded(point), coded(self.secret))

    def open(self, content: bytes) -> dict[str, Any]:
        plain = http_ece.decrypt(content, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        return dict(json.loads(plain))


class PushService(Service):
    """`taken` are paths, headers and bytes in order; `answers` are said instead of 201, one by one."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[int] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                service.taken.append(
                    (self.path, {name.lower(): value for name, value in self.headers.items()}, content)
                )
                self.send_response(service.answers.pop(0) if service.answers else 201)
                self.send_header("Location", f"{service.origin}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_words: object) -> None:
                """Says nothing."""

        super().__init__(Handler)

    def telephone(self, name: str = "marta") -> Telephone:
        return Telephone(f"{self.origin}/send/{name}")


def signed(headers: dict[str, str]) -> dict[str, Any]:
    """The claims of a push, after its signature was proven."""
    assert Vapid02.verify(headers["authorization"])
    token = headers["authorization"].split("t=", 1)[1].split(",", 1)[0]
    middle = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))))
