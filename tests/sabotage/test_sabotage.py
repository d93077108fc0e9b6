"""Breaks a copy of the tree, one case at a time, and runs the tests that must notice."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.sabotage.cases import CASES, Case

ROOT = Path(settings.BASE_DIR)
KEPT_OUT = ("var", "node_modules", "__pycache__", "*.pyc")


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, without what is hidden and what can be made anew."""
    copy = tmp_path_factory.mktemp("sabotage") / "tree"
    hidden = [path.name for path in ROOT.iterdir() if path.name.startswith(".")]
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*KEPT_OUT, *hidden))
    # Compiled once, and each file asked whether it is still what was compiled: a case may take less than a second.
    compiled = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", str(copy)]
    subprocess.run(compiled, check=True)
    return copy


def _failed(tree: Path, tests: tuple[str, ...], *options: str) -> tuple[int, set[str], str]:
    """How the run ended, which of the tests failed (whatever their parameters), and what it said."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    run = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:xdist", "-rfE", "--tb=no", *options, *tests],
        cwd=tree,
        env=kept | {"RELLANO_DATA": str(tree / "data"), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    named = re.findall(r"^(?:FAILED|ERROR) (\S+?)(?:\[|\s|$)", run.stdout, re.M)
    return run.returncode, set(named), run.stdout + run.stderr


@pytest.mark.sabotage
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_broken_is_noticed(tree: Path, case: Case) -> None:
    file = tree / case.file
    whole = file.read_text()
    options = () if "migrations" in file.parts else ("--no-migrations",)  # tables of the models are made in a moment
    file.write_text(whole.replace(case.old, case.new, 1))
    try:
        status, failed, said = _failed(tree, case.tests, *options)
    finally:
        file.write_text(whole)

    assert (status, set(case.tests) - failed) == (1, set()), said


@pytest.mark.sabotage
def test_the_whole_tree_passes_what_the_broken_ones_fail(tree: Path) -> None:
    every = tuple(sorted({test for case in CASES for test in case.tests}))

    status, failed, said = _failed(tree, every)

    assert (status, failed) == (0, set()), said
