"""What invoices charge by what for, before tax: for their list, the sheet for a meeting, the report of a year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from owners.enums import WhatFor
from owners.models import InvoiceLine
from owners.models.invoice import InvoiceQuerySet
from portal.web import words

Part = tuple[str, Decimal]


def parts(invoices: InvoiceQuerySet) -> Iterator[tuple[int, Part]]:
    """Each with its year, in two queries, as the lines read now; what no line tells apart stands by itself."""
    lines = InvoiceLine.objects.standing().filter(invoice__in=invoices.values("pk")).order_by("invoice__year")
    for year, what_for, amount in lines.values_list("invoice__year", "what_for").annotate(sum=Sum("amount")):
        yield year, (str(WhatFor(what_for).label), amount)
    untold = invoices.filter(lines=None).order_by("year")
    for year, amount in untold.values_list("year").annotate(sum=Sum("base")):
        yield year, (_("Sin desglosar"), amount)


def summed(some: Iterable[Part]) -> list[Part]:
    """One of each label, the dearest first; what comes to nothing is left out."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for label, amount in some:
        sums[label] += amount
    return sorted((part for part in sums.items() if part[1]), key=lambda part: (-part[1], part[0]))


def shares(some: Sequence[Part]) -> list[tuple[str, str, int]]:
    """For bars: label, amount, and how many hundredths of the dearest it is; of what cost anything, one at least."""
    most = max((amount for _label, amount in some), default=Decimal(0))
    return [
        (label, words.money(amount), max(1, round(amount / most * 100)) if amount > 0 else 0) for label, amount in some
    ]
