"""`python -m bench.delivering [--quick]`: from a row that waits to a mail that a server on loopback has taken.

Beside it, with the same mails: raw smtplib on one connection, and building and serialising them alone. Then the same
work by one worker and by two at once, and what a worker holds after a hundred mails and after all. An installation of
its own on SQLite; the server is that of the proof, in a process of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.figures import Figure, write
from bench.installation import run
from deploy import machine
from deploy.machine import ROOT, leashed, say

RESULTS = ROOT / "var" / "bench" / "delivering.json"
MAILS, QUICK_MAILS = 10_000, 1_000
GROWTH = 1.1  # of a mail's processor time from one worker to two, and of what is held


def main(words: list[str] | None = None) -> list[Figure]:
    """Measures, prints, keeps; answers the figures."""
    wanted = argparse.ArgumentParser(prog="python -m bench.delivering", description="Mails from row to server.")
    wanted.add_argument("--quick", action="store_true", help="fewer mails")
    wanted.add_argument("--json", type=Path, default=RESULTS, help="where the figures are kept")
    asked = wanted.parse_args(words)
    told = _measured(QUICK_MAILS if asked.quick else MAILS)
    one, two, mails = told["one"], told["two"], told["mails"]
    figures = [
        Figure("delivering.built_per_second", round(told["built"]), "mails/s"),
        Figure("delivering.raw_per_second", round(told["raw"]), "mails/s"),
        Figure("delivering.per_second", round(mails / one["seconds"], 1), "mails/s"),
        Figure("delivering.of_two_per_second", round(mails / two["seconds"], 1), "mails/s"),
        Figure("delivering.cpu", round(1000 * one["cpu"] / mails, 2), "ms/mail"),
        Figure("delivering.cpu_of_two", round(1000 * two["cpu"] / mails, 2), "ms/mail"),
        Figure("delivering.cpu_growth", round(two["cpu"] / one["cpu"], 3), "×", GROWTH),
        Figure("delivering.memory_growth", round(one["held"][1] / one["held"][0], 3), "×", GROWTH),
    ]
    for figure in figures:
        say(str(figure))
    write(figures, asked.json)
    return figures


def _measured(mails: int) -> dict[str, Any]:
    """What a process of its own measured."""
    with tempfile.TemporaryDirectory(prefix="rellano-bench-") as folder:
        port, server = machine.free_port(), Path(folder) / "server"
        server.mkdir()
        (server / "mood").write_text("well")
        environment = {
            "RELLANO_DATA": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "REDIS_URL": "",
            "SITE_URL": "http://127.0.0.1",
            "DEMO": "",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(port),
        }
        run(["manage.py", "migrate", "--no-input", "-v0"], environment)
        listens = [sys.executable, "-m", "tests.journeys.delivering.server", str(port), str(server), "1"]
        serving = subprocess.Popen(leashed(listens), cwd=ROOT)
        try:
            while not (server / "up").exists():
                time.sleep(0.05)
            words = [sys.executable, "-m", "bench.mails", str(mails)]
            done = subprocess.run(
                leashed(words),
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=subprocess.PIPE,
                text=True,
                check=False,
            )
        finally:
            serving.terminate()
            serving.wait(20)
    if done.returncode:
        machine.stop("The mails could not be measured.")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main(sys.argv[1:])
