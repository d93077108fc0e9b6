"""Points at which a proof lets a process die, as a power cut would: by its own SIGKILL, with nothing tidied up.

Nothing happens unless CRASH_AT names the point when the process begins (`CRASH_AT=after-handoff:3` dies the third time
it comes by). Otherwise a point costs one comparison.
"""

import os
import signal
from dataclasses import dataclass

POINTS = frozenset(
    {"after-commit", "after-claim", "after-handoff", "after-dot", "after-250", "after-accept"},
)


@dataclass
class _Armed:
    """The point, and how often the process may still come by."""

    point: str = ""
    left: int = 1


_armed = _Armed()


def arm(named: str) -> None:
    """Reads `point` or `point:times`; an empty name disarms. Raises KeyError for a point there is not."""
    point, _, times = named.partition(":")
    if point and point not in POINTS:
        raise KeyError(point)
    _armed.point, _armed.left = point, int(times or 1)


def crash_at(point: str) -> None:
    """Dies here when it is this point's turn."""
    if not _armed.point or _armed.point != point:
        return
    _armed.left -= 1
    if _armed.left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)


arm(os.environ.get("CRASH_AT", ""))
