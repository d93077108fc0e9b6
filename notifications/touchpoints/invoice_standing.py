"""Where an invoice stands, told: a debit that comes, one the bank returned, one that ran out unpaid or is claimed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from notifications.letter import Letter
from notifications.touchpoints import about_invoice
from owners.enums.enquiries import About
from owners.models import Invoice
from owners.queries import payments, scope
from portal.accounts.models import User
from portal.company import queries as companies
from portal.ledger.models import Entry
from portal.web import words


def charge_ahead(entry: Entry, person: User) -> Letter:
    """Five days before: how much, from which account, and what to do if it is not right."""
    invoice = about_invoice.invoice(entry)
    day = date.fromisoformat(str(entry.facts["charge_on"]))
    said = about_invoice.said(invoice, person) | {"day": words.long(day, scope.today(entry.occurred_at))}
    return _letter(
        invoice,
        title=_("El %(day)s se carga la factura %(number)s: %(total)s") % said,
        what_happened=_("%(name)s: el %(day)s pasamos al banco la factura %(number)s de %(owner)s.") % said,
        what_it_means=words.sentences(_("Son %(total)s.") % said, about_invoice.account(invoice)),
        what_next=_("No tiene que hacer nada. Si algo no cuadra, díganoslo antes de ese día."),
    )


def returned(entry: Entry, person: User) -> Letter:
    """What the bank said, and the ways to pay it: it happens, and is put right without hurry."""
    invoice = about_invoice.invoice(entry)
    standing = payments.told(invoice, scope.today(entry.occurred_at))
    again, ways = invoice.next_charge_on is not None, _transfer(invoice) or _payment_page(invoice)
    return _letter(
        invoice,
        title=_("El banco ha devuelto el recibo de la factura %(number)s") % about_invoice.said(invoice, person),
        what_happened=_("%(name)s: el recibo de la factura %(number)s de %(owner)s, de %(total)s, ha vuelto sin pagar.")
        % about_invoice.said(invoice, person),
        what_it_means=standing.words or _("El banco no dice por qué; suele ser algo sencillo."),
        what_next=_("Si prefiere no esperar, puede pagarla ahora.") if again and ways else _way_out(invoice),
        details=_transfer(invoice),
        links=_payment_page(invoice),
    )


def overdue(entry: Entry, person: User) -> Letter:
    """It ran out; how to pay it, and whom to tell if it is paid."""
    invoice = about_invoice.invoice(entry)
    standing = payments.told(invoice, scope.today(entry.occurred_at))
    return _letter(
        invoice,
        title=_("La factura %(number)s está sin pagar") % about_invoice.said(invoice, person),
        what_happened=_("%(name)s: no nos consta el pago de la factura %(number)s de %(owner)s, de %(total)s.")
        % about_invoice.said(invoice, person),
        what_it_means=words.sentences(standing.title + ".", standing.words),
        what_next=_way_out(invoice),
        details=_transfer(invoice),
        links=_payment_page(invoice),
    )


def claimed(entry: Entry, person: User) -> Letter:
    """We ask for it formally: how to pay it, that talking is a way too, and which answer about it we owe him."""
    invoice = about_invoice.invoice(entry)
    standing = payments.told(invoice, scope.today(entry.occurred_at))
    return _letter(
        invoice,
        title=_("Le reclamamos el pago de la factura %(number)s") % about_invoice.said(invoice, person),
        what_happened=_("%(name)s: la factura %(number)s de %(owner)s, de %(total)s, sigue sin pagar y la reclamamos.")
        % about_invoice.said(invoice, person),
        what_it_means=words.sentences(standing.words, _asked(invoice, person, entry)),
        what_next=_way_out(invoice),
        details=_transfer(invoice),
        links=_payment_page(invoice),
    )


def _asked(invoice: Invoice, person: User, entry: Entry) -> str:
    """The enquiries about it that still wait for us, as far as the person sees them."""
    waiting = scope.enquiries(person, entry.recorded_at).waiting().filter(about=About.INVOICE, about_id=invoice.pk)
    numbers = list(waiting.order_by("asked_at", "pk").values_list("number", flat=True)[:3])
    return _("Seguimos debiéndole respuesta a %(numbers)s.") % {"numbers": ", ".join(numbers)} if numbers else ""


def _letter(invoice: Invoice, **told: Any) -> Letter:
    return about_invoice.letter(invoice, words=_("Ver la factura y cómo se paga"), **told)


def _way_out(invoice: Invoice) -> str:
    """How to pay it, and that talking is a way too."""
    phone = companies.current().office_phone or companies.current().emergency_phone
    talk = _("Si necesita más tiempo o no está de acuerdo, llámenos: %(phone)s.") % {"phone": phone}
    if _transfer(invoice) or _payment_page(invoice):
        return words.sentences(_("Puede pagarla cuando le venga bien estos días."), talk)
    return talk


def _transfer(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    """What a transfer needs."""
    way = payments.transfer(invoice, companies.current())
    if way is None:
        return ()
    return (
        (_("Transferencia a"), way.name),
        (_("Cuenta"), way.account),
        (_("Importe"), way.amount),
        (_("Concepto"), way.concept),
    )


def _payment_page(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    return ((_("Pagarla con tarjeta"), invoice.payment_link),) if invoice.payment_link else ()
