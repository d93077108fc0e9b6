"""What a technician may work on: outside it nothing exists.

The round shows what may be worked on today. What a phone tells is asked of the time it happened too: a duty that is
over, an owner's paper that has run out, a route that another has taken on, a visit that was given to a colleague
meanwhile were his when he did the work, and nothing that happened is refused.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from maintenance import kinds
from maintenance.models import Breakdown, BreakdownStep, Lift, Technician, Visit
from maintenance.models.lift import LiftQuerySet
from maintenance.queries import contractors
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger.models import Entry
from portal.lib import clock

PLANS = tuple(kind.name for kind in kinds.PLANS)
HAD_BY = ("technician", "from_technician")


def lifts(person: User, at: datetime, *, since: datetime | None = None) -> LiftQuerySet:
    """Lifts the person may work on now, or on duty later today; with `since`, also those of a duty or a paper since."""
    zone = companies.current().time_zone
    first, today = min(since or at, at), clock.day_in(zone, at)
    midnight = clock.bounds(today, zone)[1]
    return Lift.objects.workable_by(person, within=(first, midnight), on=(clock.day_in(zone, first), today))


def lift(person: User, key: UUID, *, visit: UUID, at: datetime, since: datetime) -> Lift | None:
    """The lift, if it is or was since one of the person's; also when only this visit is or ever was."""
    rows = Lift.objects.select_related("building").filter(pk=key)
    if found := rows.filter(pk__in=lifts(person, at, since=since).values("pk")).first():
        return found
    found = rows.first()
    return found if found and (_was_given(person, visit, key) or _was_handed_on(person, found, since)) else None


def breakdown(person: User, key: UUID, *, at: datetime, since: datetime) -> Breakdown | None:
    """The breakdown, if it is open on a lift that is or was since one of the person's, or the person ever had it."""
    had = BreakdownStep.objects.filter(technician__person=person).values("breakdown")
    open_there = Q(restored_at=None, lift__in=lifts(person, at, since=since).values("pk"))
    rows = Breakdown.objects.filter(pk=key)
    if found := rows.filter(Q(technician__person=person) | Q(pk__in=had) | open_there).first():
        return found
    left = rows.filter(restored_at=None).select_related("lift__building").first()
    return left if left and _was_handed_on(person, left.lift, since) else None


def _was_given(person: User, visit: UUID, lift: UUID) -> bool:
    """Whether a visit of this lift is the person's, or was before the office moved it."""
    if Visit.objects.filter(pk=visit, lift=lift, technician__person=person).exists():
        return True
    planned = Entry.objects.of_stream(lift).filter(subject_id=visit, kind__in=PLANS)
    return _names(person, planned, HAD_BY)


def _was_handed_on(person: User, lift: Lift, since: datetime) -> bool:
    """Whether it went from a route of the person's to somebody else since a moment at which he might work on it."""
    handed = Entry.objects.of_stream(lift.pk).filter(kind=kinds.LIFT_HANDED.name, occurred_at__gt=since)
    return _names(person, handed, ("from_technician",)) and contractors.may_work(
        Technician.objects.get(person=person), lift, clock.day_in(lift.building.time_zone, since)
    )


def _names(person: User, entries: QuerySet[Entry], facts: tuple[str, ...]) -> bool:
    who = Technician.objects.filter(person=person).values_list("pk", flat=True).first()
    return who is not None and any(str(who) in map(entry.facts.get, facts) for entry in entries)
