"""A mailbox over IMAP, as much of it as a reader needs: it holds mails by number, and nothing in it is ever changed."""

import re
import socket
import threading
from contextlib import suppress
from typing import Any


class Imap:
    """`mails` by their numbers; `refuses` the first word it is told instead; `heard` is what was said to it."""

    def __init__(self) -> None:
        self.mails: dict[int, bytes] = {}
        self.numbering, self.refuses, self.heard = 7, "", []  # type: ignore[var-annotated]
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def brings(self, content: bytes) -> int:
        """A mail comes; answers its number."""
        number = max(self.mails, default=0) + 1
        self.mails[number] = content
        return number

    def stop(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                with self.listener.accept()[0] as peer, peer.makefile("rwb", buffering=0) as wire:
                    wire.write(b"* OK hi\r\n")
                    for line in wire:
                        self._answer(wire, *line.decode().strip().split(" ", 1))

    def _answer(self, wire: Any, tag: str, said: str) -> None:
        self.heard.append(said)
        verb = " ".join(said.split()[:2]) if said.startswith("UID") else said.split(maxsplit=1)[0]
        more = {
            "CAPABILITY": lambda: b"* CAPABILITY IMAP4rev1\r\n",
            "EXAMINE": lambda: b"* 0 EXISTS\r\n* OK [UIDVALIDITY %d] numbered\r\n" % self.numbering,
            "UID SEARCH": lambda: b"* SEARCH %s\r\n" % self._found(said),
            "UID FETCH": lambda: self._fetched(said),
        }
        word = "NO" if verb == self.refuses else "OK"
        with suppress(OSError):
            wire.write((more[verb]() if verb in more else b"") + f"{tag} {word} done\r\n".encode())

    def _found(self, said: str) -> bytes:
        asked = re.search(r"UID (\d+):\*", said)
        least = int(asked.group(1)) if asked else 0
        last = max(self.mails, default=0)  # «n:*» always names the last one, however great n is
        return b" ".join(b"%d" % one for one in sorted(self.mails) if one >= least or one == last)

    def _fetched(self, said: str) -> bytes:
        number = int(said.split()[2])
        content = self.mails[number]
        if "RFC822.SIZE" in said:
            return b"* 1 FETCH (UID %d RFC822.SIZE %d)\r\n" % (number, len(content))
        part = re.search(r"<0\.(\d+)>", said)
        content = content[: int(part.group(1))] if part else content
        return b"* 1 FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (number, len(content), content)
