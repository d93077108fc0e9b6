"""Owners, what they hold, and who speaks for them."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from maintenance.models import Lift
from owners import kinds
from owners.models import Agency, Mandate, Owner, Tenure
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib import clock
from portal.lib.text import fold


class CannotEnd(Exception):
    """It has ended already, or would end before it began."""


class AlreadyHeld(Exception):
    """The person or the firm holds that mandate of that owner."""


def prepare(**columns: Any) -> Owner:
    """An owner not yet stored, with its search text."""
    owner = Owner(**columns)
    owner.search = fold(owner.name, owner.nif, owner.address)
    return owner


@transaction.atomic
def hold(
    *, owner: Owner, lift: Lift, from_on: date, by: User | None, at: datetime, origin: Origin = Origin.LIVE
) -> Tenure:
    """From a day on the lift is this owner's; the tenure before ends that day."""
    for before in Tenure.objects.filter(lift=lift, to_on=None):
        end_tenure(tenure=before, to_on=from_on, by=by, at=at, origin=origin)
    tenure = Tenure.objects.create(owner=owner, lift=lift, from_on=from_on)

    ledger.append(kinds.TENURE_BEGAN.of(tenure, occurred_at=_began(from_on), origin=origin), by=by, at=at)
    return tenure


@transaction.atomic
def end_tenure(*, tenure: Tenure, to_on: date, by: User | None, at: datetime, origin: Origin = Origin.LIVE) -> Tenure:
    """The owner holds the lift no longer."""
    if not Tenure.objects.filter(pk=tenure.pk, to_on=None, from_on__lt=to_on).update(to_on=to_on):
        raise CannotEnd
    tenure.refresh_from_db()

    ledger.append(kinds.TENURE_ENDED.of(tenure, occurred_at=_began(to_on), origin=origin), by=by, at=at)
    return tenure


@transaction.atomic
def give_mandate(
    *,
    owner: Owner,
    role: Role,
    from_on: date,
    by: User | None,
    at: datetime,
    person: User | None = None,
    agency: Agency | None = None,
    evidence: str = "",
    evidence_file: File | None = None,
    origin: Origin = Origin.LIVE,
) -> Mandate:
    """Lets a person or a firm speak for the owner from a day on."""
    proof = {"evidence": evidence, "evidence_file": evidence_file}
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                owner=owner, role=role, person=person, agency=agency, from_on=from_on, **proof
            )
    except IntegrityError as held:
        raise AlreadyHeld from held

    ledger.append(kinds.MANDATE_GIVEN.of(mandate, occurred_at=_began(from_on), origin=origin), by=by, at=at)
    return mandate


@transaction.atomic
def end_mandate(
    *, mandate: Mandate, to_on: date, by: User | None, at: datetime, origin: Origin = Origin.LIVE
) -> Mandate:
    """The mandate ends at 00:00 of a day."""
    if not Mandate.objects.filter(pk=mandate.pk, to_on=None, from_on__lte=to_on).update(to_on=to_on):
        raise CannotEnd
    mandate.refresh_from_db()

    ledger.append(kinds.MANDATE_ENDED.of(mandate, occurred_at=_began(to_on), origin=origin), by=by, at=at)
    return mandate


def _began(day: date) -> datetime:
    return clock.midnight(day, companies.current().time_zone)
