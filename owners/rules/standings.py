"""Where an invoice stands, and where a row of the ERP's list would put it; what in that wants a second look.

The portal works nothing out: what the row does not say stays as it was, unless what it says leaves no room for it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from owners.enums import InvoiceStatus
from owners.enums.standings import StandingDoubt
from owners.rules.remittances import Row
from portal.lib import written

BACKWARDS = {
    InvoiceStatus.PAID: frozenset(InvoiceStatus) - {InvoiceStatus.PAID, InvoiceStatus.RETURNED},
    InvoiceStatus.CHARGED: frozenset({InvoiceStatus.ISSUED}),
    InvoiceStatus.RETURNED: frozenset({InvoiceStatus.ISSUED}),
    InvoiceStatus.CLAIMED: frozenset({InvoiceStatus.ISSUED}),
}
UNPAID = frozenset({InvoiceStatus.RETURNED, InvoiceStatus.OVERDUE, InvoiceStatus.CLAIMED})


@dataclass(frozen=True)
class Standing:
    """Where an invoice stands, as the ERP says."""

    status: InvoiceStatus = InvoiceStatus.ISSUED
    charged_on: date | None = None
    returned_on: date | None = None
    why_returned: str = ""
    next_charge_on: date | None = None
    paid_on: date | None = None

    @classmethod
    def of(cls, invoice: Any) -> "Standing":
        """Where it stands now."""
        told = {name: getattr(invoice, name) for name in cls.__dataclass_fields__}
        return cls(**told | {"status": InvoiceStatus(invoice.status)})

    def by(self, today: date) -> "Standing":
        """As it stands by this day: what the bank charges on a day to come is issued, or back, until then."""
        if self.status is not InvoiceStatus.CHARGED or not (self.charged_on and self.charged_on > today):
            return self
        until = InvoiceStatus.RETURNED if self.returned_on else InvoiceStatus.ISSUED
        return replace(self, status=until, charged_on=None, next_charge_on=self.charged_on)

    def to_come(self, today: date) -> date | None:
        """A day on which it is said to have been charged, returned or paid, and that has not come."""
        return next((day for day in (self.charged_on, self.returned_on, self.paid_on) if day and day > today), None)

    @property
    def kept(self) -> str:
        """As a row of a list keeps it."""
        return json.dumps({name: str(value) for name, value in vars(self).items() if value}, ensure_ascii=False)

    @classmethod
    def read(cls, kept: str) -> "Standing":
        """As it was kept."""
        told = json.loads(kept)
        days = {name: date.fromisoformat(value) for name, value in told.items() if name.endswith("_on")}
        return cls(**told | days | {"status": InvoiceStatus(told["status"])})


def after(before: Standing, row: Row, today: date) -> Standing:
    """Where it stands once the row is believed; the same row again changes nothing.

    A day of charge that has not come, or one of what is not in the bank yet, is the next one: until then it stands
    as it did, or issued.
    """
    status = InvoiceStatus(row.status.value) if row.status else before.status
    comes = row.charged_on is not None and row.charged_on > today
    if comes and status is InvoiceStatus.CHARGED:
        status = before.status if before.status in UNPAID else InvoiceStatus.ISSUED
    is_next = row.charged_on is not None and (status is InvoiceStatus.ISSUED or comes)
    still = before.next_charge_on if status is before.status else None
    return Standing(
        status=status,
        charged_on=before.charged_on if is_next else row.charged_on or before.charged_on,
        returned_on=row.returned_on or before.returned_on,
        why_returned=row.why_returned or before.why_returned,
        next_charge_on=row.next_charge_on or (row.charged_on if is_next else still),
        paid_on=(row.paid_on or before.paid_on) if status is InvoiceStatus.PAID else None,
    )


@dataclass(frozen=True)
class Beside:
    """What stands here of the invoice a row names."""

    nif: str
    issued_on: date
    total: Any


def doubts(before: Standing, to: Standing, row: Row, beside: Beside, today: date) -> Iterator[str]:
    """Why a person should look before it is written down, in words."""
    if row.status_text and row.status is None:
        yield _words(StandingDoubt.STATUS, value=row.status_text)
    if to.status in BACKWARDS.get(before.status, ()):
        yield _words(StandingDoubt.BACK, value=before.status.label)
    if row.total is not None and abs(row.total) != abs(beside.total):
        yield _words(StandingDoubt.TOTAL, value=written.amount(row.total), other=written.amount(beside.total))
    if row.owner_nif and beside.nif and row.owner_nif != beside.nif:
        yield _words(StandingDoubt.NIF, value=row.owner_nif)
    if to.status is InvoiceStatus.RETURNED and to.returned_on is None:
        yield _words(StandingDoubt.NO_RETURN_DAY)
    gone = (row.paid_on, row.returned_on, row.charged_on if to.status is InvoiceStatus.PAID else None)
    for day in gone:
        if day and day > today:
            yield _words(StandingDoubt.TO_COME, value=written.day(day))
    for day in (row.paid_on, row.returned_on, row.charged_on, row.next_charge_on):
        if day and day < beside.issued_on:
            yield _words(StandingDoubt.BEFORE, value=written.day(day))


def _words(doubt: StandingDoubt, **said: Any) -> str:
    return str(doubt.label).format(**said)
