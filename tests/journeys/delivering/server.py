"""`python -m tests.journeys.delivering.server PORT FOLDER SEED`: a mail server that misbehaves as it is told.

`FOLDER/taken` gets the Message-ID of each mail it has taken, before it says so. `FOLDER/mood` says how it behaves:

- `well`: takes everything
- `down`: nobody listens
- `hole`: takes every call and answers nothing, whatever it hears
- `mute`: hears a mail to its end and answers nothing, having taken every other one
- `slow`: takes everything, each mail after three seconds
- `mixed`: refuses half of the recipients for now, in as many ways as there are

Every mail is refused for good in every mood if its recipient's name begins with `no`.
"""

import asyncio
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy.machine import ROOT, free_port, leashed

LATER = ("421 4.3.2 busy", "450 4.2.0 greylisted", "451 4.3.0 error", "452 4.3.1 no room", "432 4.3.2 too many")
NEVER = b"550 5.1.1 nobody\r\n"
FOR_EVER = 3600.0


class Server:
    """Listens or not, as its mood is."""

    def __init__(self, port: int, folder: Path, seed: int) -> None:
        self.port, self.folder, self.chance = port, folder, random.Random(seed)
        self.log = (folder / "taken").open("a", buffering=1)
        self.listening: asyncio.Server | None = None
        self.peers: set[asyncio.StreamWriter] = set()
        self.heard = 0

    @property
    def mood(self) -> str:
        return (self.folder / "mood").read_text() or "well"

    async def run(self) -> None:
        while True:
            is_down = self.mood == "down"
            if is_down and self.listening:
                self.listening.close()
                for peer in list(self.peers):
                    peer.transport.abort()
                self.listening = None
            if not is_down and not self.listening:
                self.listening = await asyncio.start_server(self.serve, "127.0.0.1", self.port, reuse_address=True)
                (self.folder / "up").touch()
            await asyncio.sleep(0.02)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.peers.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self.talk(reader, writer)
        self.peers.discard(writer)
        writer.close()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.say(writer, b"220 hi\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return
            if verb == b"DATA":
                await self.say(writer, b"354 go on\r\n")
                await self.take(await reader.readuntil(b"\r\n.\r\n"), writer)
            else:
                await self.say(writer, self.answer(verb, line))

    def answer(self, verb: bytes, line: bytes) -> bytes:
        if verb != b"RCPT":
            return b"250 ok\r\n"
        with (self.folder / "asked").open("ab") as asked:
            asked.write(line)
        if b"<no" in line:
            return NEVER
        if self.mood == "mixed" and self.chance.random() < 0.5:
            return self.chance.choice(LATER).encode() + b"\r\n"
        return b"250 ok\r\n"

    async def take(self, mail: bytes, writer: asyncio.StreamWriter) -> None:
        self.heard += 1
        is_mute = self.mood == "mute"
        if not is_mute or self.heard % 2:
            (name,) = re.findall(rb"(?mi)^Message-ID:\s*<([^@]+)@", mail.partition(b"\r\n\r\n")[0])
            self.log.write(name.decode() + "\n")
        if is_mute:
            await asyncio.sleep(FOR_EVER)
        if self.mood == "slow":
            await asyncio.sleep(3)
        await self.say(writer, b"250 taken\r\n")

    async def say(self, writer: asyncio.StreamWriter, words: bytes) -> None:
        if self.mood == "hole":
            await asyncio.sleep(FOR_EVER)
        writer.write(words)
        await writer.drain()


@contextmanager
def listening(folder: Path) -> Iterator[int]:
    """One of these in a process of its own, well at first; its port."""
    port = free_port()
    (folder / "mood").write_text("well")
    command = [sys.executable, "-m", "tests.journeys.delivering.server", str(port), str(folder), "1"]
    process = subprocess.Popen(leashed(command), cwd=ROOT)
    try:
        while not (folder / "up").exists():
            if process.poll() is not None:
                raise ChildProcessError("the mail server did not start")
            time.sleep(0.01)
        yield port
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    asyncio.run(Server(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])).run())
