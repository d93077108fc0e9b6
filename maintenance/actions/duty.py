"""Who answers when: duties are given, shortened, and taken away before they begin."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction

from maintenance.actions.hindered import Hindered
from maintenance.enums import DutyHindrance
from maintenance.models import Duty, Route, Technician
from portal.accounts.models import User

LONGEST = timedelta(days=14)


class CannotChange(Hindered[DutyHindrance]):
    """The duty cannot be so."""


@transaction.atomic
def give(
    *, technician: Technician, route: Route | None, from_at: datetime, to_at: datetime, by: User | None, at: datetime
) -> Duty:
    """Puts a technician on duty, for a route or for all; nobody is on duty twice at once, which the database keeps."""
    _refuse_odd(from_at, to_at, at)
    _hold(technician)
    if Duty.objects.within(from_at, to_at).filter(technician=technician).exists():
        raise CannotChange(DutyHindrance.OVERLAPS)

    try:
        with transaction.atomic():
            return Duty.objects.create(
                technician=technician, route=route, from_at=from_at, to_at=to_at, given_by=by, given_at=at
            )
    except IntegrityError as refused:
        raise CannotChange(DutyHindrance.OVERLAPS) from refused


@transaction.atomic
def shorten(*, duty: Duty, to_at: datetime, by: User, at: datetime) -> Duty:
    """Ends it earlier, from now on at the earliest."""
    found = [
        (DutyHindrance.BACKWARDS, to_at <= duty.from_at),
        (DutyHindrance.PAST, to_at < at),
        (DutyHindrance.LONGER, to_at > duty.to_at),
    ]
    _refuse_first(found)
    shorter = Duty.objects.standing().filter(pk=duty.pk, to_at__gt=at, to_at__gte=to_at)
    if not shorter.update(to_at=to_at, given_by=by, given_at=at):
        raise CannotChange(DutyHindrance.OVER)

    duty.refresh_from_db()
    return duty


@transaction.atomic
def remove(*, duty: Duty, by: User, at: datetime) -> None:
    """Takes away what has not begun; the row stays, with who did it."""
    if duty.from_at <= at:
        raise CannotChange(DutyHindrance.BEGUN)
    if not Duty.objects.standing().filter(pk=duty.pk, from_at__gt=at).update(removed_by=by, removed_at=at):
        raise CannotChange(DutyHindrance.OVER)


def _refuse_odd(from_at: datetime, to_at: datetime, at: datetime) -> None:
    found = [
        (DutyHindrance.BACKWARDS, to_at <= from_at),
        (DutyHindrance.PAST, to_at <= at),
        (DutyHindrance.TOO_LONG, to_at - from_at > LONGEST),
    ]
    _refuse_first(found)


def _refuse_first(found: list[tuple[DutyHindrance, bool]]) -> None:
    for hindrance, stands in found:
        if stands:
            raise CannotChange(hindrance)


def _hold(technician: Technician) -> None:
    """Holds the technician's row until the transaction ends: of two duties given at once the second sees the first."""
    working = Technician.objects.filter(pk=technician.pk, person__is_active=True)
    if not working.update(licence=models.F("licence")):
        raise CannotChange(DutyHindrance.GONE)
