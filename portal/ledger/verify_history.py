#!/usr/bin/env python3
"""Checks an exported history without Rellano: python3 verify_history.py HISTORY.jsonl [HASH ...]

Plain Python, no packages. Says whether every entry is linked to the one before and sealed as it was written, and
whether each HASH you hold (from a bulletin, a mail, an earlier export) is in the chain. Ends with 0 when all holds.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator


def sha(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


def check(lines: Iterator[str], known: Iterable[str] = ()) -> Iterator[str]:
    """Yields one sentence a fault; none when the history holds."""
    first = json.loads(next(lines))
    previous, number = "0" * 64, 0
    seen: set[str] = set()
    for line in lines:
        entry, number = json.loads(line), number + 1
        if entry["number"] != number:
            yield f"Entry {number} is missing."
            return
        if "body" in entry and sha(bytes.fromhex(entry["salt"]), entry["body"].encode()) != entry["seal"]:
            yield f"Entry {number}: the text is not the one that was sealed."
        parts = (first["format"], first["stream"], str(number), entry["recorded_at"], previous, entry["seal"])
        if sha("\n".join(parts).encode()) != entry["hash"]:
            yield f"Entry {number}: it does not follow from the one before."
        previous = entry["hash"]
        seen.add(previous)
    if (number, previous) != (first["length"], first["head"]):
        yield f"The history ends at entry {number}; it was exported with {first['length']}."
    for wanted in known:
        if wanted.lower() not in seen:
            yield f"The hash {wanted} is not in this history."


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
