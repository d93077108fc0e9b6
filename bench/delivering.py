"""`python -m bench.delivering [--quick]`: from a row that waits to a mail that a server on loopback has taken.

Beside it, with the same mails: raw smtplib on one connection, and building and serialising them alone. What a worker
holds after a hundred mails and after all. Then by turns the same work by one worker and by two at once, and building
and sending by one process and by two with nothing of ours: two that share only a machine and its mail server cost each
other something too, and the growth is what comes on top of that. Last, one fact told to as many neighbours, from its
entry to mails taken. Installations of their own on SQLite; the server is that of the proof, in a process of its own.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.figures import Figure, shown, write
from bench.installation import empty, told
from deploy.machine import ROOT
from tests.journeys.delivering.server import listening

RESULTS = ROOT / "var" / "bench" / "delivering.json"
MAILS, QUICK_MAILS = 10_000, 1_000
PATIENCE = 5.0  # seconds that whoever else writes may wait; a quarter of what SQLite grants them
GROWTH = 1.1  # of a mail's processor time from one worker to two, and of what is held


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.delivering", description="Mails from row to server.")
    wanted.add_argument("--quick", action="store_true", help="fewer mails")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    many = QUICK_MAILS if asked.quick else MAILS
    said, crowd = _measured("bench.mails", many), _measured("bench.crowd", many)
    spent = {name: sum(one[name] for one in said["rounds"]) for name in said["rounds"][0]}
    mails, shared = said["mails"], len(said["rounds"]) * (said["mails"] // 10)
    machine = spent["two_bare"] / spent["one_bare"]
    figures = [
        Figure("delivering.built_per_second", round(said["built"]), "mails/s"),
        Figure("delivering.raw_per_second", round(said["raw"]), "mails/s"),
        Figure("delivering.per_second", round(mails / said["seconds"], 1), "mails/s"),
        Figure("delivering.of_two_per_second", round(shared / spent["two_seconds"], 1), "mails/s"),
        Figure("delivering.cpu", round(1000 * said["cpu"] / mails, 2), "ms/mail"),
        Figure("delivering.cpu_of_two", round(1000 * spent["two"] / shared, 2), "ms/mail"),
        Figure("delivering.bare_growth", round(machine, 3), "×"),
        Figure("delivering.cpu_growth", round(spent["two"] / spent["one"] / machine, 3), "×", GROWTH),
        Figure("delivering.memory_growth", round(said["held"][1] / said["held"][0], 3), "×", GROWTH),
        Figure("crowd.per_second", round(crowd["messages"] / crowd["whole"], 1), "mails/s"),
        Figure("crowd.told_cpu", round(1000 * crowd["cpu"] / crowd["messages"], 2), "ms/person"),
        Figure("crowd.longest_transaction", round(crowd["longest"], 2), "s", PATIENCE),
        Figure("crowd.memory_growth", round(crowd["held"][1] / crowd["held"][0], 3), "×", GROWTH),
    ]
    write(shown(figures), asked.json)
    return figures


def _measured(module: str, many: int) -> dict[str, Any]:
    """What a process of its own measured."""
    with tempfile.TemporaryDirectory(prefix="rellano-bench-") as folder, ExitStack() as stack:
        port = stack.enter_context(listening(Path(folder)))
        environment = stack.enter_context(empty(EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(port)))
        return told(["-m", module, str(many)], environment, otherwise="The mails could not be measured.")


if __name__ == "__main__":
    main(sys.argv[1:])
