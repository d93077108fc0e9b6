"""`python -m bench.publishing [--quick]`: publishing a paper of a batch beside hashing and storing its bytes alone.

Both are done by one process with the same bytes on the same disk, in turns, in an installation of its own on SQLite.
What is published was read before: reading a PDF is measured by `bench.recognition`.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from bench.figures import Figure, shown, write
from bench.installation import empty, told
from deploy.machine import ROOT

RESULTS = ROOT / "var" / "bench" / "publishing.json"
PAPERS, QUICK_PAPERS = 400, 100
OCTETS = 100_000  # of a paper


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.publishing", description="Publishing against storing.")
    wanted.add_argument("--quick", action="store_true", help="fewer papers")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    said = _published(QUICK_PAPERS if asked.quick else PAPERS)
    figures = [
        Figure("publishing.stored_per_second", round(said["papers"] / said["stored"], 1), "papers/s"),
        Figure("publishing.per_second", round(said["papers"] / said["published"], 1), "papers/s"),
        Figure("publishing.over_storing", round(said["published"] / said["stored"], 2), "×"),
        Figure("publishing.seconds_of_400", round(400 * said["published"] / said["papers"], 1), "s", 300),
    ]
    write(shown(figures), asked.json)
    return figures


def _published(papers: int) -> dict[str, Any]:
    """What a process of its own measured."""
    words = ["-m", "bench.batches", str(papers), str(OCTETS)]
    with empty() as environment:
        return told(words, environment, otherwise="The batch could not be published.")


if __name__ == "__main__":
    main(sys.argv[1:])
