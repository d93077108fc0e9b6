"""Property managers' firms, and who works at them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from owners.models import Agency, Membership
from portal.accounts.models import User


class AlreadyMember(Exception):
    """The person works at that firm."""


class CannotLeave(Exception):
    """The membership has ended already, or would end before it began."""


def enrol(*, name: str, nif: str = "", email: str = "", phone: str = "") -> Agency:
    """Writes down a firm, which speaks for nobody yet."""
    return Agency.objects.create(name=name, nif=nif, email=email, phone=phone)


def change(*, agency: Agency, **columns: str) -> Agency:
    """Writes name, NIF, e-mail, telephone."""
    Agency.objects.filter(pk=agency.pk).update(**columns)
    agency.refresh_from_db()
    return agency


@transaction.atomic
def join(
    *, agency: Agency, person: User, from_on: date, by: User | None, at: datetime, is_head: bool = False
) -> Membership:
    """From a day on the person has what the firm's mandates give."""
    try:
        with transaction.atomic():
            return Membership.objects.create(
                agency=agency, person=person, is_head=is_head, from_on=from_on, added_by=by, added_at=at
            )
    except IntegrityError as member:
        raise AlreadyMember from member


@transaction.atomic
def leave(*, membership: Membership, to_on: date, by: User | None, at: datetime) -> Membership:
    """At 00:00 of a day the person loses all that the firm's mandates gave."""
    running = Membership.objects.filter(pk=membership.pk, to_on=None, from_on__lte=to_on)
    if not running.update(to_on=to_on, ended_by=by, ended_at=at):
        raise CannotLeave
    membership.refresh_from_db()
    return membership
