"""Contracts: entered as they were agreed, their price revised, ended. What was agreed is never rewritten."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from maintenance.models import Lift
from owners.enums import Cover
from owners.kinds import money as kinds
from owners.models import Clause, Contract, Owner, Price
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib import clock


class AlreadyThere(Exception):
    """The owner has a contract of that number."""


class CannotRevise(Exception):
    """The contract has a price from that day already, or ends before it, or begins after it."""


class CannotEnd(Exception):
    """It has ended, or would end before it began."""


@dataclass(frozen=True)
class Terms:
    """What was agreed, but for the clauses and the price."""

    number: str
    cover: Cover
    starts_on: date
    words: str = ""
    signed_on: date | None = None
    term_ends_on: date | None = None
    renews_months: int = 0
    notice_days: int = 0
    trapped_minutes: int | None = None
    stopped_minutes: int | None = None
    other_minutes: int | None = None


@dataclass(frozen=True)
class Says:
    """A clause: its number, what it says, and whether the fee covers what it speaks of."""

    number: str
    words: str
    covers: bool | None = None


@transaction.atomic
def enter(
    *,
    owner: Owner,
    lifts: Collection[Lift],
    terms: Terms,
    clauses: Sequence[Says],
    monthly: Decimal,
    source: str = "",
    external_id: str = "",
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Contract:
    """Writes a contract down with its first price."""
    try:
        with transaction.atomic():
            contract = Contract.objects.create(
                owner=owner, entered_by=by, entered_at=at, source=source, external_id=external_id, **asdict(terms)
            )
    except IntegrityError as taken:
        raise AlreadyThere from taken
    contract.lifts.set(lifts)
    Clause.objects.bulk_create(
        Clause(contract=contract, place=place, **asdict(one)) for place, one in enumerate(clauses, start=1)
    )
    price = Price.objects.create(
        contract=contract, monthly=monthly, from_on=terms.starts_on, revised_by=by, revised_at=at
    )

    begun = clock.midnight(terms.starts_on, companies.current().time_zone)
    ledger.append(
        kinds.CONTRACT_ENTERED.of(contract, occurred_at=begun, origin=origin),
        kinds.PRICE_REVISED.of(price, occurred_at=begun, origin=origin),
        by=by,
        at=at,
    )
    return contract


@transaction.atomic
def revise_price(
    *,
    contract: Contract,
    monthly: Decimal,
    from_on: date,
    why: str,
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Price:
    """The fee is another from a day on, and why."""
    if from_on < contract.starts_on or (contract.ended_on and from_on >= contract.ended_on):
        raise CannotRevise
    try:
        with transaction.atomic():
            price = Price.objects.create(
                contract=contract, monthly=monthly, from_on=from_on, why=why, revised_by=by, revised_at=at
            )
    except IntegrityError as taken:
        raise CannotRevise from taken

    ledger.append(kinds.PRICE_REVISED.of(price, occurred_at=at, origin=origin), by=by, at=at)
    return price


@transaction.atomic
def end(
    *,
    contract: Contract,
    ended_on: date,
    why: str,
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Contract:
    """It holds no more from a day on."""
    running = Contract.objects.filter(pk=contract.pk, ended_on=None, starts_on__lte=ended_on)
    if not running.update(ended_on=ended_on, why_ended=why, ended_by=by, ended_at=at):
        raise CannotEnd
    contract.refresh_from_db()

    ledger.append(kinds.CONTRACT_ENDED.of(contract, occurred_at=at, origin=origin), by=by, at=at)
    return contract
