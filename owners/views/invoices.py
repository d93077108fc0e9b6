"""Invoices: the list with what each year cost, one, and its original."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from owners.enums.enquiries import About, EnquiryKind
from owners.forms.enquiries import SayingForm
from owners.models import Enquiry, Invoice
from owners.queries import contract_page, enquiries, explaining, invoice_page, mailboxes, payments, quotes, scope
from owners.queries import invoices as listing
from owners.queries import months as archives
from owners.queries.invoice_page import Line
from owners.queries.invoices import Asked, View
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.company import queries as companies
from portal.files import serving
from portal.lib import clock
from portal.web import pages
from portal.web.access import PersonRequest, requires

READERS = (Permission.READ_OWN_MONEY, Permission.RUN_OFFICE)


def _invoice(request: PersonRequest, key: UUID) -> Invoice:
    rows = scope.invoices(request.user, clock.now()).select_related(*invoice_page.ROWS)
    found: Invoice = get_object_or_404(rows, pk=key)
    return found


@requires(*READERS)
def invoices(request: PersonRequest) -> HttpResponse:
    """The list, or its next rows."""
    at, wanted = clock.now(), request.GET.get("q", "").strip()[:80]
    view = request.GET.get("view", "")
    asked = Asked(View(view) if view in View.values else View.ALL, wanted, request.GET.get("before", ""))
    rows, older = listing.page(request.user, at, asked)
    page = {"rows": rows, "older": older, "asked": asked, "many": listing.is_of_many(request.user, at)}
    if request.htmx:
        return render(request, "owners/invoices.html#rows", page)
    page |= {"views": View, "years": [], "contracts": [], "quotes": []}
    page["firms"] = [
        (firm.name, pages.url_of("owners.firm", firm.pk)) for firm in mailboxes.own_firms(request.user, at)[:4]
    ]
    page["last_month"] = archives.last(scope.today(at)) if rows else None
    if not asked.before:
        page["quotes"] = quotes.listed(request.user, at)[0][:4]
        page["years"] = listing.costs(request.user, at, wanted=wanted)
        page["contracts"] = contract_page.listed(request.user, at, wanted=wanted)[:4]
    return render(request, "owners/invoices.html", page)


@requires(*READERS)
def invoice(request: PersonRequest, invoice: UUID) -> HttpResponse:
    """One invoice: what is charged and why, how it is paid, the original; checked anew when asked for."""
    found, at = _invoice(request, invoice), clock.now()
    today = scope.today(at)
    page = {
        "invoice": found,
        "title": invoice_page.title(found, today),
        "total": invoice_page.total(found),
        "lifts": invoice_page.lifts(found),
        "charges": _charges(found, request.user, at),
        "answered_by": _answered_by(found, at),
        "asked": enquiries.about(request.user, at, About.INVOICE, found.pk),
        "explained": explaining.said(found, at),
        "sums": invoice_page.sums(found),
        "told": payments.told(found, today),
        "account": invoice_page.account(found),
        "transfer": payments.transfer(found, companies.current()),
        "name": invoice_page.file_name(found),
        "has_file": scope.invoice_files(request.user, at).filter(pk=found.pk).exists(),
        "happened": invoice_page.happened(found, at),
        "check": invoice_page.check(found) if "check" in request.GET else None,
    }
    return render(request, "owners/invoice.html", page)


def _charges(found: Invoice, person: User, at: datetime) -> list[tuple[Line, Enquiry | None, SayingForm]]:
    """The lines, each with the last enquiry about it and the form of a new one."""
    asked = enquiries.lines_asked_about(person, at, found.pk)
    return [
        (line, asked.get(line.number), SayingForm(auto_id=f"id_line{line.number}_%s"))
        for line in invoice_page.lines(found, person, at)
    ]


def _answered_by(found: Invoice, at: datetime) -> str:
    """The last day we would answer what is asked now."""
    return enquiries.answers_by(at, enquiries.region(found.owner, None), About.INVOICE)[EnquiryKind.QUESTION]


@requires(*READERS)
def file(request: PersonRequest, invoice: UUID) -> HttpResponse:
    """The original, byte for byte; every fetch is logged."""
    rows = scope.invoice_files(request.user, clock.now()).select_related("file", "owner")
    found = get_object_or_404(rows, pk=invoice)
    name = invoice_page.file_name(found)
    return serving.serve(request, found.file, name=name, download="download" in request.GET)
