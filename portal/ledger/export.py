"""A stream as anybody can check it without us: one JSON object a line, the first of which describes the stream.

An entry outside the reader's audience goes out as number, recorded_at, seal and hash only: the chain can be checked
and nothing leaks.
"""

import json
from collections.abc import Iterator
from typing import Any

from portal.access.audiences import Audience
from portal.ledger.chain import VERSION
from portal.ledger.models import Entry, Stream
from portal.lib.text import timestamp


def lines(stream: Stream, audiences: frozenset[Audience]) -> Iterator[str]:
    """The stream as JSON lines, in order."""
    yield _line({"format": VERSION, "stream": stream.name, "length": stream.length, "head": stream.head})
    written = Entry.objects.of_stream(stream.pk).filter(number__lte=stream.length)  # what its first line says
    for entry in written.order_by("number").iterator(chunk_size=2000):
        yield _line(_link(entry) | (_text(entry) if entry.audience in audiences else {}))


def _link(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "recorded_at": timestamp(entry.recorded_at),
        "seal": entry.seal,
        "hash": entry.hash,
    }


def _text(entry: Entry) -> dict[str, Any]:
    if entry.is_erased:
        return {"erased": True}
    return {"body": entry.body, "salt": bytes(entry.salt).hex()}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"
