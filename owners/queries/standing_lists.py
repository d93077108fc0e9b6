"""What the office sees of an ERP's list: how many invoices it would move, from where to where, and what it cannot."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.enums import BatchSort, InvoiceStatus
from owners.enums.standings import StandingRowState as State
from owners.models import Batch, BatchItem, Invoice, StandingList, StandingRow
from owners.models.standing_list import ASKING, WAITING
from owners.queries import batch_strip
from owners.queries.batch_strip import Progress
from owners.queries.payments import TONES
from owners.rules import remittances
from owners.rules.standings import Standing
from portal.web import words

PAGE = 50
DOUBTFUL_SHOWN = 100
OTHERS = 4


@dataclass(frozen=True)
class Card:
    """A list on the page of its batch."""

    key: UUID
    name: str
    words: str
    waits: bool


@dataclass(frozen=True)
class Stand:
    """Where an invoice stands: a word with its tone, and the days that go with it."""

    tone: str
    word: str
    days: str


@dataclass(frozen=True)
class Row:
    """A row of the list as the page prints it."""

    key: UUID
    line: int
    number: str
    owner: str
    invoice: UUID | None
    before: Stand | None
    after: Stand | None
    why: str
    is_choice: bool = False


@dataclass(frozen=True)
class Option:
    """One of the invoices with the number of a row, and where the row would put it."""

    invoice: Invoice
    before: Stand
    after: Stand
    why: str

    @property
    def words(self) -> str:
        """C.P. Calle Mayor 14, 31/10/2026, 130,68 €; la emite B47000001."""
        return _("%(owner)s, %(day)s, %(total)s; la emite %(issuer)s") % {
            "owner": self.invoice.owner.name,
            "day": words.figures(self.invoice.issued_on),
            "total": words.money(self.invoice.total, self.invoice.currency),
            "issuer": self.invoice.issuer_nif,
        }


def every() -> QuerySet[StandingList]:
    """All of them, for the office."""
    return StandingList.objects.select_related("item__batch", "moving")


def rows() -> QuerySet[StandingRow]:
    """All their rows."""
    return StandingRow.objects.select_related("list__item", "invoice__owner")


def settleable() -> QuerySet[StandingRow]:
    """Those a person can put right: of an invoice, or of one that is to be chosen."""
    return rows().filter(Q(invoice__isnull=False) | Q(state=State.CHOICE))


def items() -> QuerySet[BatchItem]:
    """The lists as they were dropped."""
    return BatchItem.objects.filter(sort=BatchSort.LIST, file__isnull=False).select_related("batch", "file")


def cards(batch: Batch) -> list[Card]:
    """The lists of a batch that speak of invoices that stand."""
    found = every().filter(item__batch=batch).order_by("item__name", "pk")
    return [_card(one, counts(one)) for one in found]


def waiting_elsewhere(batch: Batch | None) -> list[Card]:
    """Lists of other batches that wait for a person, the newest first."""
    rows_of = StandingRow.objects.waiting().filter(list=OuterRef("pk"))
    found = every().filter(Exists(rows_of), item__batch__closed_at=None)
    if batch:
        found = found.exclude(item__batch=batch)
    return [_card(one, counts(one)) for one in found.order_by("-read_at", "pk")[:OTHERS]]


def counts(found: StandingList) -> Counter[str]:
    """How many rows are in each state."""
    states = found.rows.order_by().values_list("state").annotate(many=Count("pk"))
    return Counter(dict(states))


def _card(found: StandingList, n: Counter[str]) -> Card:
    return Card(found.pk, found.item.name, told(n), any(n[state] for state in WAITING))


def told(n: Counter[str]) -> str:
    """38 facturas cambian de estado, 3 dudosas, 360 siguen igual, 2 no están."""
    parts = [
        ngettext("%(n)s factura cambia de estado", "%(n)s facturas cambian de estado", n[State.CHANGES])
        % {"n": n[State.CHANGES]},
    ] if n[State.CHANGES] or not n[State.MOVED] else []  # fmt: skip
    said = (
        (n[State.MOVED], ngettext("%(n)s anotada", "%(n)s anotadas", n[State.MOVED])),
        (n[State.DOUBTFUL], ngettext("%(n)s dudosa", "%(n)s dudosas", n[State.DOUBTFUL])),
        (n[State.CHOICE], ngettext("%(n)s por elegir", "%(n)s por elegir", n[State.CHOICE])),
        (n[State.SAME], ngettext("%(n)s sigue igual", "%(n)s siguen igual", n[State.SAME])),
        (n[State.UNKNOWN], ngettext("%(n)s no está aquí", "%(n)s no están aquí", n[State.UNKNOWN])),
        (n[State.REFUSED], ngettext("%(n)s no se anota", "%(n)s no se anotan", n[State.REFUSED])),
        (n[State.LEFT], ngettext("%(n)s dejada fuera", "%(n)s dejadas fuera", n[State.LEFT])),
    )
    return ", ".join([*parts, *(sentence % {"n": many} for many, sentence in said if many)]) + "."


def doubtful(found: StandingList, today: date) -> list[Row]:
    """Those a person has to look at, in the order of the list."""
    waiting = rows().filter(list=found, state__in=ASKING).order_by("line")
    return [shown(one, today) for one in waiting[:DOUBTFUL_SHOWN]]


def page_of(found: StandingList, states: tuple[State, ...], today: date, *, after: str = "") -> tuple[list[Row], str]:
    """Rows in these states in the order of the list, and the line the next page goes on after."""
    line = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    some = list(rows().filter(list=found, state__in=states, line__gt=line).order_by("line")[: PAGE + 1])
    return [shown(one, today) for one in some[:PAGE]], str(some[PAGE - 1].line) if len(some) > PAGE else ""


def shown(row: StandingRow, today: date) -> Row:
    """A row, in words; where a word nobody knows would leave it as it is, it goes nowhere yet."""
    goes = row.after and not (row.state == State.DOUBTFUL and row.after == row.before)
    return Row(
        key=row.pk,
        line=row.line,
        number=row.invoice.number if row.invoice else row.number,
        owner=row.invoice.owner.name if row.invoice else "",
        invoice=row.invoice_id,
        before=stand(Standing.read(row.before), today) if row.before else None,
        after=stand(Standing.read(row.after), today) if goes else None,
        why=row.why,
        is_choice=row.state == State.CHOICE,
    )


def options(row: StandingRow, today: date) -> list[Option]:
    """The invoices a row may be of, the oldest first."""
    told = {UUID(one["invoice"]): one for one in json.loads(row.options)}
    found = Invoice.objects.select_related("owner").in_bulk(list(told))
    return [_option(found[key], one, today) for key, one in told.items() if key in found]


def _option(invoice: Invoice, told: dict[str, str], today: date) -> Option:
    return Option(
        invoice=invoice,
        before=stand(Standing.read(told["before"]), today),
        after=stand(Standing.read(told["after"]), today),
        why=told["why"],
    )


def stand(standing: Standing, today: date) -> Stand:
    """A standing: Recibo devuelto, el 23 nov., se vuelve a pasar el 5 dic."""
    days = (
        (_("pagada el %(day)s"), standing.paid_on),
        (_("devuelto el %(day)s"), standing.returned_on if standing.status is InvoiceStatus.RETURNED else None),
        (_("cargada el %(day)s"), standing.charged_on),
        (_("se carga el %(day)s"), standing.next_charge_on),
    )
    parts = [sentence % {"day": words.short(day, today)} for sentence, day in days if day]
    reason = standing.why_returned if standing.status is InvoiceStatus.RETURNED else ""
    return Stand(
        TONES.get(standing.status, ""), str(standing.status.label), ", ".join([*([reason] if reason else []), *parts])
    )


def progress(found: StandingList, at: datetime) -> Progress | None:
    """The writing down while it is under way, or how it failed."""
    return batch_strip.of_job(found.moving, _("Anotando"), at)


def unknown_words(item: BatchItem) -> list[str]:
    """The list's own words for a state that nobody has told us, the most used first."""
    waiting = StandingRow.objects.filter(list__item=item, state=State.DOUBTFUL).exclude(word="").order_by("line")
    words_of_it = Counter(waiting.values_list("word", flat=True)).most_common()
    return [word for word, _n in words_of_it if not remittances.knows(word)][:30]
