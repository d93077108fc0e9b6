import pytest

from deploy import machine


@pytest.fixture
def free_port() -> int:
    return machine.free_port()


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """Nothing in PATH and no library to load: what is lacking cannot be installed either."""

    def refuse(name):
        raise OSError(name)

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ctypes.CDLL", refuse)
