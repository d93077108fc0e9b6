"""What a typed clock time means: the office writes down at 10:20 what happened at 10:12, or at 23:55."""

from datetime import datetime, time, timedelta

MINUTE = timedelta(minutes=1)


def happened(typed: time, *, now: datetime, not_before: datetime | None = None) -> datetime:
    """The last moment with this clock time, in the zone of `now`.

    A time still to come is yesterday's, unless that lies before what is known to have come first: then it is today's,
    for the caller to refuse. A minute that holds `not_before` means that very moment.
    """
    today = datetime.combine(now.date(), typed, now.tzinfo)
    if not_before is not None and today <= not_before < today + MINUTE:
        return not_before
    if today <= now:
        return today
    yesterday = today - timedelta(days=1)
    return today if not_before is not None and yesterday < not_before else yesterday
