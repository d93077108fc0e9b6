"""By when the office promises news when it names no time of its own."""

from datetime import timedelta

from maintenance.enums import Answer
from maintenance.rules.law import ATTENDANCE_WITHIN_HOURS

WITH_SOMEBODY_INSIDE = timedelta(minutes=30)  # the law says «at once» (art. 7.2); minutes are a contract's
STOPPED = timedelta(hours=2)
OTHERWISE = timedelta(hours=ATTENDANCE_WITHIN_HOURS)


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
