"""Invoices and documents of whoever asks, and their bytes."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags
from drf_spectacular.utils import extend_schema

from maintenance.api.documents import answers
from owners.api import shapes
from owners.enums import DocumentKind, InvoiceStatus
from owners.queries import documents as naming
from owners.queries import invoice_page, scope
from owners.queries.machines import papers as queries
from portal.access.scopes import Scope
from portal.files import serving
from portal.files.models import File
from portal.lib import clock
from portal.lib.shapes.values import Key, OneOf, Shape, Text
from portal.web.machines import TokenCall, answer, asked, by_token

INVOICES: Mapping[str, Shape] = {
    **shapes.PAGE,
    "owner": Key(),
    "status": OneOf(InvoiceStatus),
    "number": Text(40, least=1),
    "month": shapes.MONTH,
}
DOCUMENTS: Mapping[str, Shape] = {
    **shapes.PAGE,
    **dict.fromkeys(("lift", "building", "owner"), Key()),
    "kind": OneOf(DocumentKind),
}


@extend_schema(
    operation_id="list_invoices",
    parameters=shapes.parameters(INVOICES),
    responses=answers({200: shapes.many(shapes.INVOICE), 304: None}, *shapes.READ),
    summary="Invoices",
)
@by_token("GET", Scope.READ_INVOICES)
def invoices(request: TokenCall) -> HttpResponse:
    """Announced ones of the owners whose money the person sees; all for the office."""
    items, following = queries.charged(queries.invoices(request.user, clock.now()), asked(request, INVOICES))
    return answer(request, {"items": items, "next": following})


@extend_schema(
    operation_id="read_invoice",
    parameters=[shapes.CONDITION],
    responses=answers({200: shapes.INVOICE.schema(), 304: None}, *shapes.READ),
    summary="An invoice",
)
@by_token("GET", Scope.READ_INVOICES)
def invoice(request: TokenCall, invoice: UUID) -> HttpResponse:
    """One of them with its lines."""
    asked(request, {})
    found = get_object_or_404(queries.invoices(request.user, clock.now()), pk=invoice)
    return answer(request, queries.invoice(found))


@extend_schema(
    operation_id="read_invoice_file",
    parameters=[shapes.CONDITION],
    responses=shapes.file("application/pdf"),
    summary="The original of an invoice, byte for byte",
)
@by_token("GET", Scope.READ_INVOICES)
def invoice_file(request: TokenCall, invoice: UUID) -> HttpResponse:
    """Every fetch is logged with the token it was made with."""
    asked(request, {})
    rows = scope.invoice_files(request.user, clock.now()).select_related("file", "owner")
    found = get_object_or_404(rows, pk=invoice)
    return _bytes(request, found.file, invoice_page.file_name(found))


@extend_schema(
    operation_id="list_documents",
    parameters=shapes.parameters(DOCUMENTS),
    responses=answers({200: shapes.many(shapes.DOCUMENT), 304: None}, *shapes.READ),
    summary="Documents",
)
@by_token("GET", Scope.READ_DOCUMENTS)
def documents(request: TokenCall) -> HttpResponse:
    """Those the person's role reads, each with its last version."""
    items, following = queries.published(queries.papers(request.user, clock.now()), asked(request, DOCUMENTS))
    return answer(request, {"items": items, "next": following})


@extend_schema(
    operation_id="read_document",
    parameters=[shapes.CONDITION],
    responses=answers({200: shapes.DOCUMENT.schema(), 304: None}, *shapes.READ),
    summary="A document",
)
@by_token("GET", Scope.READ_DOCUMENTS)
def document(request: TokenCall, document: UUID) -> HttpResponse:
    """One of them."""
    asked(request, {})
    found = get_object_or_404(queries.papers(request.user, clock.now()), pk=document)
    return answer(request, queries.document(found))


@extend_schema(
    operation_id="read_document_file",
    parameters=[shapes.CONDITION],
    responses=shapes.file("application/pdf", "image/jpeg"),
    summary="The last version of a document, byte for byte",
)
@by_token("GET", Scope.READ_DOCUMENTS)
def document_file(request: TokenCall, document: UUID) -> HttpResponse:
    """Logged; no receipt is made of it: a program reads nothing for its owner."""
    asked(request, {})
    at = clock.now()
    version = queries.version_of(request.user, document, at)
    if version is None:
        raise Http404
    return _bytes(request, version.file, naming.file_name(version, naming.owner_of(version.document, at)))


def _bytes(request: TokenCall, file: File, name: str) -> HttpResponse:
    etag = f'"{file.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers={"ETag": etag})
    plain: HttpRequest = request._request
    response = serving.serve(plain, file, name=name, download=True)
    response["ETag"] = etag
    return response
