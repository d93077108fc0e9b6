"""`make check`: what can be said of the tree without running it, two parts at a time, each with its seconds."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from deploy.machine import ROOT, say

PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
TREES = ["portal", "maintenance", "owners", "notifications"]
PRODUCTION = {
    "SITE_URL": "https://rellano.example",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "TRUSTED_PROXY": "1",
    "DEMO": "0",
}


@dataclass(frozen=True)
class Part:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


PARTS = (
    Part("types", [*PYTHON, "mypy"]),
    Part("format", [*PYTHON, "ruff", "format", "--check", "."]),
    Part("lint", [*PYTHON, "ruff", "check", "."]),
    Part("import contracts", ["lint-imports"]),
    Part("templates", [*PYTHON, "djlint", "--lint", "--quiet", *TREES]),
    Part("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    Part("check --deploy", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(2) as pool:
        passed = list(pool.map(lambda part: _passes(part, data), PARTS))
    failed = passed.count(False)
    say(f"{failed} of {len(PARTS)} parts failed." if failed else f"All {len(PARTS)} parts hold.")
    return 1 if failed else 0


def _passes(part: Part, data: str) -> bool:
    """Runs one part and prints how it went; what it said, only when it failed."""
    began = time.monotonic()
    beside = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", "")  # noqa: PTH120
    environment = {**os.environ, "PATH": beside, "RELLANO_DATA": data, **part.environment}
    done = subprocess.run(part.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    held = done.returncode == 0
    said = "" if held else f"\n{done.stdout}{done.stderr}"
    say(f"{'holds' if held else 'FAILS'}  {part.name:<18}{time.monotonic() - began:5.1f} s{said}")
    return held


if __name__ == "__main__":
    raise SystemExit(main())
