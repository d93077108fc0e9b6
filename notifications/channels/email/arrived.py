"""A mail that came in, taken apart by `portal.lib.unsealing` in a process apart with hard limits."""

import base64
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from portal.lib import confined, unsealing

MOST = 25 * 1024 * 1024  # bytes read of a mail; of a larger one only its beginning
BEGINNING = 256 * 1024


@dataclass(frozen=True)
class Enclosed:
    """A file by the name its sender gave it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Report:
    """What a mail server says about a mail of ours: `names` are the Message-IDs it speaks of."""

    kind: str
    action: str
    status: str
    said: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Arrived:
    """Its Message-ID, from whom, to which addresses, which mails it answers, and what it says."""

    name: str
    sender: str
    told_to: tuple[str, ...]
    answers: tuple[str, ...]
    heads: dict[str, str]
    text: str
    files: tuple[Enclosed, ...] = ()
    left_out: tuple[tuple[str, str], ...] = field(default=())
    report: Report | None = None

    @property
    def subject(self) -> str:
        return self.heads.get("subject", "")


class Unreadable(Exception):
    """It could not be opened within the limits."""


def read(content: bytes, *, told_to: Collection[str] = ()) -> Arrived:
    """The mail; raises Unreadable. `told_to` are addresses its carrier knows of. Not for within a transaction."""
    try:
        answer = confined.run(unsealing, content=content)
    except confined.TooLong as slow:
        raise Unreadable from slow
    if answer.code:
        raise Unreadable
    return _arrived(json.loads(answer.output), told_to)


def _arrived(told: dict[str, Any], told_to: Collection[str]) -> Arrived:
    senders = {one.lower() for one in told["senders"]}
    report = told["report"]
    return Arrived(
        name=told["name"],
        sender=senders.pop() if len(senders) == 1 else "",
        told_to=(*told_to, *told["told_to"]),
        answers=tuple(told["answers"]),
        heads=told["heads"],
        text=told["text"],
        files=tuple(Enclosed(one["name"], base64.b64decode(one["content"])) for one in told["files"]),
        left_out=tuple((name, why) for name, why in told["left_out"]),
        report=Report(**(report | {"names": tuple(report["names"])})) if report else None,
    )
