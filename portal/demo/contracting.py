"""The contracts of the demo, one an owner, written down once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from maintenance.models import Lift
from owners.kinds import money as kinds
from owners.models import Clause, Contract, Owner, Price
from portal.demo import agreements, founding
from portal.demo.agreements import Agreement
from portal.demo.known import SOURCE, Known
from portal.demo.world import ZONE
from portal.ledger.kinds import Origin, Record
from portal.lib import clock

YEAR, RECENT = 12, 1  # months of invoices: of owners we write to, and of the manager's others


@transaction.atomic
def agree(known: Known, *, at: datetime) -> None:
    """Writes every owner's contract down, once."""
    there = set(Contract.objects.filter(source=SOURCE).values_list("owner__nif", flat=True))
    made = [_Agreed(known, held, at) for held in holdings(known) if held.owner.nif not in there]
    Contract.objects.bulk_create(one.contract for one in made)
    Contract.lifts.through.objects.bulk_create(
        Contract.lifts.through(contract=one.contract, lift=lift) for one in made for lift in one.lifts
    )
    Clause.objects.bulk_create(clause for one in made for clause in one.clauses)
    Price.objects.bulk_create(price for one in made for price in one.prices)
    founding.append_all([record for one in made for record in one.records], at=at)


@dataclass(frozen=True)
class Holding:
    """An owner with its lifts in care, what it agreed, and how many months of invoices it is shown."""

    owner: Owner
    lifts: tuple[Lift, ...]
    agreement: Agreement
    place: int
    months: int


def holdings(known: Known) -> Iterator[Holding]:
    """Every owner that has a lift in care."""
    owners = {owner.nif: owner for owner in Owner.objects.all()}
    for place, holder in enumerate(known.world.holders):
        lifts = tuple(known.lifts[lift.code] for lift in holder.lifts if lift.code in known.lifts)
        if lifts and (owner := owners.get(holder.nif)):
            months = YEAR if holder.speaks_since else RECENT if holder.managed_since else 0
            agreed = agreements.of(known.world.seed, holder.nif, place, known.world.made_on)
            yield Holding(owner, lifts, agreed, place, months)


class _Agreed:
    """The rows of a contract."""

    def __init__(self, known: Known, held: Holding, at: datetime) -> None:
        agreed = held.agreement
        self.lifts = held.lifts
        self.contract = Contract(
            owner=held.owner,
            number=agreed.number,
            cover=agreed.cover,
            words=agreements.WORDS[agreed.cover],
            signed_on=agreed.starts_on - timedelta(days=12),
            starts_on=agreed.starts_on,
            term_ends_on=agreed.term_ends_on,
            renews_months=12,
            notice_days=60,
            trapped_minutes=60,
            stopped_minutes=240,
            other_minutes=1440,
            entered_at=at,
            source=SOURCE,
            external_id=agreed.number,
        )
        said = [(number, what, agreed.cover in covers) for number, what, covers in agreements.CLAUSES]
        self.clauses = [
            Clause(contract=self.contract, place=place, number=number, words=what, covers=covers)
            for place, (number, what, covers) in enumerate((*said, (*agreements.RISE, None)), start=1)
        ]
        self.prices = [
            Price(contract=self.contract, from_on=from_on, monthly=monthly, why=why, revised_at=at)
            for from_on, monthly, why in agreed.fees(len(held.lifts), clock.day_in(ZONE, at))
        ]

    @property
    def records(self) -> Iterator[Record]:
        """What they say in the owner's stream: old, so silent."""
        began = clock.midnight(self.contract.starts_on, ZONE)
        yield kinds.CONTRACT_ENTERED.of(self.contract, occurred_at=began, origin=Origin.HISTORY)
        for price in self.prices:
            since = clock.midnight(price.from_on, ZONE)
            yield kinds.PRICE_REVISED.of(price, occurred_at=since, origin=Origin.HISTORY)
