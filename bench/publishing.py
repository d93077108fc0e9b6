"""`python -m bench.publishing [--quick]`: publishing a paper of a batch beside hashing and storing its bytes alone.

Both are done by one process with the same bytes on the same disk, in turns, in an installation of its own on SQLite.
What is published was read before: reading a PDF is measured by `bench.recognition`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.figures import Figure, write
from bench.installation import run
from deploy import machine
from deploy.machine import ROOT, leashed, say

RESULTS = ROOT / "var" / "bench" / "publishing.json"
PAPERS, QUICK_PAPERS = 400, 100
OCTETS = 100_000  # of a paper


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.publishing", description="Publishing against storing.")
    wanted.add_argument("--quick", action="store_true", help="fewer papers")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    told = _published(QUICK_PAPERS if asked.quick else PAPERS)
    figures = [
        Figure("publishing.stored_per_second", round(told["papers"] / told["stored"], 1), "papers/s"),
        Figure("publishing.per_second", round(told["papers"] / told["published"], 1), "papers/s"),
        Figure("publishing.over_storing", round(told["published"] / told["stored"], 2), "×"),
        Figure("publishing.seconds_of_400", round(400 * told["published"] / told["papers"], 1), "s", 300),
    ]
    for figure in figures:
        say(str(figure))
    write(figures, asked.json)
    return figures


def _published(papers: int) -> dict[str, Any]:
    """What a process of its own measured."""
    with tempfile.TemporaryDirectory(prefix="rellano-bench-") as folder:
        environment = {
            "RELLANO_DATA": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "REDIS_URL": "",
            "SITE_URL": "http://127.0.0.1",
            "DEMO": "",
        }
        run(["manage.py", "migrate", "--no-input", "-v0"], environment)
        words = [sys.executable, "-m", "bench.batches", str(papers), str(OCTETS)]
        done = subprocess.run(
            leashed(words), cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=False
        )
    if done.returncode:
        machine.stop("The batch could not be published.")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    main(sys.argv[1:])
