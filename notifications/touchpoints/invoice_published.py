"""A new invoice, with the original attached: whose, how much, what for, when it is charged; and one withdrawn."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.letter import Attachment, Contact, Letter
from owners.models import Invoice, Owner
from owners.queries import invoice_page, payments, scope
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words

MOST = 8  # lines a mail prints; the others are in the original


def letter(entry: Entry, person: User) -> Letter:
    """Told once the office's undo hour is over."""
    invoice = _invoice(entry)
    lines = invoice.lines.order_by("place")[:MOST]
    charged = [(line.text, line.amount) for line in lines]
    return of(invoice, charged, person, scope.today(entry.occurred_at))


def of(invoice: Invoice, charged: Iterable[tuple[str, Decimal]], person: User, today: date) -> Letter:
    """The same of an invoice that need not be stored, as the office proves it."""
    said = {
        "name": person.name,
        "number": invoice.number,
        "owner": invoice.owner.name,
        "total": words.money(invoice.total, invoice.currency),
    }
    standing = payments.told(invoice, today)
    return Letter(
        title=f"{invoice_page.title(invoice, today)}: {said['total']}",
        what_happened=_("%(name)s: ya está la factura %(number)s de %(owner)s, de %(total)s.") % said,
        what_it_means=words.sentences(standing.title + ".", _account(invoice)),
        what_next=standing.words,
        where=invoice.owner.name,
        why=_why(invoice.owner),
        action_words=_("Ver por qué se paga"),
        action_url=_address(invoice),
        details=tuple((text, words.money(amount, invoice.currency)) for text, amount in charged),
        attachment=Attachment(invoice.file, invoice_page.file_name(invoice)),
        contact=Contact.of(invoice.owner),
    )


def withdrawn(entry: Entry, person: User) -> Letter:
    """Told of one that owners knew of."""
    invoice = _invoice(entry)
    said = {"name": person.name, "number": invoice.number, "owner": invoice.owner.name}
    return Letter(
        title=_("Hemos retirado la factura %(number)s") % said,
        what_happened=_("%(name)s: la factura %(number)s de %(owner)s ya no vale aquí.") % said,
        what_it_means=_("Motivo: %(why)s") % {"why": invoice.why_withdrawn},
        what_next=_("Si hay otra en su lugar, se la enviamos en cuanto esté."),
        where=invoice.owner.name,
        why=_why(invoice.owner),
        action_words=_("Ver en el portal"),
        action_url=_address(invoice),
        contact=Contact.of(invoice.owner),
    )


def _invoice(entry: Entry) -> Invoice:
    return Invoice.objects.select_related("owner__contact", "file").get(pk=entry.subject_id)


def _address(invoice: Invoice) -> str:
    return settings.SITE_URL + reverse("owners:invoice", args=[invoice.pk])


def _account(invoice: Invoice) -> str:
    if not invoice.account_last:
        return ""
    return _("La cuenta acaba en %(last)s.") % {"last": invoice.account_last}


def _why(owner: Owner) -> str:
    return _("Le escribimos porque ve las cuentas de %(owner)s.") % {"owner": owner.name}
