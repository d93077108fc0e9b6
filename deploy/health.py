"""`python -m deploy.health web|worker|beat`: whether this container's process does its work; for health checks.

A worker may run and take nothing any more, so it is asked for its last piece of work, not for its pulse.
"""

import http.client
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from deploy.supervisor import SILENCE

BEAT_WRITES = 400.0  # seconds; beat puts its schedule on disk every 180


def web() -> bool:
    """The web process answers, reaches its database and finds it migrated."""
    door = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
    site = urlsplit(os.environ.get("SITE_URL", "http://localhost"))
    headers = {"Host": site.hostname or "localhost", "X-Forwarded-Proto": site.scheme}
    try:
        door.request("GET", "/readyz", headers=headers)
        return door.getresponse().status == 200
    except OSError:
        return False
    finally:
        door.close()


def worker() -> bool:
    """The worker has consumed a piece of work lately; the sweeps bring one every five seconds."""
    return _age(Path(os.environ["HEARTBEAT"])) < SILENCE


def beat() -> bool:
    """The beat still writes its schedule down."""
    folder = Path(os.environ.get("RELLANO_DATA", "var"))
    return min((_age(path) for path in folder.glob("beat*")), default=BEAT_WRITES) < BEAT_WRITES


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


if __name__ == "__main__":
    raise SystemExit(not {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]())
