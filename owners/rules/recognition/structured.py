"""What an electronic invoice and a row of the ERP's list tell: they say which fact is which, so they are sure."""

from collections.abc import Iterator

from owners.enums.reading import PaperKind
from owners.rules.einvoices.shapes import EInvoice
from owners.rules.recognition import nifs
from owners.rules.recognition.shapes import Fact, Source, Telling, Told, Value
from owners.rules.remittances import Row

SURE = 4


def of_einvoice(invoice: EInvoice) -> Telling:
    """Its facts; the works of a line count when the invoice names none and all its lines name the same."""
    of_lines = {line.works for line in invoice.lines if line.works}
    works = invoice.references.works or (of_lines.pop() if len(of_lines) == 1 else None)
    told: dict[Fact, Value | None] = {
        Fact.KIND: PaperKind(invoice.sort.value),
        Fact.OWNER: nifs.plain(invoice.recipient.nif or ""),
        Fact.OWNER_NAME: invoice.recipient.name,
        Fact.ISSUER: nifs.plain(invoice.issuer.nif or ""),
        Fact.NUMBER: invoice.number,
        Fact.SERIES: invoice.series,
        Fact.ISSUED_ON: invoice.issued_on,
        Fact.DUE_ON: invoice.due_on,
        Fact.BASE: invoice.base,
        Fact.TAX: invoice.tax,
        Fact.TOTAL: invoice.total,
        Fact.CURRENCY: invoice.currency,
        Fact.CORRECTED: invoice.corrected,
        Fact.WORKS: works,
    }
    return dict(_said(told, Source.EINVOICE))


def of_row(row: Row) -> Telling:
    """Its facts."""
    told: dict[Fact, Value | None] = {
        Fact.KIND: row.kind,
        Fact.OWNER: row.owner_nif,
        Fact.OWNER_NAME: row.owner_name,
        Fact.NUMBER: row.number,
        Fact.SERIES: row.series,
        Fact.ISSUED_ON: row.issued_on,
        Fact.DUE_ON: row.due_on,
        Fact.CHARGED_ON: row.charged_on,
        Fact.BASE: row.base,
        Fact.TAX: row.tax,
        Fact.TOTAL: row.total,
        Fact.CORRECTED: row.corrected,
        Fact.LIFT: row.lift,
        Fact.WORKS: row.works,
        Fact.STATUS: row.status,
    }
    return dict(_said(told, Source.LIST))


def _said(told: dict[Fact, Value | None], source: Source) -> Iterator[tuple[Fact, Told]]:
    return ((fact, Told(value, SURE, source)) for fact, value in told.items() if value is not None and value != "")
