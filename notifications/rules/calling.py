"""Whether somebody may be called now, by what he wishes; nothing here asks a clock or a database."""

from dataclasses import dataclass
from datetime import date, datetime, time

from notifications.enums import Against
from notifications.rules import quiet
from notifications.rules.policy import CAP


@dataclass(frozen=True)
class Callee:
    """What calling a person hangs on. `told_this_week` counts what could have waited, letters and calls alike."""

    is_active: bool = True
    is_wrong: bool = False
    wants_no_calls: bool = False
    wants_law_only: bool = False
    paused_until: date | None = None
    zone: str = "Europe/Madrid"
    quiet_from: time = quiet.NIGHT_BEGINS
    quiet_to: time = quiet.DAY_BEGINS
    told_this_week: int = 0
    cap: int = CAP


def against(callee: Callee, now: datetime, *, could_wait: bool) -> list[Against]:
    """What speaks against it, the gravest first. Only a call that cannot wait is made in spite of his wishes.

    Nobody is called at the telephone of who said that he is somebody else.
    """
    always = ((Against.WRONG_PERSON, callee.is_wrong), (Against.NOT_ACTIVE, not callee.is_active))
    today = quiet.local(now, callee.zone).date()
    wishes = (
        (Against.NO_CALLS, callee.wants_no_calls),
        (Against.LAW_ONLY, callee.wants_law_only),
        (Against.PAUSED, callee.paused_until is not None and today < callee.paused_until),
        (Against.QUIET_HOURS, quiet.ends(now, callee.zone, callee.quiet_from, callee.quiet_to) is not None),
        (Against.CAP, callee.told_this_week >= callee.cap),
    )
    return [reason for reason, is_so in (*always, *(wishes if could_wait else ())) if is_so]
