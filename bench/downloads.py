"""`python -m bench.downloads [--quick]`: handing out an invoice's original beside a bare file response.

The bare one knows who asks (session and person, as every floor here) and sends the same bytes from the same disk.
Ours finds the invoice through its scope, looks whether a byte has changed and writes down who took it. Once with its
bytes, and once as in production, where nginx sends them.
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure, shown, write
from bench.installation import Case, Page, empty, serving, told
from deploy.machine import ROOT

RESULTS = ROOT / "var" / "bench" / "downloads.json"
OCTETS = 150_000
WARM_UP, REQUESTS, ROUNDS, QUICK_ROUNDS = 12, 60, 6, 3


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.downloads", description="A download against a bare file.")
    wanted.add_argument("--quick", action="store_true", help="fewer rounds")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    cases, queries = _measured(QUICK_ROUNDS if asked.quick else ROUNDS)
    bare = cases.pop("bare")
    figures = [Figure("downloads.bare.cpu", round(min(bare.cpu), 2), "ms")]
    for name, case in cases.items():
        figures += [
            Figure(f"downloads.{name}.cpu", round(min(case.cpu), 2), "ms"),
            Figure(f"downloads.{name}.over_bare", round(min(case.cpu) / min(bare.cpu), 2), "×"),
            Figure(f"downloads.{name}.wall_over_bare", round(min(case.wall) / min(bare.wall), 2), "×"),
        ]
    figures.append(Figure("downloads.queries", queries, "queries"))
    write(shown(figures), asked.json)
    return figures


def _measured(rounds: int) -> tuple[dict[str, Case], int]:
    """The three ways in turns, so that a busy machine is busy for all of them."""
    with empty() as environment, ExitStack() as stack:
        made = told(["-m", "bench.handed", str(OCTETS)], environment, otherwise="The invoice could not be made.")
        page = Page(**made["page"])
        webs = {
            "bare": ("bench.floor.wsgi", {"BENCH_FILE": made["file"]}, "/file"),
            "plain": ("portal.wsgi", {"FILES_ACCEL": ""}, page.path),
            "by_nginx": ("portal.wsgi", {"FILES_ACCEL": "/kept"}, page.path),
        }
        cases = {
            name: Case(stack.enter_context(serving(wsgi, environment | more)), path, page.cookie)
            for name, (wsgi, more, path) in webs.items()
        }
        for case in cases.values():
            case.warm_up(WARM_UP)
        for _round in range(rounds):
            for case in cases.values():
                case.run(REQUESTS)
    return cases, page.queries


if __name__ == "__main__":
    main(sys.argv[1:])
