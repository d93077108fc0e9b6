"""What the office says by hand of a published invoice: what each line charges for, or which lines it has.

The ERP's words and amounts stay as they came: of a line that was published only what it is of changes. An invoice
without lines is given them, and they come to its base. Nothing is written over: a line that is said otherwise is
another line in the same place, and the old one stays.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from owners.actions.invoices import Charge, line
from owners.kinds import money as kinds
from owners.models import Explanation, Invoice, InvoiceLine
from owners.queries import explaining
from portal.accounts.models import User
from portal.ledger import actions as ledger

STATED = ("text", "quantity", "amount")  # of a line, as the ERP says them


class CannotExplain(Exception):
    """It is withdrawn."""


class Overtaken(CannotExplain):
    """Somebody explained it since the page was opened."""


class Differs(CannotExplain):
    """The lines do not come to the base; `by` is what they have too much, below zero what they lack."""

    def __init__(self, by: Decimal) -> None:
        super().__init__(by)
        self.by = by


@dataclass(frozen=True)
class Lines:
    """What is said of the lines, by their places: None takes one away that was given by hand.

    A place that is not named stays as it is. `seen` counts the explanations its writer had before him.
    """

    by_place: Mapping[int, Charge | None]
    seen: int


@transaction.atomic
def explain(*, invoice: Invoice, lines: Lines, by: User, at: datetime) -> Explanation | None:
    """Writes it down, with who says it; None when it says nothing new. Raises CannotExplain, as what it is."""
    if not Invoice.objects.standing().filter(pk=invoice.pk).exists():
        raise CannotExplain
    there = {one.place: one for one in invoice.lines.standing().order_by("place")}
    is_stated = explaining.is_stated(invoice)
    said = _tied(there, lines.by_place) if is_stated else lines.by_place
    new = {place: charge for place, charge in said.items() if charge != charge_of(there.get(place))}
    if not is_stated:
        _refuse_sum(invoice, {place: charge_of(one) for place, one in there.items()} | dict(said))
    if not new:
        return None

    explanation = _take_place(invoice, lines.seen + 1, by, at)
    gone = [there[place].pk for place in new if place in there]
    InvoiceLine.objects.filter(pk__in=gone).update(replaced_by=explanation)
    InvoiceLine.objects.bulk_create(_lines(invoice, explanation, new))
    _name_lifts(invoice, new.values())

    kind = kinds.INVOICE_EXPLAINED if invoice.announced_at else kinds.INVOICE_PREPARED
    ledger.append(kind.of(invoice, occurred_at=at, more=_proof(invoice)), by=by, at=at)
    return explanation


def _tied(there: Mapping[int, InvoiceLine], said: Mapping[int, Charge | None]) -> dict[int, Charge | None]:
    """What is said of lines that were published, with the ERP's own words and amounts, whatever was typed."""
    return {
        place: replace(charge, **{name: getattr(there[place], name) for name in STATED})
        for place, charge in said.items()
        if charge and place in there
    }


def charge_of(there: InvoiceLine | None) -> Charge | None:
    """What a line says; None for none."""
    return Charge(**{name: getattr(there, name) for name in Charge.__dataclass_fields__}) if there else None


def _refuse_sum(invoice: Invoice, whole: Mapping[int, Charge | None]) -> None:
    told = sum((charge.amount for charge in whole.values() if charge), Decimal(0))
    if told != invoice.base:
        raise Differs(told - invoice.base)


def _take_place(invoice: Invoice, place: int, by: User, at: datetime) -> Explanation:
    """Of two at once the second is told."""
    if invoice.explanations.count() != place - 1:
        raise Overtaken
    try:
        with transaction.atomic():
            return Explanation.objects.create(invoice=invoice, place=place, by=by, at=at)
    except IntegrityError as taken:
        raise Overtaken from taken


def _lines(invoice: Invoice, explanation: Explanation, new: Mapping[int, Charge | None]) -> Iterable[InvoiceLine]:
    for place, charge in new.items():
        if charge:
            made = line(invoice, place, charge)
            made.explanation = explanation
            yield made


def _name_lifts(invoice: Invoice, charges: Iterable[Charge | None]) -> None:
    """The invoice is also about the lifts its lines are now of."""
    invoice.lifts.add(*{thing.lift_id for charge in charges if charge for thing in charge.things})


def _proof(invoice: Invoice) -> dict[str, object]:
    """How many lines stand now, and the digest of what they say, in a form anybody can make again."""
    rows = list(invoice.lines.standing().order_by("place").values_list("place", *Charge.__dataclass_fields__))
    told = json.dumps(rows, default=str, ensure_ascii=False, separators=(",", ":"))
    return {"lines": len(rows), "digest": hashlib.sha256(told.encode()).hexdigest()}
