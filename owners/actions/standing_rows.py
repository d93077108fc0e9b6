"""What an ERP's list says of invoices that stand: each row beside its invoice, as what it would change.

Read again, a list is compared anew; what a person has looked at, left out or written down stays.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from owners.enums.reading import RemittanceDoubt
from owners.enums.standings import StandingRowState as State
from owners.models import Batch, BatchItem, Invoice, StandingList, StandingRow
from owners.models.standing_list import HOLDING
from owners.queries import scope
from owners.rules import standings
from owners.rules.recognition.houses import number_key
from owners.rules.remittances import Remittance, Row, file_keys
from owners.rules.standings import Beside, Standing
from portal.jobs.models import ENDED
from portal.lib.tables.mapping import SheetMapping

SAYS = ("status", "paid_on", "returned_on")  # a list with none of these columns says nothing of standing invoices
AT_ONCE = 500


def compare(item: BatchItem, found: Remittance, mapping: SheetMapping, *, at: datetime) -> StandingList | None:
    """Compares a list with what stands; None for one that speaks of the papers beside it alone.

    Those are to be understood already: a row is theirs by its number or its file.
    """
    if not any(name in mapping.fields for name in SAYS):
        return None
    shelf = _Shelf.of(item.batch, found.rows, at)
    rows = [shelf.look(row) for row in found.rows if not shelf.is_of_a_paper(row)]
    rows += map(_unread, found.refused)
    if not rows:
        return None
    made, _new = StandingList.objects.get_or_create(item=item, defaults={"read_at": at})
    if made.moving is None or made.moving.state in ENDED:
        _write(made, rows, at)
    return made


def alone(item: BatchItem, found: Remittance, *, at: datetime) -> list[str]:
    """The numbers of a list that neither a paper beside it has nor an invoice that stands."""
    shelf = _Shelf.of(item.batch, found.rows, at)
    return [row.number for row in found.rows if not (shelf.is_of_a_paper(row) or shelf.named_by(row))]


@transaction.atomic
def _write(made: StandingList, rows: Sequence[StandingRow], at: datetime) -> None:
    """The rows nobody has looked at, anew."""
    made.rows.filter(confirmed_at=None).exclude(state=State.MOVED).delete()
    settled = set(made.rows.values_list("line", flat=True))
    held = set(made.rows.filter(state__in=HOLDING).values_list("invoice", flat=True))
    StandingRow.objects.bulk_create(list(_fresh(made, rows, settled, held)), batch_size=AT_ONCE)
    StandingList.objects.filter(pk=made.pk).update(read_at=at)


def _fresh(
    made: StandingList, rows: Iterable[StandingRow], settled: set[int], held: set[UUID]
) -> Iterator[StandingRow]:
    """Of two rows for one invoice the second is not used."""
    for row in rows:
        if row.line in settled:
            continue
        row.list = made
        if row.state in HOLDING:
            if row.invoice_id in held:
                row.state, row.why = State.REFUSED, _("Otra línea de la lista ya es de esta factura.")
            elif row.invoice_id:
                held.add(row.invoice_id)
        yield row


@dataclass
class _Shelf:
    """The invoices that stand and the rows name, by number; and the papers beside the list, by number and by name."""

    today: date
    papers: set[str]
    files: set[str]
    invoices: dict[str, list[Invoice]]

    @classmethod
    def of(cls, batch: Batch, rows: Sequence[Row], at: datetime) -> "_Shelf":
        papers = list(batch.items.papers().filter(invoice=None).order_by("pk").values_list("number", "name"))
        numbers = {number_key(number) for number, _name in papers if number}
        files = {form for _number, name in papers for form in file_keys(name)}
        return cls(scope.today(at), numbers, files, _named(rows))

    @cached_property
    def withdrawn(self) -> set[str]:
        rows = Invoice.objects.exclude(withdrawn_at=None).order_by("pk").values_list("number", flat=True)
        return {number_key(number) for number in rows}

    def is_of_a_paper(self, row: Row) -> bool:
        """Whether it is of a paper beside the list, which says what there is to say of it, and of none that stands."""
        is_theirs = bool(_keys(row.series, row.number) & self.papers) or bool(file_keys(row.file) & self.files)
        return is_theirs and not self.named_by(row)

    def look(self, row: Row) -> StandingRow:
        """The row beside the invoice it names."""
        made = StandingRow(line=row.line, number=row.number, word=row.status_text)
        named = self.named_by(row)
        if not named:
            made.state, made.why = self._lost(row)
        elif len(named) > 1:
            made.state, made.why = State.CHOICE, _("Hay %(n)s con ese número: diga cuál es.") % {"n": len(named)}
            made.options = json.dumps([self._option(row, one) for one in named], ensure_ascii=False)
        else:
            made.invoice = named[0]
            made.state, made.before, made.after, made.why = self._beside(row, named[0])
        return made

    def _option(self, row: Row, invoice: Invoice) -> dict[str, str]:
        """What the row would be if it were of this invoice."""
        state, before, after, why = self._beside(row, invoice)
        return {"invoice": str(invoice.pk), "state": state, "before": before, "after": after, "why": why}

    def _beside(self, row: Row, invoice: Invoice) -> tuple[State, str, str, str]:
        """State, where it stands, where it is to stand, and why it waits."""
        before = Standing.of(invoice)
        to = standings.after(before, row, self.today)
        state, why = self._weighed(row, invoice, before, to)
        return state, before.kept, to.kept, why

    def _weighed(self, row: Row, invoice: Invoice, before: Standing, to: Standing) -> tuple[State, str]:
        if to == before and not (row.status_text and row.status is None):
            return State.SAME, ""
        if invoice.announced_at is None:
            return State.REFUSED, _("Aún no se ha avisado de ella: envíe la lista otra vez después.")
        beside = Beside(invoice.owner.nif, invoice.issued_on, invoice.total)
        unread = [one.words for one in row.remarks if one.code is RemittanceDoubt.SHEET_ERROR]
        whys = [*standings.doubts(before, to, row, beside, self.today), *unread]
        return (State.DOUBTFUL, " ".join(whys)[:400]) if whys else (State.CHANGES, "")

    def named_by(self, row: Row) -> list[Invoice]:
        """The invoices with its number; of several, those of its owner, then those of its day or year."""
        found = {one.pk: one for key in _keys(row.series, row.number) for one in self.invoices.get(key, ())}
        named = sorted(found.values(), key=lambda one: (one.issued_on, str(one.pk)))
        if len(named) > 1 and row.owner_nif:
            named = [one for one in named if one.owner.nif == row.owner_nif] or named
        if len(named) > 1 and row.issued_on:
            same_day = [one for one in named if one.issued_on == row.issued_on]
            named = same_day or [one for one in named if one.year == row.issued_on.year] or named
        return named

    def _lost(self, row: Row) -> tuple[State, str]:
        if number_key(row.number) in self.withdrawn:
            return State.REFUSED, _("Está retirada.")
        return State.UNKNOWN, _("No hay ninguna publicada con ese número.")


def _keys(series: str, number: str) -> set[str]:
    return {number_key(number), number_key(series + number)} - {""}


def _named(rows: Sequence[Row]) -> dict[str, list[Invoice]]:
    """The standing invoices the rows may mean, by each way of writing their numbers."""
    wanted = {key for row in rows for key in _keys(row.series, row.number)}
    every = Invoice.objects.standing().order_by("pk").values_list("pk", "series", "number")
    keys = {pk: ours for pk, series, number in every if (ours := _keys(series, number) & wanted)}
    found: dict[str, list[Invoice]] = {}
    for pk, invoice in Invoice.objects.select_related("owner").in_bulk(list(keys)).items():
        for key in keys[pk]:
            found.setdefault(key, []).append(invoice)
    return found


def _unread(row: Row) -> StandingRow:
    return StandingRow(line=row.line, number=row.number, word=row.status_text, state=State.REFUSED, why=row.words[:400])
