"""Whether a fact is told to a person now. The reason is stored, and the office can read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Listener:
    """What speaking to a person hangs on."""

    has_address: bool
    is_active: bool
    owner_speaks_since: datetime | None
    lacks: str = "no_address"


@dataclass(frozen=True)
class SendNow:
    """Tell it at once."""

    reason: str = "now"


@dataclass(frozen=True)
class Drop:
    """Do not tell it; shown it is all the same."""

    reason: str


def decide(
    *,
    occurred_at: datetime,
    origin: str,
    stale_after: timedelta,
    listener: Listener,
    is_told_before: bool = False,
    now: datetime,
) -> SendNow | Drop:
    """History is silent, owners start silent, old news is no news, and nobody is written to without an address.

    What only completes a thing that was told is shown where it stands, and told once.
    """
    if origin == "history":
        return Drop("history")
    if listener.owner_speaks_since is None or occurred_at < listener.owner_speaks_since:
        return Drop("owner_not_spoken_to")
    if is_told_before:
        return Drop("told_before")
    if now - occurred_at > stale_after:
        return Drop("stale")
    if not (listener.is_active and listener.has_address):
        return Drop("not_active" if not listener.is_active else listener.lacks)
    return SendNow()
