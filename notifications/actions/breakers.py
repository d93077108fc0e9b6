"""Doors at which nobody gets through: after a few failures in a row nobody knocks for a while, then one of all workers.

So ten thousand mails that wait for a server that is down cost no attempt each: they stay where they are.
"""

from datetime import datetime, timedelta

from django.db import models

from notifications.models import Breaker
from notifications.rules import retrying

KNOCK = timedelta(minutes=2)  # the one who knocks is given so long; longer than any sender waits
LONGEST = timedelta(seconds=max(retrying.PAUSES)) + KNOCK  # what is shut for longer was shut before the clock went back


class Gate:
    """The doors as one turn of a worker sees them."""

    def __init__(self, at: datetime) -> None:
        self._failing = {one.door: one for one in Breaker.objects.filter(failures__gt=0)}
        self._knocking: set[str] = set()
        self.shut = {one.door for one in self._failing.values() if _is_shut(one, at)}

    def lets(self, door: str, at: datetime) -> bool:
        """Whether this worker may go there now; where nobody got through before, whether it is the one who knocks."""
        if not door or door in self._knocking:
            return True
        if door in self.shut:
            return False
        known = self._failing.get(door)
        if known is None or known.shut_until is None:
            return True
        same = Breaker.objects.filter(pk=known.pk, shut_until=known.shut_until)
        if same.update(shut_until=at + KNOCK):
            self._knocking.add(door)
            return True
        self.shut.add(door)
        return False

    def passed(self, door: str) -> None:
        """Somebody got through: it is open to everybody."""
        if self._failing.pop(door, None):
            Breaker.objects.filter(door=door).update(failures=0, shut_until=None, since=None, said="")
        self._knocking.discard(door)

    def failed(self, door: str, said: str, at: datetime) -> None:
        """Nobody got through."""
        if not door:
            return
        row, _is_new = Breaker.objects.get_or_create(door=door)
        Breaker.objects.filter(pk=row.pk, failures=0).update(since=at)
        Breaker.objects.filter(pk=row.pk).update(failures=models.F("failures") + 1, said=said)
        row.refresh_from_db()
        self._failing[door] = row
        self._knocking.discard(door)
        if pause := retrying.pause_after(row.failures):
            Breaker.objects.filter(pk=row.pk, failures__gt=0).update(shut_until=at + pause)
            self.shut.add(door)


def _is_shut(one: Breaker, at: datetime) -> bool:
    return one.shut_until is not None and at < one.shut_until <= at + LONGEST
