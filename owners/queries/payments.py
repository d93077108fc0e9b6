"""How an invoice is paid and where it stands, in words; and the code a bank's app reads for a transfer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from segno import helpers

from owners.enums import InvoiceStatus
from owners.models import Invoice
from owners.rules import paying
from portal.company.models import Company
from portal.web import words

TONES = {
    InvoiceStatus.PAID: "ok",
    InvoiceStatus.CHARGED: "ok",
    InvoiceStatus.RETURNED: "warn",
    InvoiceStatus.OVERDUE: "warn",
    InvoiceStatus.CLAIMED: "stop",
}


@dataclass(frozen=True)
class Told:
    """Where it stands: a word for lists, a sentence for the page, and what follows from it."""

    tone: str
    label: str
    title: str
    words: str = ""


@dataclass(frozen=True)
class Transfer:
    """What a transfer needs, and the same as a code (EPC069-12)."""

    name: str
    account: str
    amount: str
    concept: str
    code: SafeString


def told(invoice: Invoice, today: date) -> Told:
    """Where it stands, as the ERP says."""
    if invoice.withdrawn_at:
        return Told("", _("Retirada"), _("La hemos retirado"), invoice.why_withdrawn)
    status = InvoiceStatus(invoice.status)
    if status is InvoiceStatus.ISSUED:
        return _issued(invoice, today)
    title, more = _TITLES[status](invoice, today)
    return Told(TONES[status], str(status.label), title, more)


def _issued(invoice: Invoice, today: date) -> Told:
    if invoice.total < 0:
        return Told("ok", _("A su favor"), _("Es dinero a su favor"))
    if invoice.next_charge_on:
        day = {"day": words.long(invoice.next_charge_on, today)}
        if invoice.next_charge_on < today:
            unknown = _("Aún no nos consta si se ha cobrado. No tiene que hacer nada.")
            return Told("", _("Por confirmar"), _("Tenía que cargarse en su cuenta el %(day)s") % day, unknown)
        return Told("", _("Se cargará"), _("Se cargará en su cuenta el %(day)s") % day, _("No tiene que hacer nada."))
    if invoice.account_last:
        return Told("", _("Se cargará"), _("Se cargará en su cuenta"), _("No tiene que hacer nada."))
    if invoice.due_on:
        return Told("", _("Por pagar"), _("Vence el %(day)s") % {"day": words.long(invoice.due_on, today)})
    return Told("", _("Por pagar"), _("Está por pagar"))


def _paid(invoice: Invoice, today: date) -> tuple[str, str]:
    if invoice.paid_on is None:
        return _("Está pagada"), ""
    return _("Pagada el %(day)s") % {"day": words.long(invoice.paid_on, today)}, ""


def _charged(invoice: Invoice, today: date) -> tuple[str, str]:
    day = invoice.charged_on or invoice.next_charge_on
    if day is None:
        return _("El recibo está en su banco"), _("No tiene que hacer nada.")
    said = {"day": words.long(day, today)}
    if day > today:
        return _("Se carga en su cuenta el %(day)s") % said, _("No tiene que hacer nada.")
    return _("Cargada en su cuenta el %(day)s") % said, ""


def _returned(invoice: Invoice, today: date) -> tuple[str, str]:
    title = _("Su banco devolvió el recibo")
    if invoice.returned_on:
        title = _("Su banco devolvió el recibo el %(day)s") % {"day": words.long(invoice.returned_on, today)}
    why = _("Motivo que dio: %(why)s.") % {"why": invoice.why_returned} if invoice.why_returned else ""
    return title, words.sentences(why, _again(invoice, today))


def _again(invoice: Invoice, today: date) -> str:
    if invoice.next_charge_on is None:
        return ""
    return _("Lo volvemos a pasar el %(day)s.") % {"day": words.long(invoice.next_charge_on, today)}


def _overdue(invoice: Invoice, today: date) -> tuple[str, str]:
    title = _("Está vencida")
    if invoice.due_on:
        title = _("Venció el %(day)s") % {"day": words.long(invoice.due_on, today)}
    return title, _("Si ya la ha pagado, cuente unos días hasta que lo veamos.")


def _claimed(_invoice: Invoice, _today: date) -> tuple[str, str]:
    return _("Le hemos reclamado el pago"), _("Si ya la ha pagado, díganoslo y lo miramos.")


_TITLES = {
    InvoiceStatus.PAID: _paid,
    InvoiceStatus.CHARGED: _charged,
    InvoiceStatus.RETURNED: _returned,
    InvoiceStatus.OVERDUE: _overdue,
    InvoiceStatus.CLAIMED: _claimed,
}


def transfer(invoice: Invoice, company: Company) -> Transfer | None:
    """What to transfer, and to whom; None when nothing is asked for, or the company names no account."""
    if not company.iban or invoice.currency != "EUR" or not _is_asked(invoice):
        return None
    concept = f"{invoice.number} {invoice.owner.nif or invoice.owner.name}"[:140]
    try:
        code = _code(company, invoice.total, concept)
    except ValueError:
        return None
    return Transfer(
        name=company.legal_name,
        account=_in_fours(company.iban),
        amount=words.money(invoice.total),
        concept=concept,
        code=code,
    )


def _is_asked(invoice: Invoice) -> bool:
    return invoice.withdrawn_at is None and paying.asks_for_transfer(
        invoice.status, invoice.total, is_debited=bool(invoice.account_last or invoice.next_charge_on)
    )


def _code(company: Company, amount: Decimal, concept: str) -> SafeString:
    made = helpers.make_epc_qr(
        name=company.legal_name[:70], iban=company.iban, amount=amount, text=concept, bic=company.bic or None
    )
    return mark_safe(made.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None))  # only paths and numbers


def _in_fours(account: str) -> str:
    plain = "".join(account.split())
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))
