"""Firms' invoice mailboxes: whose they are, which get an owner's invoices, and what they look like."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from owners.enums import InvoiceKind, MailFileName, MailSubject
from owners.models import Agency, Invoice, Mailbox, Mandate, Membership
from owners.queries import scope
from owners.rules import mailboxes as rules
from owners.rules.mailboxes import Named
from portal.access import grants
from portal.access.permissions import Permission
from portal.accounts.models import User


@dataclass(frozen=True)
class Preview:
    """A pattern, with what it makes of a real invoice."""

    value: str
    label: str
    shown: str


def own_firms(person: User, at: datetime) -> QuerySet[Agency]:
    """The firms a person works at today that speak for somebody whose money they see."""
    day = scope.today(at)
    works = Membership.objects.held_on(day).filter(person=person)
    pays = Mandate.objects.held_on(day).filter(role__in=scope.PAYERS)
    return Agency.objects.filter(pk__in=works.values("agency")).filter(pk__in=pays.values("agency")).order_by("name")


def firms(person: User, at: datetime) -> QuerySet[Agency]:
    """Those whose mailbox a person may look at; the office sees all."""
    return Agency.objects.all() if grants.may(person, Permission.RUN_OFFICE) else own_firms(person, at)


def standing(agency: Agency) -> Mailbox | None:
    """The firm's mailbox, if it has one."""
    return Mailbox.objects.standing().select_related("agency", "asked_by", "paused_by").filter(agency=agency).first()


def serving(owner: UUID, at: datetime) -> QuerySet[Mailbox]:
    """The open mailboxes of firms that see this owner's money today: none of a firm whose mandate has ended."""
    held = Mandate.objects.held_on(scope.today(at)).filter(owner=owner, role__in=scope.PAYERS, agency__isnull=False)
    return Mailbox.objects.open().filter(agency__in=held.values("agency")).select_related("agency", "asked_by")


def named(invoice: Invoice) -> Named:
    """What an invoice is known by in names and subjects; by the issuer's NIF where the owner has none."""
    nif = invoice.owner.nif or invoice.issuer_nif
    return Named(nif, invoice.number, invoice.issued_on, invoice.kind == InvoiceKind.CORRECTIVE)


def example(agency: Agency, at: datetime) -> Named:
    """The last invoice of an owner the firm speaks for; before there is one, one that might be."""
    held = Mandate.objects.held_on(scope.today(at)).filter(agency=agency, role__in=scope.PAYERS)
    rows = Invoice.objects.announced().standing().filter(owner__in=held.values("owner")).select_related("owner")
    last = rows.order_by("-issued_on", "-pk").first()
    return named(last) if last else Named("H47218306", "F26-4127", date(2026, 10, 31))


def file_names(of: Named) -> list[Preview]:
    """Each way of naming the file."""
    return [Preview(one.value, str(one.label), rules.file_name(one.value, of)) for one in MailFileName]


def subjects(of: Named) -> list[Preview]:
    """Each subject."""
    return [Preview(one.value, str(one.label), rules.subject(one.value, of)) for one in MailSubject]
