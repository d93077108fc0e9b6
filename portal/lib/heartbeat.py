"""The sign that a worker works: a file touched with every piece of work it has consumed.

A worker that runs but takes nothing any more looks well from outside. Whoever watches it (the supervisor of
`make run`, the health check of a container) reads the age of the file named by HEARTBEAT; the web has none.
"""

from pathlib import Path
from typing import Any

from django.conf import settings


def beat(**_signal: Any) -> None:
    """Says that a piece of work is behind us; takes what a Celery signal brings and needs none of it."""
    if settings.HEARTBEAT:
        Path(settings.HEARTBEAT).touch()
