"""`python -m bench.bulletins [--quick]`: what a bulletin costs here beside what WeasyPrint alone asks for its page.

Both print the same HTML with the same style sheet and fonts in one process, in turns: a busy machine is busy for
both. Another process prints a thousand: what it holds after the last is compared with what it held after the hundredth.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from bench.figures import Figure, shown, write
from bench.installation import empty, told
from deploy.machine import ROOT

RESULTS = ROOT / "var" / "bench" / "bulletins.json"
PAPERS = {"plain": 0, "photos": 6}  # how many photos each has
OVER_WEASYPRINT, GROWTH = 1.15, 1.1
ROUNDS, QUICK_ROUNDS = 12, 4
FIRST, LAST = 100, 1_000
QUICK_FIRST, QUICK_LAST = 20, 60


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.bulletins", description="CPU and memory of bulletins.")
    wanted.add_argument("--quick", action="store_true", help="fewer rounds, and fewer documents for the memory")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    first, last = (QUICK_FIRST, QUICK_LAST) if asked.quick else (FIRST, LAST)
    figures: list[Figure] = []
    for paper, photos in PAPERS.items():
        figures += shown(_cost(paper, _printed("cost", photos, QUICK_ROUNDS if asked.quick else ROUNDS)))
        figures += shown(_memory(paper, _printed("memory", photos, first, last), first, last))
    write(figures, asked.json)
    return figures


def _printed(what: str, photos: int, *numbers: int) -> dict[str, Any]:
    """What a process of its own measured, in an installation of its own."""
    words = ["-m", "bench.printing", what, "--photos", str(photos), *map(str, numbers)]
    with empty() as environment:
        return told(words, environment, otherwise="The bulletins could not be printed.")


def _cost(paper: str, said: dict[str, Any]) -> list[Figure]:
    """The least disturbed round of each counts."""
    ours, alone = min(said["ours"]), min(said["weasyprint"])
    return [
        Figure(f"bulletins.{paper}.weasyprint_cpu", round(alone, 1), "ms"),
        Figure(f"bulletins.{paper}.cpu", round(ours, 1), "ms"),
        Figure(f"bulletins.{paper}.over_weasyprint", round(ours / alone, 3), "×", OVER_WEASYPRINT),
        Figure(f"bulletins.{paper}.per_second", round(1000 / min(said["wall"]), 2), "documents/s"),
        Figure(f"bulletins.{paper}.size", round(said["bytes"] / 1000), "kB"),
    ]


def _memory(paper: str, said: dict[str, Any], first: int, last: int) -> list[Figure]:
    return [
        Figure(f"bulletins.{paper}.held_after_{first}", round(said["first"], 1), "MB"),
        Figure(f"bulletins.{paper}.held_after_{last}", round(said["last"], 1), "MB"),
        Figure(f"bulletins.{paper}.memory_growth", round(said["last"] / said["first"], 3), "×", GROWTH),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
