"""What a firm's program gets: the original under the name and with the subject the firm chose, and nothing to read."""

from django.utils.translation import gettext as _

from notifications.letter import Attachment, Letter
from owners.models import Invoice, Mailbox
from owners.queries import mailboxes
from owners.rules import mailboxes as rules
from portal.ledger.models import Entry
from portal.web import words


def published(entry: Entry, mailbox: Mailbox) -> Letter:
    """A corrective invoice is an invoice of its own, and its subject says so."""
    return of(_invoice(entry), mailbox.file_name, mailbox.subject, mailbox)


def of(invoice: Invoice, file_name: str, subject: str, mailbox: Mailbox) -> Letter:
    """The mail of one invoice."""
    said = {
        "number": invoice.number,
        "owner": invoice.owner.name,
        "total": words.money(invoice.total, invoice.currency),
    }
    named = mailboxes.named(invoice)
    return Letter(
        title=rules.subject(subject, named),
        what_happened=_("Va adjunta la factura %(number)s de %(owner)s, de %(total)s.") % said,
        what_it_means=_correction(invoice),
        where=invoice.owner.name,
        why=_why(mailbox),
        attachment=Attachment(invoice.file, rules.file_name(file_name, named)),
    )


def withdrawn(entry: Entry, mailbox: Mailbox) -> Letter:
    """Without the file: the number in the subject is that of the mail it takes back."""
    invoice = _invoice(entry)
    said = {"number": invoice.number, "owner": invoice.owner.name}
    return Letter(
        title=rules.subject(mailbox.subject, mailboxes.named(invoice), withdrawn=True),
        what_happened=_("La factura %(number)s de %(owner)s está retirada: no la contabilice.") % said,
        what_it_means=_("Motivo: %(why)s") % {"why": invoice.why_withdrawn},
        where=invoice.owner.name,
        why=_why(mailbox),
    )


def _invoice(entry: Entry) -> Invoice:
    return Invoice.objects.select_related("owner", "file").get(pk=entry.subject_id)


def _correction(invoice: Invoice) -> str:
    return _("Rectifica la %(number)s.") % {"number": invoice.corrected_number} if invoice.corrected_number else ""


def _why(mailbox: Mailbox) -> str:
    return _("Es el buzón de facturas de %(agency)s.") % {"agency": mailbox.agency.name}
