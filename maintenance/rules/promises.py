"""By when the office promises news when it names no time of its own."""

from datetime import datetime, timedelta

from maintenance.enums import Answer
from maintenance.rules.law import ATTENDANCE_WITHIN_HOURS

WITH_SOMEBODY_INSIDE = timedelta(minutes=30)  # the law says «at once» (art. 7.2); minutes are a contract's
STOPPED = timedelta(hours=2)
OTHERWISE = timedelta(hours=ATTENDANCE_WITHIN_HOURS)

GRACE = timedelta(minutes=15)  # the office's own, to give its news before we own up to the owner
STILL_NEWS = timedelta(minutes=30)  # what was told so shortly before the hour is the news that was promised

STOPPED_LONG = timedelta(hours=4)  # then it cannot wait for the next morning's summary (TOUCHPOINTS, defaults)


def usual(anyone_inside: Answer, stopped: Answer) -> timedelta:
    """How soon there will be news, after what the caller said."""
    if anyone_inside == Answer.YES:
        return WITH_SOMEBODY_INSIDE
    return STOPPED if stopped == Answer.YES else OTHERWISE


def share_spent(began: float, until: float, now: float) -> int:
    """Percent of the time between a promise and its hour that has gone by; moments in seconds."""
    if until <= began:
        return 100
    return min(100, max(0, round((now - began) * 100 / (until - began))))


def tone(whole: float, left: float) -> str:
    """How a promise looks: red once broken, amber in its last quarter; seconds."""
    if left <= 0:
        return "stop"
    return "warn" if left < whole / 4 else ""


def is_unkept(until: datetime, last_told_at: datetime | None, now: datetime) -> bool:
    """Whether an hour has passed and nothing was told, neither shortly before it nor since."""
    return now >= until + GRACE and (last_told_at is None or last_told_at < until - STILL_NEWS)
