"""Limits on how often something may be tried. Counted in the database: one UPDATE, safe among processes."""

import hashlib
from datetime import datetime, timedelta

from django.db import models

from portal.accounts.models import Tally


class TooMany(Exception):
    """It was tried too often; from `again_at` on it may be tried again."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__()
        self.again_at = again_at


def count(what: str, who: str, *, most: int, per: timedelta, at: datetime) -> None:
    """Counts one try; raises TooMany past `most` in a window of `per`. `who` is kept as a digest only."""
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:40]}"
    tally, _is_new = Tally.objects.get_or_create(key=key, defaults={"began_at": at})
    Tally.objects.filter(key=key, began_at__lte=at - per).update(began_at=at, count=0)
    if not Tally.objects.filter(key=key, count__lt=most).update(count=models.F("count") + 1):
        raise TooMany(tally.began_at + per)
