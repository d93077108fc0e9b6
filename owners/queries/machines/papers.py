"""Invoices and documents, as programs read them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from owners.models import Document, DocumentVersion, Invoice, InvoiceLine
from owners.queries import documents, invoice_page, scope
from owners.queries.machines import paging
from owners.rules.months import days_of
from portal.accounts.models import User
from portal.files.models import File

STATED = (
    "source", "external_id", "number", "series", "kind", "corrected_number", "issuer_nif", "issued_on", "due_on",
    "period_from", "period_to", "base", "tax", "tax_words", "total", "currency", "works_reference", "payment_link",
    "tax_link", "status", "charged_on", "returned_on", "why_returned", "next_charge_on", "paid_on", "announced_at",
    "withdrawn_at", "why_withdrawn",
)  # fmt: skip
CHARGED = ("text", "what_for", "amount", "list_amount", "works_reference", "covered", "why")


def invoices(person: User, at: datetime) -> QuerySet[Invoice]:
    """With whose they are, their lines and lifts: three queries however many there are."""
    lines = Prefetch("lines", InvoiceLine.objects.standing().order_by("place"))
    return scope.invoices(person, at).select_related("owner", "file").prefetch_related(lines, "lifts")


def charged(rows: QuerySet[Invoice], asked: dict[str, Any]) -> tuple[list[dict[str, Any]], UUID | None]:
    """A page of invoices."""
    rows = paging.since(rows, asked)
    for name in ("owner", "status", "number"):
        if name in asked:
            rows = rows.filter(**{name: asked[name]})
    if month := asked.get("month"):
        first, after = days_of(month)
        rows = rows.filter(issued_on__gte=first, issued_on__lt=after)
    found, following = paging.page(rows, asked)
    return [invoice(one) for one in found], following


def invoice(one: Invoice) -> dict[str, Any]:
    """What the ERP says of it, where it stands, and the digest of its original."""
    return {name: getattr(one, name) for name in STATED} | {
        "id": one.pk,
        "owner": {"id": one.owner.pk, "name": one.owner.name, "nif": one.owner.nif},
        "lifts": sorted(lift.pk for lift in one.lifts.all()),
        "lines": [_line(line) for line in one.lines.all()],
        "file": _file(one.file) | {"name": invoice_page.file_name(one)},
    }


def _line(line: InvoiceLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in CHARGED} | {
        "quantity": None if line.quantity is None else f"{line.quantity:.3f}",
        "visit": line.visit_id,
        "breakdown": line.breakdown_id,
        "work": line.work_id,
    }


def papers(person: User, at: datetime) -> QuerySet[Document]:
    """Documents, each with its last version."""
    last = DocumentVersion.objects.filter(superseded_by=None).select_related("file")
    rows = scope.documents(person, at).select_related("withdrawal")
    return rows.prefetch_related(Prefetch("versions", last, to_attr="last"))


def published(rows: QuerySet[Document], asked: dict[str, Any]) -> tuple[list[dict[str, Any]], UUID | None]:
    """A page of documents."""
    rows = paging.since(rows, asked)
    for name in ("lift", "building", "owner", "kind"):
        if name in asked:
            rows = rows.filter(**{name: asked[name]})
    found, following = paging.page(rows, asked)
    return [document(one) for one in found], following


def document(one: Any) -> dict[str, Any]:
    """A document and its last version; `one` comes of `papers`."""
    version: DocumentVersion = one.last[0]
    withdrawal = getattr(one, "withdrawal", None)
    return {
        "id": one.pk,
        "kind": one.kind,
        "title": one.title,
        "audience": one.audience,
        "lift": one.lift_id,
        "building": one.building_id,
        "owner": one.owner_id,
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
        "published_at": version.published_at,
        "withdrawn_at": withdrawal.at if withdrawal else None,
        "file": _file(version.file),
    }


def version_of(person: User, key: UUID, at: datetime) -> DocumentVersion | None:
    """The last version of a document whose file the person may have."""
    return documents.versions_seen(person, at).filter(document=key, superseded_by=None).first()


def _file(file: File) -> dict[str, Any]:
    return {"sha256": file.sha256, "size": file.size, "media_type": file.media_type}
