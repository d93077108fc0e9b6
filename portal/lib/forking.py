"""Forks the processes that look into files: `python forking.py FD`. Started by `portal.lib.confined`.

To read pikepdf takes longer than to look into a paper with it. So one process reads our scripts, once each, and opens
no file that somebody else made; each look is a fork of it, with the script's own limits. A message on the socket says
which script, with which words, for how many seconds, and brings three streams: the bytes, where the answer goes, and
where is said how it ended. It ends when nobody asks for a minute, and when who started it is gone.
"""

import importlib.util
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

IDLE_SECONDS = 60
LONGEST = 1 << 16  # bytes of a message
STREAMS = 3


def serve(door: socket.socket) -> None:
    """Until nobody asks any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who keeps a look is waited for by nobody
    scripts: dict[str, ModuleType] = {}
    while select.select([door], [], [], IDLE_SECONDS)[0]:
        told, streams, _flags, _address = socket.recv_fds(door, LONGEST, STREAMS)
        if not told:
            return
        path, words, seconds = json.loads(told)
        script = scripts.get(path) or scripts.setdefault(path, _read(path))
        if not os.fork():
            door.close()
            _keep(script, words, seconds, *streams)
        for one in streams:
            os.close(one)


def _read(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    if not spec or not spec.loader:
        raise ImportError(path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    if hasattr(script, "ready"):
        script.ready()
    return script


def _keep(script: ModuleType, words: list[str], seconds: float, content: int, answer: int, end: int) -> None:
    """Waits for one look and says how it ended; ends it when its time is over or nobody is left to hear of it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    looks = os.fork()
    if not looks:
        os.dup2(0, 2)  # a parser's complaints about a file are nobody's news
        os.dup2(content, 0)
        os.dup2(answer, 1)
        os.closerange(3, max(content, answer, end) + 1)
        os._exit(_code_of(script, words))
    os.close(content)
    os.close(answer)
    ended = os.pidfd_open(looks)
    waiting = select.poll()
    waiting.register(ended, select.POLLIN)
    waiting.register(end, 0)  # the other side is closed
    slow = ended not in dict(waiting.poll(seconds * 1000))
    if slow:
        os.kill(looks, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(looks, 0)[1])
    with suppress(BrokenPipeError):  # nobody waits for it
        os.write(end, json.dumps([code, slow]).encode())
    os._exit(0)


def _code_of(script: ModuleType, words: list[str]) -> int:
    """Runs it as a program of its own would be run."""
    sys.argv = [str(script.__file__), *words]
    try:
        code = script.main()
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - whatever it is, it ends here and not in the code that forks
        return 1
    return int(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
