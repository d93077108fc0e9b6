"""What is said before it happens: a debit five days ahead, a contract that renews itself while one may still say no.

Each is an entry, written once: messages follow it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from owners.actions import invoices
from owners.kinds import money as kinds
from owners.models import Contract, Invoice
from owners.models.contract import ContractQuerySet
from owners.models.invoice import InvoiceQuerySet
from owners.queries import scope
from owners.rules.paying import OWED
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.ledger.models import Entry

CHARGE_AHEAD = 5  # days before the debit
TOLD_LATELY = timedelta(days=10)  # a mail that named the day so short a time ago is enough
RENEWAL_AHEAD = 30  # days before it is too late to say no
AT_ONCE = 200  # entries a run
NAMES_THE_DAY = (kinds.INVOICE_ANNOUNCED.name, kinds.INVOICE_RETURNED.name)
MOVES = (*NAMES_THE_DAY, kinds.INVOICE_MOVED.name, *(kind.name for kind in invoices.ENTERED.values()))


def charges(*, at: datetime) -> int:
    """Says which debits come within five days, once each; answers how many entries it wrote."""
    due = _coming(scope.today(at)).select_related("file").order_by("pk")[:AT_ONCE]
    return sum(_tell_charge(one, at) for one in list(due))


def _coming(today: date) -> InvoiceQuerySet:
    """Invoices the bank is about to charge, and nobody has said so for that day."""
    within = (today + timedelta(days=1), today + timedelta(days=CHARGE_AHEAD))
    untold = Q(charge_told_for=None) | ~Q(charge_told_for=F("next_charge_on"))
    known = Invoice.objects.standing().announced()
    return known.filter(untold, status__in=OWED, next_charge_on__range=within, total__gt=0)


@transaction.atomic
def _tell_charge(invoice: Invoice, at: datetime) -> bool:
    """False where a mail has named the day lately, or somebody was faster."""
    if not _coming(scope.today(at)).filter(pk=invoice.pk).update(charge_told_for=F("next_charge_on")):
        return False
    if _named_lately(invoice, at):
        return False
    invoice.refresh_from_db()

    ledger.append(kinds.INVOICE_CHARGE_AHEAD.of(invoice, occurred_at=at), by=None, at=at)
    return True


def _named_lately(invoice: Invoice, at: datetime) -> bool:
    """Whether the last mail about it named the day it is charged, and is not older than ten days."""
    about = Entry.objects.of_stream(invoice.owner_id).filter(subject_id=invoice.pk, kind__in=MOVES)
    last = about.order_by("-number").first()
    was_mailed = last is not None and last.kind in NAMES_THE_DAY and last.origin == Origin.LIVE
    return last is not None and was_mailed and last.occurred_at >= at - TOLD_LATELY


def renewals(*, at: datetime) -> int:
    """Says which contracts renew themselves while there are thirty days or less to say no; once a term."""
    due = list(_renewing(scope.today(at)))[:AT_ONCE]
    return sum(_tell_renewal(contract, ends_on, at) for contract, ends_on in due)


def _renewing(today: date) -> Iterator[tuple[Contract, date]]:
    running: ContractQuerySet = Contract.objects.in_force_on(today)
    for contract in running.filter(ended_on=None, renews_months__gt=0).order_by("pk"):
        term = contract.running(today)
        if term is None or contract.renewal_told_for == term.ends_on:
            continue
        if term.notice_by - timedelta(days=RENEWAL_AHEAD) <= today <= term.notice_by:
            yield contract, term.ends_on


@transaction.atomic
def _tell_renewal(contract: Contract, ends_on: date, at: datetime) -> bool:
    untold = Contract.objects.filter(pk=contract.pk, ended_on=None, renewal_told_for=contract.renewal_told_for)
    if not untold.update(renewal_told_for=ends_on):
        return False
    contract.refresh_from_db()

    ledger.append(kinds.CONTRACT_RENEWING.of(contract, occurred_at=at), by=None, at=at)
    return True
