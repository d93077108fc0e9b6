"""A mail server of our own that keeps what it takes and answers what it is told to."""

import email
import socket
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """`taken` are the mails it said 250 to, in order. `answers` are said instead of 250, one by one, by verb."""

    def __init__(self, folder: Path | None = None) -> None:
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, list[str]] = {"MAIL": [], "RCPT": [], "DATA": []}
        self.heard: list[str] = []
        self.peers: list[SMTP] = []
        self.folder = folder

    def _answer(self, verb: str, good: str) -> str:
        self.heard.append(verb)
        return self.answers[verb].pop(0) if self.answers[verb] else good

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.peers.append(server)
        return responses

    def hang_up(self) -> None:
        """Closes every connection from its side."""
        for peer in self.peers:
            peer.loop.call_soon_threadsafe(peer.transport.close)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answer("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self._answer("RCPT", "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = self._answer("DATA", "250 taken")
        if said.startswith(("250", "drop after")):
            self._keep(envelope)
        if said.startswith("drop"):
            server.transport.close()
        return said

    def _keep(self, envelope: Envelope) -> None:
        content: Any = envelope.content
        if self.folder:
            (self.folder / f"{len(list(self.folder.iterdir())):06d}.eml").write_bytes(content)
        self.taken.append(email.message_from_bytes(content, policy=default))  # type: ignore[arg-type]

    @property
    def sessions(self) -> int:
        """How often somebody has come in."""
        return len(self.peers)

    @property
    def message_ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.taken]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(sink: Sink, **how: Any) -> Controller:
    """The server on a port nobody had; stop it when done."""
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), **how)
    controller.start()
    return controller
