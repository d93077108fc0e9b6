#!/usr/bin/env python3
"""Checks a whole pack without Rellano, in the folder it was unpacked to: python3 verify.py [HASH ...]

Plain Python, no packages. Says whether each history is linked and sealed as it was written, whether each file is the
one SHA256SUMS names, and whether each HASH you hold (from a bulletin, a mail, an earlier pack) is in one of the
histories. Ends with 0 when all holds.
"""

import hashlib
import json
import runpy
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMS = "SHA256SUMS"


def faults(folder: Path, known: Iterable[str] = ()) -> Iterator[str]:
    """Yields one sentence a fault; none when all of it holds."""
    check = runpy.run_path(str(HERE / "verify_history.py"))["check"]
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (f"{path.relative_to(folder)}: {fault}" for fault in check(iter(lines)))
        seen |= set(hashes(path))
    yield from altered(folder)
    yield from (f"The hash {one} is in none of the histories." for one in known if one.strip().lower() not in seen)


def hashes(path: Path) -> Iterator[str]:
    """The hashes a history says it has."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                yield str(json.loads(line).get("hash", ""))
            except (ValueError, AttributeError):
                continue


def altered(folder: Path) -> Iterator[str]:
    """Files that are not there, or not as they were put in."""
    listing = folder / SUMS
    if not listing.exists():
        yield f"{SUMS} is missing."
        return
    for line in listing.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing."
        elif sha256(path) != digest:
            yield f"{name} is not the file that was put in."


def sha256(path: Path) -> str:
    """The digest of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while piece := content.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def main(arguments: list[str]) -> int:
    found = list(faults(HERE, arguments))
    print("\n".join(found) or "All of it holds: every history is whole, and every file is the one that was put in.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
