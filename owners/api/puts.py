"""What the company's programs tell: `PUT <things>/by-external-id/<source>/<external_id>`, the same however often."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import UnsupportedMediaType

from maintenance.api.documents import answers
from owners.actions.puts import contracts, lifts, owners, works
from owners.actions.puts.invoices import Publication
from owners.actions.puts.putting import CannotPut, Outcome, Put, Told, done
from owners.api import bodies, shapes
from portal.access.scopes import Scope
from portal.files import readings, store, uploads
from portal.files.models import File
from portal.lib import clock
from portal.lib.shapes.compounds import Fields
from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.shapes.reading import Cut, loaded
from portal.lib.shapes.values import Key, OneOf, Text
from portal.web.api import Problem, read
from portal.web.machines import TokenCall, answer, asked, by_token

MOST = 512 * 1024
WITH_FILE = uploads.MOST + MOST
DONE = Fields({"id": Key(), "source": Text(40), "external_id": Text(80), "outcome": OneOf(Outcome)}, called="Told")
INVOICE_WITH_FILE = {
    "type": "object",
    "properties": {"invoice": bodies.INVOICE.schema(), "file": {"type": "string", "format": "binary"}},
    "required": ["invoice", "file"],
    "additionalProperties": False,
}


def telling(thing: str, shape: Fields, scope: Scope, put: Callable[[Told], Put]) -> Any:
    """The endpoint of one thing whose body is JSON."""

    @extend_schema(
        operation_id=f"put_{thing}",
        parameters=[shapes.external("source"), shapes.external("external_id")],
        request={"application/json": shape.schema()},
        responses=answers({200: DONE.schema(), 201: DONE.schema()}, *shapes.WRITTEN),
        summary=f"Write down one of the {thing} by its identifier elsewhere",
        description="201 when it is new, 200 when it is here and says the same or what may be added, 409 otherwise.",
    )
    @by_token("PUT", scope)
    def endpoint(request: TokenCall, source: str, external_id: str) -> HttpResponse:
        body = read(request, most=MOST, types={"application/json"})
        return _answered(request, _of(request, source, external_id, thing, shape, body), put)

    return endpoint


def _of(request: TokenCall, source: str, external_id: str, thing: str, shape: Fields, body: bytes) -> Told:
    """What is told, read whole; raises Unfit and Cut."""
    asked(request, {})
    if len(source) > 40:
        raise Unfit(Misfit.TOO_LONG, "source", 40)
    Text(80, least=1).read(external_id, "external_id")
    if not re.fullmatch(shapes.ID, external_id) or external_id != external_id.strip():
        raise Unfit(Misfit.NOT_LIKE, "external_id")
    said = shape.read(loaded(body), "")
    if check := bodies.CHECKS.get(thing):
        check(said)
    return Told(source=source, external_id=external_id, said=said, by=request.user, at=clock.now())


def _answered(request: TokenCall, told: Told, put: Callable[[Told], Put]) -> HttpResponse:
    try:
        result = done(put, told)
    except CannotPut as cannot:
        raise Problem(409, "cannot-be", cannot) from cannot
    status = 201 if result.outcome is Outcome.CREATED else 200
    return answer(request, {"id": result.key, **told.named, "outcome": result.outcome}, status=status)


put_owner = telling("owners", bodies.OWNER, Scope.WRITE_OWNERS, owners.put)
put_lift = telling("lifts", bodies.LIFT, Scope.WRITE_LIFTS, lifts.put)
put_contract = telling("contracts", bodies.CONTRACT, Scope.WRITE_CONTRACTS, contracts.put)
put_visit = telling("visits", bodies.VISIT, Scope.WRITE_VISITS, works.visit)
put_breakdown = telling("breakdowns", bodies.BREAKDOWN, Scope.WRITE_BREAKDOWNS, works.breakdown)


@extend_schema(
    operation_id="put_invoices",
    parameters=[shapes.external("source"), shapes.external("external_id")],
    request={"multipart/form-data": INVOICE_WITH_FILE},
    responses=answers({200: DONE.schema(), 201: DONE.schema()}, *shapes.WRITTEN),
    summary="Publish an invoice with its original, or say where it stands",
    description=(
        "`invoice` is a part of JSON, `file` the PDF as it was issued. 201 when it is new; 200 when it is here and "
        "says the same, or only stands otherwise; 409 when anything else differs."
    ),
)
@by_token("PUT", Scope.WRITE_INVOICES)
def put_invoice(request: TokenCall, source: str, external_id: str) -> HttpResponse:
    """The file is looked into and kept byte for byte before anything is written."""
    body, content = _parts(request)
    told = _of(request, source, external_id, "invoices", bodies.INVOICE, body)
    return _answered(request, told, Publication(_kept(content, told)))


def _parts(request: TokenCall) -> tuple[bytes, bytes]:
    """The JSON and the file of a multipart body; raises a Problem for one that is too large, cut, or of other parts."""
    if (request.content_type or "").partition(";")[0].strip().lower() != "multipart/form-data":
        raise UnsupportedMediaType(request.content_type or "")
    if int(request.META.get("CONTENT_LENGTH") or 0) > WITH_FILE:
        raise Problem(413, "too-large")
    plain = request._request
    try:
        fields, files = MultiPartParser(plain.META, plain, plain.upload_handlers).parse()
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as large:
        raise Problem(413, "too-large") from large
    except (MultiPartParserError, OSError, ValueError) as broken:
        raise Cut from broken
    known = {"invoice": [*fields.getlist("invoice"), *files.getlist("invoice")], "file": files.getlist("file")}
    for name in {*fields, *files} - {*known}:
        raise Unfit(Misfit.UNKNOWN, name[:40])
    for name, found in known.items():
        if len(found) != 1:
            raise Unfit(Misfit.REPEATED if found else Misfit.MISSING, name)
    return _bytes_of(known["invoice"][0]), _bytes_of(known["file"][0])


def _bytes_of(part: Any) -> bytes:
    return part.encode(errors="replace") if isinstance(part, str) else part.read()


def _kept(content: bytes, told: Told) -> File:
    """The file; one whose bytes are here was looked into when they came, and who tells all each night is spared."""
    if here := store.known(content, media_type=uploads.PDF):
        return here
    try:
        return uploads.keep(uploads.accept_bytes(content, "invoice.pdf", may_hold=readings.EINVOICES), at=told.at)
    except uploads.Refused as refused:
        raise Problem(422, "refused-file", refused) from refused
