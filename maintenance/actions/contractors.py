"""Contractors, their people, and the owners' authorisations for them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from maintenance import kinds
from maintenance.models import Contractor, ContractorAuthorisation, Lift, Technician
from portal.accounts.models import User
from portal.files.models import File
from portal.ledger import actions as ledger


class AlreadyThere(Exception):
    """The NIF is another contractor's."""


class AlreadyAuthorised(Exception):
    """The owner's authorisation for this lift is on file and has no end."""


class CannotEnd(Exception):
    """It has ended already, or would end before it began."""


@transaction.atomic
def enter(*, name: str, nif: str, register_number: str, began_on: date) -> Contractor:
    """Takes a contractor on."""
    if Contractor.objects.filter(nif=nif).exists():
        raise AlreadyThere
    try:
        with transaction.atomic():
            return Contractor.objects.create(name=name, nif=nif, register_number=register_number, began_on=began_on)
    except IntegrityError as taken:
        raise AlreadyThere from taken


@transaction.atomic
def change(*, contractor: Contractor, name: str, register_number: str, ended_on: date | None) -> Contractor:
    """Mends its data, or says since when it works for us no more; its NIF and its first day stay."""
    if ended_on is not None and ended_on <= contractor.began_on:
        raise CannotEnd
    contractor.name, contractor.register_number, contractor.ended_on = name, register_number, ended_on
    contractor.save(update_fields=["name", "register_number", "ended_on"])
    return contractor


@transaction.atomic
def take_in(*, contractor: Contractor | None, technician: Technician) -> None:
    """From now on the technician is the contractor's, or our own again; what was done before stays whose it was."""
    Technician.objects.filter(pk=technician.pk).update(contractor=contractor)


@transaction.atomic
def authorise(
    *, contractor: Contractor, lift: Lift, file: File, from_on: date, to_on: date | None, by: User | None, at: datetime
) -> ContractorAuthorisation:
    """Keeps the owner's written authorisation and notes it in the lift's record (ITC AEM 1, art. 7)."""
    try:
        with transaction.atomic():
            made = ContractorAuthorisation.objects.create(
                contractor=contractor,
                lift=lift,
                file=file,
                from_on=from_on,
                to_on=to_on,
                written_by=by,
                written_at=at,
            )
    except IntegrityError as there:
        raise AlreadyAuthorised from there

    ledger.append(kinds.CONTRACTOR_AUTHORISED.of(made, occurred_at=at), by=by, at=at)
    return made


@transaction.atomic
def end(*, authorisation: ContractorAuthorisation, to_on: date, by: User, at: datetime) -> ContractorAuthorisation:
    """The first day on which it does not hold any more."""
    if to_on < authorisation.from_on:
        raise CannotEnd
    if not ContractorAuthorisation.objects.filter(pk=authorisation.pk, to_on=None).update(to_on=to_on):
        raise CannotEnd
    authorisation.refresh_from_db()

    ledger.append(kinds.CONTRACTOR_ENDED.of(authorisation, occurred_at=at), by=by, at=at)
    return authorisation
