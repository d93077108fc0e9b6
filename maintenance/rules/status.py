"""What may be said of a lift now (SCREENS, the four states)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from maintenance.enums import Status


@dataclass(frozen=True)
class Sightings:
    """What we know: since when a stop is open, since when an unconfirmed call waits, when we last were there."""

    stopped_since: datetime | None
    reported_at: datetime | None
    last_seen_at: datetime | None
    quiet_days: int
    portal_is_behind: bool = False


def status(known: Sightings, at: datetime) -> Status:
    """A stranger's report alone never says out of order; an old sighting never says no fault."""
    if known.stopped_since is not None:
        return Status.OUT_OF_ORDER
    if known.reported_at is not None:
        return Status.REPORTED
    if known.portal_is_behind or known.last_seen_at is None:
        return Status.UNKNOWN
    stale = at - known.last_seen_at > timedelta(days=known.quiet_days)
    return Status.UNKNOWN if stale else Status.NO_FAULT


def since(known: Sightings, last_fault_over_at: datetime | None) -> datetime | None:
    """The moment the state's sentence names."""
    return known.stopped_since or known.reported_at or last_fault_over_at or known.last_seen_at


def believed(known: Status, stale_at: datetime | None, at: datetime) -> Status:
    """A status written down earlier: «no fault» is not believed once our last sighting is too old."""
    old = stale_at is None or stale_at < at
    return Status.UNKNOWN if known == Status.NO_FAULT and old else known
