"""What a visit or a breakdown cost, for the pages of those: nothing at all for who may see no money."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from maintenance.models import Breakdown, Visit
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
    invoices = scope.invoices(person, at).standing()
    by = {"visit": thing} if isinstance(thing, Visit) else {"breakdown": thing}
    rows = InvoiceLine.objects.filter(invoice__in=invoices.values("pk"), **by).select_related("invoice")
    found = list(rows.order_by("invoice__issued_on", "invoice", "place"))
    if not found:
        return None
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
