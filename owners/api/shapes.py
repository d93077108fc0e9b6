"""What the answers hold, for the schema; and what may stand behind the question mark."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from maintenance.api.documents import answers
from maintenance.enums import (
    Attribution,
    Cause,
    Condition,
    Directive,
    Drive,
    Frequency,
    Status,
    Use,
    VisitState,
)
from owners.enums import DocumentKind, InvoiceKind, InvoiceStatus, WhatFor
from owners.queries.machines.paging import MOST
from owners.rules import months
from portal.access.audiences import Audience
from portal.ledger.kinds import Origin
from portal.lib.shapes.compounds import Fields, Many, Maybe
from portal.lib.shapes.values import Amount, Day, Figures, Flag, Key, Moment, OneOf, Schema, Shape, Text, Whole

MONEY = Amount(Decimal("9999999999.99"), Decimal("-9999999999.99"))
MONTH = Text(7, like=months.LIKE)
ID = "[^/\\\\%?#\\x00-\\x1f\\x7f\\ud800-\\udfff]+"  # of a thing where it comes from, as it may stand in an address


class YesOrNo(TextChoices):
    """A flag as it stands in an address."""

    TRUE = "true"
    FALSE = "false"


_COUNT = Whole(0, 32_767)
_SOURCED: dict[str, Shape] = {"source": Text(40), "external_id": Text(80)}
_OWNER = Fields({"id": Key(), "name": Text(160), "nif": Text(20)}, called="OwnerInShort")
_FILE: dict[str, Shape] = {
    "sha256": Text(64, like="[0-9a-f]{64}"),
    "size": Whole(0, 2**40),
    "media_type": Text(100),
}
LIFT = Fields(
    {
        "id": Key(),
        **_SOURCED,
        "street": Text(160),
        "city": Text(120),
        "postcode": Text(12),
        "region": Text(6),
        "name": Text(80),
        "rae": Text(40),
        "serial_number": Text(60),
        "maker": Text(80),
        "year": Maybe(Whole(1850, 2100)),
        "directive": OneOf(Directive),
        "drive": OneOf(Drive),
        "stops": Maybe(_COUNT),
        "load_kg": Maybe(Whole(0, 2**31)),
        "speed": Maybe(Amount(Decimal("999.99"), Decimal(0))),
        "use": OneOf(Use),
        "entered_on": Day(),
        "left_on": Maybe(Day()),
        "owner": Maybe(_OWNER),
        "status": OneOf(Status),
        "since": Maybe(Moment()),
        "last_visit_at": Maybe(Moment()),
        "next_visit_by": Maybe(Day()),
    },
    called="Lift",
)
VISIT = Fields(
    {
        "id": Key(),
        **_SOURCED,
        "lift": Key(),
        "state": OneOf(VisitState),
        "scope": OneOf(Frequency),
        "started_at": Moment(),
        "finished_at": Moment(),
        "technician": Text(160),
        "contractor": Text(160),
        "bulletin_number": Text(20),
        "words_for_owner": Text(10_000),
        "condition_on_arrival": OneOf(Condition),
        "condition_on_departure": OneOf(Condition),
        **dict.fromkeys(("ok", "adjusted", "observed", "pending", "not_done"), _COUNT),
        "corrected_at": Maybe(Moment()),
        "joined_to": Maybe(Key()),
        "origin": OneOf(Origin),
    },
    called="Visit",
)
BREAKDOWN = Fields(
    {
        "id": Key(),
        **_SOURCED,
        "lift": Key(),
        "number": Text(20),
        "reported_at": Moment(),
        **dict.fromkeys(
            (
                "assigned_at",
                "arrived_at",
                "found_at",
                "restored_at",
                "next_update_by",
                "expected_back_at",
                "freed_at",
            ),
            Maybe(Moment()),
        ),
        "technician": Text(160),
        "entrapment": Flag(),
        "stops_service": Flag(),
        "cause": OneOf(Cause),
        "cause_words": Text(240),
        "fix_words": Text(240),
        "attribution": OneOf(Attribution),
        "repeats": Maybe(Key()),
        "origin": OneOf(Origin),
    },
    called="Breakdown",
)
_LINE = Fields(
    {
        "text": Text(240),
        "what_for": OneOf(WhatFor),
        "quantity": Maybe(Amount(Decimal(9_999_999), Decimal(-9_999_999), decimals=3)),
        "amount": MONEY,
        "list_amount": Maybe(MONEY),
        "works_reference": Text(40),
        "covered": Maybe(Flag()),
        "why": Text(240),
        "visit": Maybe(Key()),
        "breakdown": Maybe(Key()),
        "work": Maybe(Key()),
    },
    called="InvoiceLine",
)
INVOICE = Fields(
    {
        "id": Key(),
        **_SOURCED,
        "owner": _OWNER,
        "lifts": Many(Key(), 10_000),
        "number": Text(40),
        "series": Text(20),
        "kind": OneOf(InvoiceKind),
        "corrected_number": Text(40),
        "issuer_nif": Text(20),
        "issued_on": Day(),
        **dict.fromkeys(("due_on", "period_from", "period_to"), Maybe(Day())),
        "base": MONEY,
        "tax": MONEY,
        "tax_words": Text(80),
        "total": MONEY,
        "currency": Text(3),
        "works_reference": Text(40),
        "payment_link": Text(400),
        "tax_link": Text(400),
        "status": OneOf(InvoiceStatus),
        **dict.fromkeys(("charged_on", "returned_on", "next_charge_on", "paid_on"), Maybe(Day())),
        "why_returned": Text(240),
        "announced_at": Maybe(Moment()),
        "withdrawn_at": Maybe(Moment()),
        "why_withdrawn": Text(240),
        "lines": Many(_LINE, 1000),
        "file": Fields({**_FILE, "name": Text(200)}),
    },
    called="Invoice",
)
DOCUMENT = Fields(
    {
        "id": Key(),
        "kind": OneOf(DocumentKind),
        "title": Text(160),
        "audience": OneOf(Audience),
        **dict.fromkeys(("lift", "building", "owner"), Maybe(Key())),
        "valid_from": Day(),
        "valid_until": Maybe(Day()),
        "published_at": Moment(),
        "withdrawn_at": Maybe(Moment()),
        "file": Fields(_FILE),
    },
    called="Document",
)

PAGE: Mapping[str, Shape] = {"after": Key(), "limit": Figures(1, MOST), "updated_since": Moment()}
READ = (400, 401, 403, 404, 422, 429, 503)
WRITTEN = (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)


def many(of: Fields) -> Schema:
    """A page of these, and the key to ask for the next with."""
    return Fields({"items": Many(of, MOST), "next": Maybe(Key())}).schema()


def parameters(known: Mapping[str, Shape]) -> list[OpenApiParameter]:
    """What may stand behind the question mark, and the header of a condition."""
    said = [OpenApiParameter(name, shape.schema(), OpenApiParameter.QUERY) for name, shape in known.items()]
    return [*said, CONDITION]


CONDITION = OpenApiParameter("If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER)


def external(name: str) -> OpenApiParameter:
    """Where a thing comes from, or what it is called there, within the path."""
    like = "^[-a-zA-Z0-9_]{1,40}$" if name == "source" else f"^{ID[:-1]}{{1,80}}$"
    return OpenApiParameter(name, {"type": "string", "pattern": like}, OpenApiParameter.PATH)


def file(*media_types: str, refusals: tuple[int, ...] = READ) -> dict[Any, Any]:
    """The bytes of a file, byte for byte; 304 for who has them."""
    told: dict[Any, Any] = {(200, one): OpenApiResponse({"type": "string", "format": "binary"}) for one in media_types}
    return told | answers({304: None}, *refusals)
