"""Which invoices of the demo are due by a moment: one for each owner and month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maintenance.models import Lift
from owners.models import Contract, Owner
from owners.rules.terms import months_after
from portal.demo import contracting
from portal.demo.agreements import Agreement
from portal.demo.known import SOURCE, Known
from portal.demo.world import ZONE
from portal.lib import clock

PUBLISHED, CHARGED, RETURNED = 2, 5, 10  # days of the month after


@dataclass(frozen=True)
class Bill:
    """An invoice of a month."""

    owner: Owner
    lifts: tuple[Lift, ...]
    agreement: Agreement
    contract: Contract
    place: int
    month: date
    is_returned: bool
    is_forgotten: bool = False

    @property
    def issued_on(self) -> date:
        """The last day of its month."""
        return months_after(self.month, 1) - timedelta(days=1)

    @property
    def published_at(self) -> datetime:
        """In the morning of the second of the next month."""
        day = months_after(self.month, 1).replace(day=PUBLISHED)
        return datetime.combine(day, time(9), ZoneInfo(ZONE))

    @property
    def number(self) -> str:
        """F26-4127."""
        return f"F{self.month.year % 100}-{self.month.month * 400 + 127 + self.place}"

    @property
    def key(self) -> str:
        """What it is called at its source."""
        return f"{self.owner.nif} {self.month:%Y-%m}"


def due(known: Known, at: datetime) -> Iterator[Bill]:
    """Those published by then, owner by owner, the oldest first."""
    with_clauses = Contract.objects.filter(source=SOURCE).prefetch_related("clauses")
    made = {contract.owner_id: contract for contract in with_clauses}
    this, forgetful = clock.day_in(ZONE, at).replace(day=1), None
    for held in contracting.holdings(known):
        if held.owner.pk not in made:
            continue
        if held.months and not held.agreement.account_last and forgetful is None:
            forgetful = held.place
        for back in range(held.months + (held.place == forgetful), 0, -1):
            month = months_after(this, -back)
            is_returned = held.place == 0 and month == _returned_month(known)
            is_forgotten = held.place == forgetful and month == _forgotten_month(known)
            whose = (held.owner, held.lifts, held.agreement, made[held.owner.pk], held.place)
            bill = Bill(*whose, month, is_returned, is_forgotten)
            if bill.published_at <= at and month >= held.agreement.starts_on:
                yield bill


def _returned_month(known: Known) -> date:
    """Of the chair's: the last that could come back when the demo was made."""
    made_on = known.world.made_on
    return months_after(made_on.replace(day=1), -1 if made_on.day >= RETURNED else -2)


def _forgotten_month(known: Known) -> date:
    """Of the first who pays by transfer: the last that had run out when the demo was made."""
    made_on = known.world.made_on
    last = months_after(made_on.replace(day=1), -1)
    is_over = months_after(months_after(last, 1) - timedelta(days=1), 1) < made_on
    return last if is_over else months_after(last, -1)
