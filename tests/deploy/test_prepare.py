"""Setting a machine up: what is there is used, what is lacking is named with the exact command."""

import hashlib
import importlib.util
import json
import os

import pytest

from deploy import prepare
from deploy.machine import ROOT

SUDO = "" if os.geteuid() == 0 else "sudo "


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """An environment that looks made, with nothing stamped."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(prepare, "PYTHON", python)
    monkeypatch.setattr(prepare, "STAMP", tmp_path / "rellano.json")
    return tmp_path


def digest(name):
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def test_an_environment_stamped_with_both_locks_is_left_alone(environment, capsys):
    stamp = {"requirements.txt": digest("requirements.txt"), "requirements-dev.txt": digest("requirements-dev.txt")}
    (environment / "rellano.json").write_text(json.dumps(stamp))

    assert prepare.prepare() == prepare.prepare(dev=True) == prepare.PYTHON
    assert "Setting up" not in capsys.readouterr().out


@pytest.mark.parametrize("stamp", ["", "{torn", '{"requirements.txt": "of yesterday"}'])
def test_a_missing_torn_or_old_stamp_means_to_install(environment, stamp):
    (environment / "rellano.json").write_text(stamp)

    assert not prepare._has({"requirements.txt": digest("requirements.txt")})


def test_a_missing_venv_is_named_with_the_command_that_brings_it(monkeypatch, bare_machine, tmp_path, capsys):
    monkeypatch.setattr(prepare, "PYTHON", tmp_path / "no" / "python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(SystemExit) as stopped:
        prepare._make_environment()

    package = prepare._venv_package()
    assert stopped.value.code == 1
    assert capsys.readouterr().err == (
        "Python's venv is missing here. Install it and start again:\n"
        f"  {SUDO}apt-get update && {SUDO}apt-get install -y --no-install-recommends {package}\n"
    )


def test_without_pango_everything_else_goes_on_and_the_command_is_named(bare_machine, capsys):
    prepare._drawing()

    assert capsys.readouterr().out == (
        "PDFs cannot be made on this machine yet; everything else works, and documents wait until it can.\n"
        f"  {SUDO}apt-get update && {SUDO}apt-get install -y --no-install-recommends"
        " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )


@pytest.mark.parametrize("lock", [prepare.LOCK, prepare.DEV_LOCK])
def test_a_lock_has_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()
    pinned = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]

    assert pinned
    assert [line for line in pinned if not line.endswith("\\")] == []
    assert "://" not in text
