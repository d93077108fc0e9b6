#!/usr/bin/env python3
"""Checks an exported history without Rellano: python3 verify_history.py HISTORY.jsonl [HASH ...]

Plain Python, no packages. Says whether every entry is linked to the one before and sealed as it was written, and
whether each HASH you hold (from a bulletin, a mail, an earlier export) is in the chain. Ends with 0 when all holds.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any


def sha(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


def check(lines: Iterator[str], known: Iterable[str] = ()) -> Iterator[str]:
    """Yields one sentence a fault; none when the history holds."""
    first = read(next(lines, ""), "format", "stream", "length", "head")
    if not first:
        yield "The first line does not describe a history."
        return
    previous, number = "0" * 64, 0
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        entry = read(line, "number", "recorded_at", "seal", "hash")
        if not entry:
            yield f"Line {number + 1} cannot be read."
            return
        if entry["number"] != number:
            yield f"Entry {number} is missing."
            return
        if "body" in entry and not is_sealed(entry):
            yield f"Entry {number}: the text is not the one that was sealed."
        parts = (first["format"], first["stream"], number, entry["recorded_at"], previous, entry["seal"])
        if sha("\n".join(map(str, parts)).encode()) != entry["hash"]:
            yield f"Entry {number}: it does not follow from the one before."
        previous = entry["hash"]
        seen.add(previous)
    if (number, previous) != (first["length"], first["head"]):
        yield f"The history ends at entry {number}; it was exported with {first['length']}."
    for wanted in known:
        if wanted.strip().lower() not in seen:
            yield f"The hash {wanted} is not in this history."


def read(line: str, *wanted: str) -> dict[str, Any]:
    """A line's object; empty when it is none or lacks what is wanted."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) and all(name in found for name in wanted) else {}


def is_sealed(entry: dict[str, Any]) -> bool:
    """Whether salt and text give the seal."""
    try:
        salt = bytes.fromhex(entry.get("salt", ""))
        return bool(sha(salt, entry["body"].encode()) == entry["seal"])
    except (TypeError, ValueError, AttributeError):
        return False


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        faults = list(check(iter(file), arguments[1:]))
    print("\n".join(faults) or "The history holds: every entry is linked and sealed as it was written.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
