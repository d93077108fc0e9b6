"""What a visit, a breakdown or a work cost, for the pages of those: nothing at all for who may see no money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from maintenance.models import Breakdown, Visit, Work
from owners.models import InvoiceLine
from owners.queries import scope
from portal.accounts.models import User
from portal.web import pages, words


@dataclass(frozen=True)
class Charged:
    """One line that charges for it."""

    url: str
    number: str
    text: str
    amount: str
    list_amount: str
    covered: bool | None


@dataclass(frozen=True)
class Cost:
    """All of them, and what they come to before tax."""

    lines: list[Charged]
    total: str
    is_free: bool


def of(thing: Visit | Breakdown, person: User, at: datetime) -> Cost | None:
    """Its lines on invoices the person sees, in one query; None when there are none."""
    by = {"visit": thing} if isinstance(thing, Visit) else {"breakdown": thing}
    found = list(_lines(person, at).filter(**by))
    return _cost(found) if found else None


def of_works(works: Sequence[Work], person: User, at: datetime) -> dict[UUID, Cost]:
    """The same of these works, by key, in one query; what their quotes were charged is theirs."""
    if not works:
        return {}
    mine = Q(work__in=works) | Q(quote__work__in=works)
    by_work: dict[UUID, list[InvoiceLine]] = {}
    for row in _lines(person, at).filter(mine).select_related("invoice", "quote"):
        key = row.work_id or (row.quote.work_id if row.quote else None)
        if key:
            by_work.setdefault(key, []).append(row)
    return {key: _cost(rows) for key, rows in by_work.items()}


def _lines(person: User, at: datetime) -> QuerySet[InvoiceLine]:
    invoices = scope.invoices(person, at).standing()
    rows = InvoiceLine.objects.standing().filter(invoice__in=invoices.values("pk")).select_related("invoice")
    return rows.order_by("invoice__issued_on", "invoice", "place")


def _cost(found: Sequence[InvoiceLine]) -> Cost:
    total = sum((row.amount for row in found), Decimal(0))
    return Cost([_charged(row) for row in found], words.money(total, found[0].invoice.currency), total == 0)


def _charged(row: InvoiceLine) -> Charged:
    return Charged(
        url=pages.url_for(row.invoice),
        number=row.invoice.number,
        text=row.text,
        amount=words.money(row.amount, row.invoice.currency),
        list_amount=words.money(row.list_amount, row.invoice.currency) if row.list_amount is not None else "",
        covered=row.covered,
    )
