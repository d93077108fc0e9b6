"""Invoices of the demo: a year for owners we write to, the last month for the manager's others.

Written as the ERP's list would bring them, each once: by the owner's NIF and the month.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from notifications import followers as telling
from owners.actions import invoices
from owners.actions.invoices import Charge
from owners.enums import InvoiceStatus
from owners.kinds import money as kinds
from owners.models import Invoice, InvoiceLine
from owners.rules.terms import months_after
from portal.company import queries as companies
from portal.demo import bills, founding, invoicing, standings
from portal.demo.charges import Works
from portal.demo.invoicing import Bill
from portal.demo.known import SOURCE, Known
from portal.files import store
from portal.ledger.kinds import Origin, Record
from portal.ledger.models import Pending
from portal.web import words

TAX = Decimal("0.21")
NEWS = timedelta(days=5)  # older invoices are brought in as history


def bring(known: Known, *, at: datetime) -> int:
    """The invoices published by now that are not here yet, and where unpaid ones stand; answers how many are new."""
    here = set(Invoice.objects.filter(source=SOURCE).values_list("external_id", flat=True))
    due = list(invoicing.due(known, at))
    works = Works([bill for bill in due if bill.key not in here])
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
        **asdict(standings.standing(bill, at)),
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


def _move(due: dict[str, Bill], at: datetime) -> None:
    """Where those stand now that were not paid when they were looked at last."""
    open_ones = Invoice.objects.standing().filter(source=SOURCE).exclude(status=InvoiceStatus.PAID)
    for invoice in open_ones.select_related("file").order_by("pk"):
        if bill := due.get(invoice.external_id):
            to = standings.standing(bill, at)
            invoices.move(invoice=invoice, to=to, by=None, at=min(standings.since(to, bill), at))
