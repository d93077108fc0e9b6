"""A process apart for what somebody else made: whole answers, its own limits, nothing of ours, and an end."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.lib import confined, dissecting
from tests.papers import pdf

pytestmark = pytest.mark.any_database

TELLS = """
import json, os, sys
def main():
    seen = sys.stdin.buffer.read()
    open_ones = [one for one in os.listdir("/proc/self/fd") if os.path.exists("/proc/self/fd/" + one)]
    print(json.dumps([len(seen), sys.argv[1:], len(open_ones), list(os.environ)]))
    return 3
"""
SLEEPS = """
import os, sys, time
def main():
    open(sys.stdin.buffer.read(), "w").write(str(os.getpid()))
    time.sleep(60)
"""
FAILS = "def main():\n    raise SystemExit('no')\n"
DIES = "import os\ndef main():\n    print('half', flush=True)\n    os.kill(os.getpid(), 9)\n"
WRITES = "import sys\ndef main():\n    sys.stdout.buffer.write(sys.stdin.buffer.read())\n    return 0\n"


@pytest.fixture
def script(tmp_path):
    """Makes a module of these lines."""

    def of(lines):
        path = tmp_path / f"script{len(list(tmp_path.iterdir()))}.py"
        path.write_text(lines)
        spec = importlib.util.spec_from_file_location("script", path)
        return importlib.util.module_from_spec(spec)

    return of


def test_a_look_gets_bytes_and_words_and_nothing_of_ours(script, monkeypatch):
    monkeypatch.setenv("RELLANO_SECRET", "ours")

    answer = confined.run(script(TELLS), "one", "two", content=b"x" * 100_000)
    *told, environment = json.loads(answer.output)

    assert (answer.code, *told) == (3, 100_000, ["one", "two"], 3)
    assert set(environment) - {"LC_CTYPE"} == {"PATH", "OMP_NUM_THREADS", "MALLOC_ARENA_MAX"}


def test_looks_leave_no_stream_and_no_process_behind(script):
    echo = script(WRITES)
    confined.run(echo, content=b"")
    before = _open_ones()
    large = os.urandom(3_000_000)

    answers = [confined.run(echo, content=large[n:]) for n in range(20)]

    assert [answer.output == large[n:] for n, answer in enumerate(answers)] == [True] * 20
    assert _open_ones() == before
    assert _until(lambda: not _children(confined._forks.process.pid))


@pytest.mark.parametrize(("lines", "code"), [(FAILS, 1), (DIES, -signal.SIGKILL)])
def test_how_a_look_ended_is_told(script, lines, code):
    assert confined.run(script(lines), content=b"").code == code


def test_a_look_that_takes_too_long_is_ended(script, tmp_path):
    told = tmp_path / "pid"

    with pytest.raises(confined.TooLong):
        confined.run(script(SLEEPS), content=str(told).encode(), timeout=0.3)

    assert _until(lambda: not _lives(int(told.read_text())))


def test_who_forks_may_end_and_is_begun_anew():
    paper = pdf(lambda made: made.add_blank_page())
    first = confined.run(dissecting, content=paper)
    ended = confined._forks.process.pid
    os.kill(ended, signal.SIGKILL)

    again = confined.run(dissecting, content=paper)

    assert again == first
    assert confined._forks.process.pid != ended


def test_who_cannot_fork_is_said_and_not_taken_for_a_bad_file(script, tmp_path, monkeypatch):
    (nobody := tmp_path / "nobody.py").write_text("")
    monkeypatch.setattr(confined.forking, "__file__", str(nobody))
    monkeypatch.setattr(confined, "_forks", None)

    with pytest.raises(ChildProcessError):
        confined.run(script(WRITES), content=b"")


USES = """
import os, sys
from portal.lib import confined, joining
confined.run(joining, content=b'{"sets": []}')
first = confined._forks.process.pid
child = os.fork()
if not child:
    confined.run(joining, content=b'{"sets": []}')
    second = confined._forks.process.pid
    print(second, flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(first, flush=True)
sys.stdin.read()
"""


def test_each_process_has_its_own_and_it_ends_with_it():
    used = subprocess.Popen(
        [sys.executable, "-c", USES], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    second, first = int(used.stdout.readline()), int(used.stdout.readline())
    lived = _lives(first)
    ended = _until(lambda: not _lives(second))

    used.kill()
    used.communicate()

    assert first != second
    assert (lived, ended) == (True, True)
    assert _until(lambda: not _lives(first))


def _open_ones():
    return len(list(Path("/proc/self/fd").iterdir()))


def _until(holds):
    ends = time.monotonic() + 10
    while not holds() and time.monotonic() < ends:
        time.sleep(0.02)
    return holds()


def _lives(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _children(number):
    return Path(f"/proc/{number}/task/{number}/children").read_text().split()
