"""The phone's clock against ours. Beyond five minutes its times are moved by the difference, which stays written."""

from datetime import datetime, timedelta
from typing import Any

TOLERATED = timedelta(minutes=5)
TO_COME = frozenset({"next_update_by", "expected_back_at"})  # promised, so rightly ahead


def seconds(device_time: datetime | None, received_at: datetime) -> int:
    """By how much the phone's clock is behind ours; 0 within what is tolerated, or when it did not say."""
    if device_time is None or abs(received_at - device_time) <= TOLERATED:
        return 0
    return round((received_at - device_time).total_seconds())


def moved(told: Any, by: int, received_at: datetime) -> Any:
    """What was told with every time in it as our clock would have had it.

    A time a little ahead of ours counts as the moment of arrival: nothing that happened is still to come.
    """
    if isinstance(told, datetime):
        return _settled(told + timedelta(seconds=by), received_at)
    if isinstance(told, dict):
        return {
            name: value + timedelta(seconds=by) if name in TO_COME and value else moved(value, by, received_at)
            for name, value in told.items()
        }
    if isinstance(told, list):
        return [moved(value, by, received_at) for value in told]
    return told


def _settled(moment: datetime, received_at: datetime) -> datetime:
    return received_at if received_at < moment <= received_at + TOLERATED else moment
