"""What lies ahead of a technician: the own duties with who comes before and after, and works on the lifts."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from maintenance.models import Duty, Lift, Work
from maintenance.queries.duty import every
from portal.accounts.models import User
from portal.lib.text import timestamp

Row = dict[str, Any]
DUTIES_WITHIN, WORKS_WITHIN = timedelta(days=14), timedelta(days=7)
HANDED_OVER_WITHIN = timedelta(days=1)


def duties(person: User, now: datetime) -> list[Row]:
    """The person's duties that hold now or begin within two weeks, and to whom each is handed over."""
    own = list(every().within(now, now + DUTIES_WITHIN).filter(technician__person=person))
    first = min((one.from_at for one in own), default=now) - HANDED_OVER_WITHIN
    last = max((one.to_at for one in own), default=now) + HANDED_OVER_WITHIN
    others = list(every().within(first, last).exclude(technician__person=person))
    return [_duty(one, [other for other in others if other.route_id in {None, one.route_id}]) for one in own]


def _duty(duty: Duty, others: Sequence[Duty]) -> Row:
    """A duty, with the last to end within the day before it and the first to begin within the day after."""
    earlier = [one for one in others if duty.from_at - HANDED_OVER_WITHIN < one.to_at <= duty.from_at]
    later = [one for one in others if duty.to_at <= one.from_at < duty.to_at + HANDED_OVER_WITHIN]
    return {
        "id": str(duty.pk),
        "from_at": timestamp(duty.from_at),
        "to_at": timestamp(duty.to_at),
        "route": duty.route.name if duty.route else None,
        "before": _name(max(earlier, key=lambda one: (one.to_at, one.route_id is not None), default=None)),
        "after": _name(min(later, key=lambda one: (one.from_at, one.route_id is None), default=None)),
    }


def _name(duty: Duty | None) -> str | None:
    return duty.technician.person.name if duty else None


def works(lifts: Collection[Lift], now: datetime) -> list[Row]:
    """Works on these lifts that are being done or begin within a week, the nearest first. One that lasts longer than it
    was planned has no end yet.
    """
    found = Work.objects.filter(lift__in=[lift.pk for lift in lifts]).before(now + WORKS_WITHIN)
    return [
        {
            "id": str(row.pk),
            "lift": str(row.lift_id),
            "from_at": timestamp(row.begun_at or row.from_at),
            "to_at": timestamp(row.to_at) if row.to_at > now else None,
            "words": f"{row.get_kind_display()}: {row.words}",
        }
        for row in found.order_by("from_at", "pk")
    ]
