"""A mail server of the proof, and the fire that is set to an installation of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.delivering import senders
from tests.journeys.delivering.server import listening
from tests.scratch import ROOT

SURE = "tests.journeys.delivering.senders.sure"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Its port, and the folder it reads and writes."""
    with listening(tmp_path) as port:
        yield port, tmp_path


@pytest.fixture
def fire(scratch: Any, server: tuple[int, Path]) -> Any:
    """Runs a plan; answers the books, and prints them for whoever runs the proof at length."""

    def burn(*, knows: bool = True, **plan: Any) -> dict[str, Any]:
        port, folder = server
        outside = {
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(port),
            "EMAIL_SENDER": SURE if knows else senders.blind,
            "SERVER": str(folder),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.delivering.fire", json.dumps(plan)],
            env=scratch.environment | outside,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, err = process.communicate(timeout=plan.get("patience", 1800.0) + 60)
        assert process.returncode == 0, err
        books: dict[str, Any] = json.loads(out.splitlines()[-1])
        sys.stdout.write(f"{json.dumps(plan)} {json.dumps(books)}\n")
        return books

    return burn
