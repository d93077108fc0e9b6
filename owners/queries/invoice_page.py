"""What the page of one invoice prints: its lines with what they charge for, its sums, and what has happened to it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.models import Breakdown, Visit
from owners.enums import InvoiceKind, WhatFor
from owners.kinds.money import INVOICE_ANNOUNCED, INVOICE_PUBLISHED
from owners.models import Invoice, InvoiceLine
from owners.queries import histories, openings, postings, scope, states, work_words
from owners.rules import naming, paying
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files import store
from portal.ledger.models import Entry
from portal.web import pages, words

ROWS = ("owner__contact", "file", "corrects", "published_by", "withdrawn_by")
LINE = (
    "visit__lift__building",
    "visit__technician__person",
    "breakdown__lift__building",
    "work__lift__building",
    "quote",
    "clause__contract",
)


@dataclass(frozen=True)
class Source:
    """The visit, breakdown, work or quote a line charges for; `url` is empty for who may not open it."""

    url: str
    words: str
    more: str = ""


@dataclass(frozen=True)
class Clause:
    """The clause that says who pays."""

    url: str
    number: str


@dataclass(frozen=True)
class Line:
    """A line as the page prints it."""

    number: int
    text: str
    quantity: str
    amount: str
    list_amount: str
    source: Source | None
    covered: bool | None
    cover: str
    clause: Clause | None
    why: str


@dataclass(frozen=True)
class Check:
    """Whether the bytes we keep are those that were published, the history says so too, and holds itself."""

    same: bool
    noted: bool
    holds: bool

    @property
    def well(self) -> bool:
        """Whether all three hold."""
        return self.same and self.noted and self.holds


def title(invoice: Invoice, today: date) -> str:
    """Factura de octubre · Factura rectificativa de octubre de 2025."""
    said = {"month": words.month_within(invoice.period_from or invoice.issued_on, today)}
    if invoice.kind == InvoiceKind.CORRECTIVE:
        return _("Factura rectificativa de %(month)s") % said
    return _("Factura de %(month)s") % said


def file_name(invoice: Invoice) -> str:
    """`NIF_fecha_numero.pdf`; with the issuer's NIF where the owner has none."""
    return naming.file_name(invoice.owner.nif or invoice.issuer_nif, invoice.issued_on, invoice.number)


def lines(invoice: Invoice, person: User, at: datetime) -> list[Line]:
    """The lines in the ERP's order. Who may not read what technicians tell sees of a visit only its day."""
    rows = list(invoice.lines.standing().select_related(*LINE).order_by("place"))
    visits = scope.visits(person, at).filter(pk__in=[row.visit_id for row in rows if row.visit_id])
    breakdowns = scope.breakdowns(person, at).filter(pk__in=[row.breakdown_id for row in rows if row.breakdown_id])
    works = scope.works(person, at).filter(pk__in=[row.work_id for row in rows if row.work_id])
    open_to = {key for found in (visits, breakdowns, works) for key in found.values_list("pk", flat=True)}
    earlier: list[InvoiceLine | None] = [None, *rows]
    return [_line(row, earlier[place], open_to, invoice, at) for place, row in enumerate(rows)]


def _line(row: InvoiceLine, earlier: InvoiceLine | None, open_to: set[UUID], invoice: Invoice, at: datetime) -> Line:
    url = pages.url_for(row.clause.contract) + f"#clause-{row.clause.pk}" if row.clause else ""
    return Line(
        number=row.place,
        text=row.text,
        quantity=_quantity(row),
        amount=words.money(row.amount, invoice.currency),
        list_amount=words.money(row.list_amount, invoice.currency) if row.list_amount is not None else "",
        source=_source(row, earlier, open_to, at),
        covered=row.covered,
        cover=_cover(row),
        clause=Clause(url, row.clause.number) if row.clause else None,
        why=row.why or (row.clause.words if row.clause else ""),
    )


def _quantity(row: InvoiceLine) -> str:
    if row.quantity is None or row.quantity == 1:
        return ""
    return words.figure(row.quantity)


def _source(row: InvoiceLine, earlier: InvoiceLine | None, open_to: set[UUID], at: datetime) -> Source | None:
    if row.visit:
        url = pages.url_for(row.visit) if row.visit.pk in open_to else ""
        return Source(url, _visit(row.visit, at), _told(row.visit) if url else "")
    if row.quote:
        return Source(pages.url_for(row.quote), _("el presupuesto %(number)s, aceptado") % {"number": row.quote.number})
    if row.work:
        url = pages.url_for(row.work) if row.work.pk in open_to else ""
        done = (row.work.end_words or row.work.words).rstrip(".")
        return Source(url, work_words.named(row.work, at), done if url else "")
    if row.breakdown is None:
        return None
    url = pages.url_for(row.breakdown) if row.breakdown.pk in open_to else ""
    if earlier and earlier.breakdown_id == row.breakdown_id:
        return Source(url, _("la misma avería"))
    return Source(url, _breakdown(row.breakdown, at), states.cause(row.breakdown) if url else "")


def _visit(visit: Visit, at: datetime) -> str:
    zone = ZoneInfo(visit.lift.building.time_zone)
    day = visit.finished_at.astimezone(zone).date() if visit.finished_at else visit.planned_on
    return _("la revisión del %(day)s") % {"day": words.long(day, at.astimezone(zone).date())} if day else ""


def _told(visit: Visit) -> str:
    """Marta Gil, 34 puntos, 39 min."""
    points = visit.ok + visit.adjusted + visit.observed + visit.pending + visit.not_done
    parts = (
        visit.who,
        ngettext("%(n)s punto", "%(n)s puntos", points) % {"n": points} if points else "",
        words.lasting((visit.finished_at - visit.started_at).total_seconds())
        if visit.started_at and visit.finished_at
        else "",
    )
    return ", ".join(part for part in parts if part)


def _breakdown(breakdown: Breakdown, at: datetime) -> str:
    zone = ZoneInfo(breakdown.lift.building.time_zone)
    day = words.long(breakdown.reported_at.astimezone(zone).date(), at.astimezone(zone).date())
    return _("la avería del %(day)s") % {"day": day}


def _cover(row: InvoiceLine) -> str:
    if row.covered is None:
        return ""
    if not row.covered:
        return _("No cubierta")
    return _("Incluida en su cuota") if row.what_for == WhatFor.FEE else _("Cubierta")


def total(invoice: Invoice) -> str:
    """130,68 €."""
    return words.money(invoice.total, invoice.currency)


def lifts(invoice: Invoice) -> str:
    """Ascensor principal · Calle Mayor 14, Izquierdo: which lifts it is about."""
    rows = list(invoice.lifts.select_related("building").order_by("building__street", "name", "pk"))
    return ", ".join(row.name if len(rows) == 1 else row.place for row in rows[:4])


def account(invoice: Invoice) -> list[tuple[str, str]]:
    """The account it is charged to, masked, and when."""
    rows = [
        (_("Cuenta"), paying.masked(invoice.account_last)),
        (_("Próximo cargo"), words.figures(invoice.next_charge_on) if invoice.next_charge_on else ""),
        (_("Vence"), words.figures(invoice.due_on) if invoice.due_on else ""),
    ]
    return [(what, said) for what, said in rows if said]


def sums(invoice: Invoice) -> list[tuple[str, str]]:
    """Base and tax, as the ERP says them."""
    tax = invoice.tax_words or _("Impuestos")
    return [
        (_("Base imponible"), words.money(invoice.base, invoice.currency)),
        (tax, words.money(invoice.tax, invoice.currency)),
    ]


def happened(invoice: Invoice, at: datetime) -> list[tuple[str, str]]:
    """What has happened to it, first to last, each with its day; opened by whom among the owner's people."""
    zone = ZoneInfo(companies.current().time_zone)
    today = at.astimezone(zone).date()
    moments = [(_("Publicada y avisada"), invoice.announced_at), (_("Retirada"), invoice.withdrawn_at)]
    moments += [(_("Abierta por %(name)s") % {"name": name}, when) for name, when in openings.of(invoice)]
    told = [(when.astimezone(zone), what, _hour(when.astimezone(zone), today)) for what, when in moments if when]
    days = [
        (_("Cargada"), invoice.charged_on),
        (_("Devuelta por el banco"), invoice.returned_on),
        (_("Pagada"), invoice.paid_on),
        *((_("Enviada por correo postal"), day) for day in postings.told_of_invoice(invoice)),
    ]
    told += [(datetime(*day.timetuple()[:3], tzinfo=zone), what, words.short(day, today)) for what, day in days if day]
    return [(what, when) for _at, what, when in sorted(told, key=lambda one: one[0])]


def _hour(when: datetime, today: date) -> str:
    return f"{words.short(when.date(), today)}, {words.hour(when)}"


def check(invoice: Invoice) -> Check:
    """Reads the bytes and the owner's history anew."""
    try:
        store.read(invoice.file)
        same = True
    except store.Altered:
        same = False
    kinds = (INVOICE_PUBLISHED.name, INVOICE_ANNOUNCED.name)
    noted = Entry.objects.of_stream(invoice.owner_id).filter(subject_id=invoice.pk, kind__in=kinds).order_by("number")
    digests = {entry.facts.get("sha256") for entry in noted if entry.body}
    return Check(same, digests == {invoice.file.sha256}, histories.verdict(invoice.owner_id)["holds"])
