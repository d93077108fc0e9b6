"""Invoices: published as the ERP issued them, announced, moved as the ERP says, withdrawn by an entry."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction

from maintenance.models import Breakdown, Lift, Visit, Work
from owners.enums import InvoiceKind, InvoiceStatus, WhatFor
from owners.kinds import money as kinds
from owners.models import Clause, Invoice, InvoiceLine, Owner, Quote
from owners.queries import scope
from owners.rules import paying
from owners.rules.standings import Standing
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.kinds import Kind, Origin

UNDO = timedelta(minutes=60)
AT_ONCE = 200  # announced in one sweep
ENTERED = {InvoiceStatus.OVERDUE: kinds.INVOICE_OVERDUE, InvoiceStatus.CLAIMED: kinds.INVOICE_CLAIMED}


class CannotPublish(Exception):
    """The invoice is not taken."""


class AlreadyPublished(CannotPublish):
    """The same bytes, or the same number of the same issuer and year, stand published."""

    def __init__(self, standing: Invoice, *, same_file: bool) -> None:
        super().__init__(standing.number)
        self.standing = standing
        self.same_file = same_file


class LinkNotAllowed(CannotPublish):
    """The address does not lead to a page we may send people to; `field` names which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class CannotWithdraw(Exception):
    """It was withdrawn already."""


class CannotMove(Exception):
    """It was withdrawn, or somebody has moved it meanwhile."""


class NotAnnounced(CannotMove):
    """Its owners have not heard of it yet: first they hear of it, then of where it stands."""


class ToCome(CannotMove, CannotPublish):
    """It is said to have been charged, returned or paid on a `day` that has not come."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


@dataclass(frozen=True)
class Stated:
    """What the ERP says of an invoice. `account_last` are the last four figures of the account it charges."""

    number: str
    issuer_nif: str
    issued_on: date
    base: Decimal
    tax: Decimal
    total: Decimal
    series: str = ""
    kind: InvoiceKind = InvoiceKind.ORDINARY
    corrected_number: str = ""
    due_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    tax_words: str = ""
    currency: str = "EUR"
    works_reference: str = ""
    account_last: str = ""
    payment_link: str = ""
    tax_link: str = ""


@dataclass(frozen=True)
class Charge:
    """A line, and what it is charged for."""

    text: str
    amount: Decimal
    what_for: WhatFor = WhatFor.OTHER
    quantity: Decimal | None = None
    list_amount: Decimal | None = None
    works_reference: str = ""
    visit: Visit | None = None
    breakdown: Breakdown | None = None
    work: Work | None = None
    quote: Quote | None = None
    clause: Clause | None = None
    covered: bool | None = None
    why: str = ""

    @property
    def things(self) -> list[Visit | Breakdown | Work | Quote]:
        """What it is charged for, each on its lift."""
        return [one for one in (self.visit, self.breakdown, self.work, self.quote) if one]


@transaction.atomic
def publish(
    *,
    owner: Owner,
    file: File,
    stated: Stated,
    charges: Sequence[Charge] = (),
    lifts: Collection[Lift] = (),
    standing: Standing | None = None,
    announce_after: datetime | None = None,
    source: str = "",
    external_id: str = "",
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Invoice:
    """Takes an invoice with its file; owners see it once it is announced, an hour later unless another time is given.

    One of the archive is seen at once, and nobody is told. Raises AlreadyPublished, LinkNotAllowed and ToCome,
    all CannotPublish. The file was kept through `portal.files.uploads`.
    """
    refuse_links(payment_link=stated.payment_link, tax_link=stated.tax_link)
    refuse_same(stated, file)
    stands = by_now(standing or Standing(), at)
    invoice = Invoice(
        owner=owner,
        file=file,
        year=stated.issued_on.year,
        corrects=_corrected(owner, stated),
        published_by=by,
        published_at=at,
        announce_after=announce_after or at + UNDO,
        source=source,
        external_id=external_id,
        **asdict(stated),
        **asdict(stands),
    )

    _save(invoice, stated)
    invoice.lifts.set(lifts)
    InvoiceLine.objects.bulk_create(line(invoice, place, one) for place, one in enumerate(charges, start=1))

    ledger.append(kinds.INVOICE_PUBLISHED.of(invoice, occurred_at=at, origin=origin), by=by, at=at)
    if origin is Origin.HISTORY:
        announce(invoice=invoice, at=at, origin=origin)
    return invoice


def _save(invoice: Invoice, stated: Stated) -> None:
    """Of two at once the second is told which stands."""
    try:
        with transaction.atomic():
            invoice.save(force_insert=True)
    except IntegrityError:
        refuse_same(stated, invoice.file)
        raise


def refuse_same(stated: Stated, file: File | None) -> None:
    """Raises AlreadyPublished when a standing invoice has these bytes, or this number of this issuer and year."""
    standing = Invoice.objects.standing().select_related("owner")
    if file and (found := standing.filter(file=file).first()):
        raise AlreadyPublished(found, same_file=True)
    named = {"issuer_nif": stated.issuer_nif, "number": stated.number, "year": stated.issued_on.year}
    if found := standing.filter(**named).first():
        raise AlreadyPublished(found, same_file=False)


def refuse_links(*, payment_link: str, tax_link: str) -> None:
    """Raises LinkNotAllowed for an address outside the company's pages of payment, or of no tax agency."""
    if payment_link and not paying.is_allowed(payment_link, paying.hosts_in(companies.current().payment_hosts)):
        raise LinkNotAllowed("payment_link")
    if tax_link and not paying.is_allowed(tax_link, paying.TAX_HOSTS):
        raise LinkNotAllowed("tax_link")


def _corrected(owner: Owner, stated: Stated) -> Invoice | None:
    """The invoice of the same owner and issuer that this one corrects, where it is here."""
    if not stated.corrected_number:
        return None
    named = Invoice.objects.filter(owner=owner, issuer_nif=stated.issuer_nif, number=stated.corrected_number)
    return named.order_by("-issued_on", "-pk").first()


def line(invoice: Invoice, place: int, charge: Charge) -> InvoiceLine:
    """The line of a charge, not stored yet."""
    columns = {name: getattr(charge, name) for name in charge.__dataclass_fields__}
    return InvoiceLine(invoice=invoice, place=place, **columns)


def announce_due(*, at: datetime) -> int:
    """Announces what waits no longer, the oldest first; answers how many. Running it twice announces once."""
    due = Invoice.objects.standing().filter(announced_at=None, announce_after__lte=at).select_related("file")
    return sum(announce(invoice=one, at=at) for one in due.order_by("announce_after", "pk")[:AT_ONCE])


@transaction.atomic
def announce(*, invoice: Invoice, at: datetime, origin: Origin = Origin.LIVE) -> bool:
    """From now on owners see it; the message follows the entry. False when it was announced or withdrawn meanwhile."""
    waiting = Invoice.objects.standing().filter(pk=invoice.pk, announced_at=None)
    if not waiting.update(announced_at=at):
        return False
    invoice.refresh_from_db()

    ledger.append(kinds.INVOICE_ANNOUNCED.of(invoice, occurred_at=at, origin=origin), by=None, at=at)
    return True


@transaction.atomic
def withdraw(*, invoice: Invoice, why: str, by: User | None, at: datetime) -> Invoice:
    """Takes an invoice back: its file stays kept, for no owner. Before the announcing nobody hears of it."""
    taken = {"withdrawn_at": at, "withdrawn_by": by, "why_withdrawn": why}
    if not Invoice.objects.standing().filter(pk=invoice.pk).update(**taken):
        raise CannotWithdraw
    invoice.refresh_from_db()

    kind = kinds.INVOICE_WITHDRAWN if invoice.announced_at else kinds.INVOICE_UNDONE
    ledger.append(kind.of(invoice, occurred_at=at), by=by, at=at)
    return invoice


@transaction.atomic
def move(*, invoice: Invoice, to: Standing, by: User | None, at: datetime) -> Invoice:
    """Writes where the ERP says it stands now; said twice is written once. Raises CannotMove, as what it is."""
    before, to = Standing.of(invoice), by_now(to, at)
    if to == before:
        return invoice
    if invoice.announced_at is None:
        raise NotAnnounced
    here = Invoice.objects.standing().filter(pk=invoice.pk, **asdict(before))
    if not here.update(**asdict(to)):
        raise CannotMove
    invoice.refresh_from_db()

    ledger.append(_moved(before, to).of(invoice, occurred_at=at), by=by, at=at)
    return invoice


def by_now(stands: Standing, at: datetime) -> Standing:
    """Where it stands by then; raises ToCome for what cannot have happened yet."""
    today = scope.today(at)
    stands = stands.by(today)
    if day := stands.to_come(today):
        raise ToCome(day)
    return stands


def _moved(before: Standing, to: Standing) -> Kind:
    """That the bank returns it, that it runs out, that we claim it: facts of their own, of which owners are told."""
    if to.status is InvoiceStatus.RETURNED and (before.status, before.returned_on) != (to.status, to.returned_on):
        return kinds.INVOICE_RETURNED
    if before.status is to.status:
        return kinds.INVOICE_MOVED
    return ENTERED.get(to.status, kinds.INVOICE_MOVED)
