"""A new invoice, with the original attached: whose, how much, what for, when it is charged; and one withdrawn."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from notifications.letter import Attachment, Letter
from notifications.touchpoints import about_invoice
from owners.models import Invoice
from owners.queries import invoice_page, payments, scope
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words

MOST = 8  # lines a mail prints; the others are in the original


def letter(entry: Entry, person: User) -> Letter:
    """Told once the office's undo hour is over."""
    invoice = about_invoice.invoice(entry)
    lines = invoice.lines.standing().order_by("place")[:MOST]
    charged = [(line.text, line.amount) for line in lines]
    return of(invoice, charged, person, scope.today(entry.occurred_at))


def of(invoice: Invoice, charged: Iterable[tuple[str, Decimal]], person: User, today: date) -> Letter:
    """The same of an invoice that need not be stored, as the office proves it."""
    said, standing = about_invoice.said(invoice, person), payments.told(invoice, today)
    return about_invoice.letter(
        invoice,
        words=_("Ver por qué se paga"),
        title=f"{invoice_page.title(invoice, today)}: {said['total']}",
        what_happened=_("%(name)s: ya está la factura %(number)s de %(owner)s, de %(total)s.") % said,
        what_it_means=words.sentences(standing.title + ".", about_invoice.account(invoice)),
        what_next=standing.words,
        details=tuple((text, words.money(amount, invoice.currency)) for text, amount in charged),
        attachment=Attachment(invoice.file, invoice_page.file_name(invoice)),
    )


def withdrawn(entry: Entry, person: User) -> Letter:
    """Told of one that owners knew of."""
    invoice = about_invoice.invoice(entry)
    said = about_invoice.said(invoice, person)
    return about_invoice.letter(
        invoice,
        words=_("Ver en el portal"),
        title=_("Hemos retirado la factura %(number)s") % said,
        what_happened=_("%(name)s: la factura %(number)s de %(owner)s ya no vale aquí.") % said,
        what_it_means=_("Motivo: %(why)s") % {"why": invoice.why_withdrawn},
        what_next=_("Si hay otra en su lugar, se la enviamos en cuanto esté."),
    )
