"""`python -m bench.downloads [--quick]`: handing out an invoice's original beside a bare file response.

The bare one knows who asks (session and person, as every floor here) and sends the same bytes from the same disk.
Ours finds the invoice through its scope, looks whether a byte has changed and writes down who took it. Once with its
bytes, and once as in production, where nginx sends them.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.figures import Figure, write
from bench.installation import Case, Page, run, serving
from deploy import machine
from deploy.machine import ROOT, leashed, say

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
    for figure in figures:
        say(str(figure))
    write(figures, asked.json)
    return figures


def _measured(rounds: int) -> tuple[dict[str, Case], int]:
    """The three ways in turns, so that a busy machine is busy for all of them."""
    with tempfile.TemporaryDirectory(prefix="rellano-bench-") as folder, ExitStack() as stack:
        environment = {
            "RELLANO_DATA": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "REDIS_URL": "",
            "SITE_URL": "http://127.0.0.1",
            "DEMO": "",
        }
        told = _made(environment)
        page = Page(**told["page"])
        webs = {
            "bare": ("bench.floor.wsgi", {"BENCH_FILE": told["file"]}, "/file"),
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


def _made(environment: dict[str, str]) -> dict[str, Any]:
    """The invoice and its reader, made by a process of its own."""
    run(["manage.py", "migrate", "--no-input", "-v0"], environment)
    words = leashed([sys.executable, "-m", "bench.handed", str(OCTETS)])
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        machine.stop("The invoice could not be made.")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    main(sys.argv[1:])
