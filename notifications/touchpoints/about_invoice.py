"""What letters about an invoice have in common: whose it is, who may read of it, and where it stands in the portal."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.letter import Contact, Letter
from owners.models import Invoice
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.web import words as wording


def invoice(entry: Entry) -> Invoice:
    """The invoice a fact is about, with what letters say of it."""
    return Invoice.objects.select_related("owner__contact", "file").get(pk=entry.subject_id)


def said(invoice: Invoice, person: User) -> dict[str, str]:
    """What sentences about it are filled with."""
    return {
        "name": person.name,
        "number": invoice.number,
        "owner": invoice.owner.name,
        "total": wording.money(invoice.total, invoice.currency),
    }


def account(invoice: Invoice) -> str:
    """From which account it is paid, where that is known."""
    if not invoice.account_last:
        return ""
    return _("La cuenta acaba en %(last)s.") % {"last": invoice.account_last}


def letter(invoice: Invoice, *, words: str, **told: Any) -> Letter:
    """A letter with its frame, to who sees the owner's accounts; `words` are on the button that leads to it."""
    return Letter(
        where=invoice.owner.name,
        why=_("Le escribimos porque ve las cuentas de %(owner)s.") % {"owner": invoice.owner.name},
        action_words=words,
        action_url=settings.SITE_URL + reverse("owners:invoice", args=[invoice.pk]),
        contact=Contact.of(invoice.owner),
        **told,
    )
