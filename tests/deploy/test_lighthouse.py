"""`make prove-pages` says what falls short, and in words what it needs."""

import os
import subprocess
import sys

import pytest

from deploy import browser, lighthouse
from deploy.lighthouse import Score
from deploy.machine import ROOT


def scores(category, *reached, said=""):
    return [Score("phone: today", category, one, said) for one in reached]


def test_the_middle_one_of_several_loads_counts(capsys):
    answer = lighthouse.report(scores("performance", 71, 96, 97, 95, 60, said="1.5 s"))

    assert answer == 0
    assert capsys.readouterr().out == "holds  performance     95  phone: today (71 96 97 95 60)  1.5 s\n"


def test_a_load_that_falls_short_fails(capsys):
    answer = lighthouse.report(scores("performance", 94, 94, 99))

    assert (answer, capsys.readouterr().out.split()[0]) == (1, "SHORT")


def test_one_barrier_on_one_page_fails(capsys):
    answer = lighthouse.report(scores("accessibility", 100) + scores("accessibility", 99, said="label: <input>"))

    assert answer == 1
    assert "label: <input>" in capsys.readouterr().out


def test_nothing_seen_is_no_success(capsys):
    answer = lighthouse.report([])

    assert (answer, capsys.readouterr().out) == (1, "Lighthouse looked at nothing.\n")


@pytest.mark.skipif(browser.chromium() is None, reason="there is no Chromium here")
def test_without_node_it_says_so_in_words(tmp_path):
    (tmp_path / "chromium").symlink_to(str(browser.chromium()))

    answer = subprocess.run(
        [sys.executable, "-m", "deploy.lighthouse"],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("Lighthouse needs Node 18 or newer with npm, and they are not here.")


def test_what_npm_fetches_is_locked_without_addresses():
    locks = [ROOT / "package-lock.json", ROOT / "tests/lighthouse/package-lock.json"]

    assert [lock.name for lock in locks if '"resolved"' in lock.read_text()] == []
