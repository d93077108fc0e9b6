"""What an invoice of the demo charges for: the fee, the breakdowns and the works of its month."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from maintenance.models import Breakdown, Visit
from owners.actions.invoices import Charge
from owners.enums import WhatFor
from owners.models import Quote
from portal.demo.invoicing import Bill
from portal.demo.world import ZONE
from portal.lib import clock
from portal.web import words

HOUR, PART, KEYS = Decimal(78), Decimal("46.50"), Decimal(18)


class Works:
    """The visits and breakdowns of the months that are invoiced, looked up at once."""

    def __init__(self, bills_due: Iterable[Bill]) -> None:
        zone = ZoneInfo(ZONE)
        found = list(bills_due)
        since = clock.midnight(min((bill.month for bill in found), default=date.max.replace(day=1)), ZONE)
        lifts = {lift.pk for bill in found for lift in bill.lifts}
        self.visits: dict[tuple[object, date], Visit] = {}
        self.breakdowns: dict[tuple[object, date], list[Breakdown]] = {}
        visits = Visit.objects.completed().filter(lift__in=lifts, finished_at__gte=since, joined_to=None)
        for visit in visits.order_by("finished_at"):
            if visit.finished_at:
                month = visit.finished_at.astimezone(zone).date().replace(day=1)
                self.visits.setdefault((visit.lift_id, month), visit)
        for one in Breakdown.objects.filter(lift__in=lifts, restored_at__gte=since).order_by("reported_at"):
            month = one.reported_at.astimezone(zone).date().replace(day=1)
            self.breakdowns.setdefault((one.lift_id, month), []).append(one)
        self.quotes: dict[tuple[object, date], list[Quote]] = {}
        done = Quote.objects.filter(work__ended_at__gte=since, lift__in=lifts).select_related("work")
        for quote in done.order_by("work__ended_at"):
            if quote.work and quote.work.ended_at:
                month = quote.work.ended_at.astimezone(zone).date().replace(day=1)
                self.quotes.setdefault((quote.lift_id, month), []).append(quote)

    def charges(self, bill: Bill) -> Iterator[Charge]:
        """What is charged for a month: the fee of each lift, then its breakdowns and what was accepted."""
        clauses = {clause.number: clause for clause in bill.contract.clauses.all()}
        said = date_format(bill.month, "F")
        fee = bill.agreement.fees(1, bill.month)[-1][1]
        for lift in bill.lifts:
            beside = f", {lift.name.lower()}" if len(bill.lifts) > 1 else ""
            yield Charge(
                f"Cuota de mantenimiento, {said}{beside}",
                fee,
                WhatFor.FEE,
                visit=self.visits.get((lift.pk, bill.month)),
                clause=clauses["3.1"],
                covered=True,
                why=str(bill.agreement.cover.label).lower(),
            )
        for lift in bill.lifts:
            for one in self.breakdowns.get((lift.pk, bill.month), ()):
                day = words.long(clock.day_in(ZONE, one.reported_at))
                yield _charge(bill, one, f"Avería del {day}: mano de obra", HOUR, WhatFor.REPAIR, "4.1")
                if "cambiad" in one.fix_words:
                    text = one.fix_words.split(";")[0].split(" cambiad")[0]
                    yield _charge(bill, one, f"Pieza: {text.lower()}", PART, WhatFor.PARTS, "4.2")
        for lift in bill.lifts:
            for quote in self.quotes.get((lift.pk, bill.month), ()):
                yield _accepted(quote)
        if bill.is_returned:
            text = "Dos copias de la llave del cuarto de máquinas"
            yield Charge(text, KEYS, WhatFor.OTHER, clause=clauses["6.3"], covered=False)


def _charge(bill: Bill, one: Breakdown, text: str, price: Decimal, what_for: WhatFor, clause: str) -> Charge:
    """A line of a breakdown: nothing where the fee covers it, with what it would have been."""
    covered = bill.agreement.covers(clause)
    found = next(row for row in bill.contract.clauses.all() if row.number == clause)
    return Charge(
        text,
        Decimal(0) if covered else price,
        what_for,
        list_amount=price if covered else None,
        works_reference=one.number,
        breakdown=one,
        clause=found,
        covered=covered,
    )


def _accepted(quote: Quote) -> Charge:
    """A line of what its owner accepted beforehand, once it is done."""
    return Charge(
        quote.title,
        quote.base,
        WhatFor.WORKS,
        works_reference=quote.work.number if quote.work else quote.number,
        work=quote.work,
        why=f"presupuesto {quote.number}, aceptado",
    )
