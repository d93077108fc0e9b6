"""Invoices of the demo: a year for owners we write to, the last month for the manager's others.

Written as the ERP's list would bring them, each once: by the owner's NIF and the month.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format

from maintenance.models import Breakdown, Lift, Visit
from notifications import followers as telling
from owners import kinds
from owners.actions import invoices
from owners.actions.invoices import Charge
from owners.enums import InvoiceStatus, WhatFor
from owners.models import Contract, Invoice, InvoiceLine, Owner, Quote
from owners.rules.standings import Standing
from owners.rules.terms import months_after
from portal.company import queries as companies
from portal.demo import bills, contracting, founding
from portal.demo.agreements import Agreement
from portal.demo.dice import throws
from portal.demo.known import SOURCE, Known
from portal.demo.world import ZONE
from portal.files import store
from portal.ledger.kinds import Origin, Record
from portal.ledger.models import Pending
from portal.lib import clock
from portal.web import words

TAX = Decimal("0.21")
PUBLISHED, CHARGED, RETURNED = 2, 5, 10  # days of the month after
NEWS = timedelta(days=5)  # older invoices are brought in as history
HOUR, PART, KEYS = Decimal(78), Decimal("46.50"), Decimal(18)
NOT_PAID = 0.06


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


def bring(known: Known, *, at: datetime) -> int:
    """The invoices published by now that are not here yet, and where unpaid ones stand; answers how many are new."""
    here = set(Invoice.objects.filter(source=SOURCE).values_list("external_id", flat=True))
    due = list(_due(known, at))
    works = _Works([bill for bill in due if bill.key not in here])
    new = [_invoice(bill, list(works.charges(bill)), at) for bill in due if bill.key not in here]
    with transaction.atomic():
        _move({bill.key: bill for bill in due}, at)
        Invoice.objects.bulk_create(invoice for invoice, _bill, _charges in new)
        Invoice.lifts.through.objects.bulk_create(
            Invoice.lifts.through(invoice=invoice, lift=lift) for invoice, bill, _charges in new for lift in bill.lifts
        )
        InvoiceLine.objects.bulk_create(
            _line(invoice, place, charge)
            for invoice, _bill, charges in new
            for place, charge in enumerate(charges, start=1)
        )
        _tell([invoice for invoice, _bill, _charges in new], at)
    return len(new)


def _line(invoice: Invoice, place: int, charge: Charge) -> InvoiceLine:
    return InvoiceLine(invoice=invoice, place=place, **{name: getattr(charge, name) for name in vars(charge)})


def _tell(rows: list[Invoice], at: datetime) -> None:
    """Their facts; what is old is shown and not announced, so nothing of it waits for the workers."""
    old: list[Record] = []
    fresh: list[Record] = []
    for invoice in rows:
        is_old = invoice.published_at < at - NEWS
        facts = old if is_old else fresh
        for kind in (kinds.INVOICE_PUBLISHED, kinds.INVOICE_ANNOUNCED):
            origin = Origin.HISTORY if is_old else Origin.LIVE
            facts.append(kind.of(invoice, occurred_at=invoice.published_at, origin=origin))
    founding.append_all(old, at=at)
    waiting = Pending.objects.filter(follower=telling.MESSAGES.name, entry__kind=kinds.INVOICE_ANNOUNCED.name)
    waiting.filter(entry__origin=Origin.HISTORY).delete()
    founding.append_all(fresh, at=at)


def _due(known: Known, at: datetime) -> Iterator[Bill]:
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


class _Works:
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


def _invoice(bill: Bill, charges: list[Charge], at: datetime) -> tuple[Invoice, Bill, list[Charge]]:
    base = sum((charge.amount for charge in charges), Decimal(0))
    tax = (base * TAX).quantize(Decimal("0.01"))
    file = store.put(_drawn(bill, charges, base, tax), media_type="application/pdf", at=at)
    by_debit = bool(bill.agreement.account_last)
    made = Invoice(
        owner=bill.owner,
        file=file,
        number=bill.number,
        series=f"F{bill.month.year % 100}",
        year=bill.month.year,
        issuer_nif=companies.current().nif,
        issued_on=bill.issued_on,
        due_on=None if by_debit else months_after(bill.issued_on, 1),
        period_from=bill.month,
        period_to=bill.issued_on,
        base=base,
        tax=tax,
        tax_words="IVA, 21 %",
        total=base + tax,
        account_last=bill.agreement.account_last,
        published_at=bill.published_at,
        announce_after=bill.published_at,
        announced_at=bill.published_at,
        source=SOURCE,
        external_id=bill.key,
        **asdict(_standing(bill, at)),
    )
    return made, bill, charges


def _drawn(bill: Bill, charges: list[Charge], base: Decimal, tax: Decimal) -> bytes:
    company = companies.current()
    title = (
        f"Factura {bill.number}", f"{company.legal_name} · NIF {company.nif} · {company.address}",
        f"Fecha: {bill.issued_on:%d/%m/%Y}",
        f"Cliente: {bill.owner.name} · NIF {bill.owner.nif} · {bill.owner.address}",
    )  # fmt: skip
    lines = [(charge.text, words.money(charge.amount)) for charge in charges]
    sums = (
        ("Base imponible", words.money(base)), ("IVA, 21 %", words.money(tax)), ("Total", words.money(base + tax)),
    )  # fmt: skip
    return bills.draw(title, lines, sums)


def _standing(bill: Bill, at: datetime) -> Standing:
    """Where it stands by now: charged on the fifth and paid, or sent back; a transfer is sometimes forgotten."""
    today, after = clock.day_in(ZONE, at), months_after(bill.month, 1)
    if not bill.agreement.account_last:
        return _transferred(bill, today, after)
    charged_on = after.replace(day=CHARGED)
    if today < charged_on:
        return Standing(next_charge_on=charged_on)
    if not bill.is_returned:
        return Standing(InvoiceStatus.PAID, charged_on=charged_on, paid_on=charged_on)
    returned_on, again = after.replace(day=RETURNED), months_after(charged_on, 1)
    if today < returned_on:
        return Standing(InvoiceStatus.CHARGED, charged_on=charged_on)
    if today < again:
        return Standing(
            InvoiceStatus.RETURNED,
            charged_on=charged_on,
            returned_on=returned_on,
            why_returned="no había saldo ese día",
            next_charge_on=again,
        )
    return Standing(InvoiceStatus.PAID, charged_on=charged_on, returned_on=returned_on, paid_on=again)


def _transferred(bill: Bill, today: date, after: date) -> Standing:
    chance = throws(0, f"pays {bill.key}")
    paid_on = after + timedelta(days=6 + chance.randrange(20))
    if bill.is_forgotten or chance.random() < NOT_PAID:
        paid_on += timedelta(days=40)
    if paid_on <= today:
        return Standing(InvoiceStatus.PAID, paid_on=paid_on)
    is_late = months_after(bill.issued_on, 1) < today
    return Standing(InvoiceStatus.OVERDUE if is_late else InvoiceStatus.ISSUED)


def _move(due: dict[str, Bill], at: datetime) -> None:
    """Where those stand now that were not paid when they were looked at last."""
    open_ones = Invoice.objects.standing().filter(source=SOURCE).exclude(status=InvoiceStatus.PAID)
    for invoice in open_ones.select_related("file").order_by("pk"):
        if bill := due.get(invoice.external_id):
            to = _standing(bill, at)
            invoices.move(invoice=invoice, to=to, by=None, at=min(_since(to, bill), at))


def _since(standing: Standing, bill: Bill) -> datetime:
    """In the morning of the day that changed it."""
    days = [day for day in (standing.charged_on, standing.returned_on, standing.paid_on, bill.issued_on) if day]
    return datetime.combine(max(days), time(9), ZoneInfo(ZONE))
