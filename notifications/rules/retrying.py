"""What a refusal means, and how long to wait before the next attempt (RELIABILITY §1.7). Plain values: no clock.

The classes are pretix's: soon, scattered, slowly, never. Two are ours: nobody at the door, and our own mistake.
"""

import re
from datetime import timedelta
from enum import StrEnum


class Refusal(StrEnum):
    """Why the other side did not take it."""

    SOON = "soon"  # busy, greylisting, a storage hiccup
    CROWDED = "crowded"  # too many of us at once (432): who comes back together is refused together
    FULL = "full"  # the reader's mailbox is full: no minute changes that
    DOWN = "down"  # nobody answers at the door
    OURS = "ours"  # it wants to know who we are: our mistake, mended by us
    FOR_GOOD = "for_good"  # there is no such address, or it does not want this


NOBODY_GETS_THROUGH = frozenset({Refusal.DOWN, Refusal.OURS})
WAITS = {  # seconds; the last one stays
    Refusal.SOON: (30, 120, 600, 1800, 3600),
    Refusal.CROWDED: (60, 180, 600, 1800, 3600),
    Refusal.FULL: (3600, 3 * 3600, 6 * 3600),
    Refusal.DOWN: (30,),  # the breaker decides when somebody knocks again
    Refusal.OURS: (30,),
}
SCATTER = {Refusal.CROWDED: 1.0}  # as a share of the wait; those who would come back together do not
HOURLY = 0.2  # the same, of a wait of an hour or more

WHO_ARE_YOU = frozenset({454, 530, 534, 535, 538})  # RFC 4954
OF_HTTP = {  # what a gateway's answer means; of another 4xx it never goes, of another 5xx nobody knows
    401: Refusal.OURS, 402: Refusal.OURS, 403: Refusal.OURS, 408: Refusal.SOON, 425: Refusal.SOON,
    429: Refusal.CROWDED, 503: Refusal.SOON,
}  # fmt: skip
ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463


def of_answer(code: int, words: str, *, is_sized: bool = False) -> Refusal:
    """What a mail server's answer means; `is_sized` when it answers to MAIL, where 552 speaks of the size alone."""
    if code in WHO_ARE_YOU:
        return Refusal.OURS
    if code == 432:
        return Refusal.CROWDED
    if code in {452, 552} and _is_full(code, words) and not is_sized:
        return Refusal.FULL
    return Refusal.SOON if code < 500 else Refusal.FOR_GOOD


def _is_full(code: int, words: str) -> bool:
    """X.2.2 says that it is the mailbox; a 552 that says nothing else means it (RFC 5321), a bare 452 does not."""
    found = ENHANCED.search(words)
    return found.group(2, 3) == ("2", "2") if found else code == 552


def retry_after(attempts: int, refusal: Refusal = Refusal.SOON, *, chance: float = 0.0) -> timedelta:
    """How long to wait after so many attempts; `chance`, from 0 to 1, scatters those who would come back at once."""
    waits = WAITS[refusal]
    seconds = waits[min(attempts, len(waits)) - 1]
    scatter = SCATTER.get(refusal, HOURLY if seconds >= 3600 else 0.0)
    return timedelta(seconds=seconds * (1 + scatter * chance))


FAILURES = 3  # in a row, of whoever knocks, before the breaker opens
PAUSES = (15, 30, 60, 120)  # seconds nobody knocks; the last one stays


def pause_after(failures: int) -> timedelta | None:
    """How long nobody knocks at a door after so many failures in a row; None while it is still tried."""
    if failures < FAILURES:
        return None
    return timedelta(seconds=PAUSES[min(failures - FAILURES, len(PAUSES) - 1)])


SETTLES = timedelta(minutes=2)  # twice what a sender waits for an answer
SETTLES_BY_COPY = timedelta(minutes=10)  # what RFC 5321 §4.5.3.2.6 gives a relay between the last dot and its answer
LOOKS = (5, 15, 30, 60, 120, 600, 3600)  # seconds from one look for evidence to the next; the last one stays


def next_look(looks: int) -> timedelta:
    """How long after so many looks to look again."""
    return timedelta(seconds=LOOKS[min(looks, len(LOOKS) - 1)])
