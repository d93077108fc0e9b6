"""What the schema at `/api/v1/schema/` says of each endpoint; bodies say it of themselves."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from maintenance.enums import Outcome
from maintenance.rules import payloads
from portal.lib.shapes.compounds import Fields, Many
from portal.lib.shapes.values import Key, Moment, OneOf, Schema, Text, Whole
from portal.web.api import PROBLEM

_refusal: Schema = {
    "title": "Problem",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri", "maxLength": 100},
        "title": {"type": "string", "maxLength": 100},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "maxLength": 1000},
    },
    "required": ["type", "title", "status", "detail"],
}
_digest = Text(64, like=payloads.DIGEST)
_person = Fields({"id": Key(), "name": Text(160), "initials": Text(2)})

SESSION: Schema = Fields(
    {
        "person": _person,
        "csrf": Text(64),
        "now": Moment(),
        "language": Text(2),
        "release": Text(64),
    }
).schema()
RECEIPT: Schema = Fields(
    {
        "uuid": Key(),
        "body_sha256": _digest,
        "outcome": OneOf(Outcome),
        "words": Text(1000),
        "subject": Key(),
        "received_at": Moment(),
        "skew_seconds": Whole(-(2**40), 2**40),
        "photos_missing": Many(_digest, payloads.MOST_PHOTOS + payloads.MOST_FINDINGS * 20),
    }
).schema()
STORED: Schema = {
    "type": "object",
    "properties": {"sha256": _digest.schema(), "stored": {"type": "boolean", "const": True}},
    "required": ["sha256", "stored"],
}
ROUND: Schema = {"type": "object", "description": "See docs/phone.md, Round."}
RINGING: Schema = Fields(
    {
        "ringing": Many(
            Fields(
                {"breakdown": Key(), "number": Text(20), "street": Text(300), "since": Moment(), "rung_at": Moment()}
            ),
            100,
        )
    }
).schema()
DEVICE_TIME = OpenApiParameter(
    "Device-Time", OpenApiTypes.DATETIME, OpenApiParameter.HEADER, description="The phone's clock at this attempt."
)
IF_NONE_MATCH = OpenApiParameter("If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER)


def command() -> Schema:
    """A command: its head, and the payload of its kind and version."""
    kinds = [_kind(kind, number, shape) for number, known in payloads.SHAPES.items() for kind, shape in known.items()]
    return {"oneOf": kinds}


def _kind(kind: str, number: int, shape: Fields) -> Schema:
    said = Fields({**payloads.HEAD, "payload": shape}).schema()
    said["properties"]["kind"] = {"type": "string", "const": kind}
    said["properties"]["schema"] = {"type": "integer", "const": number}
    return said


def answers(good: dict[int, Schema | None], *refusals: int) -> dict[Any, Any]:
    """Responses by status; every refusal is a problem in words."""
    told: dict[Any, Any] = {
        (number, "application/json"): OpenApiResponse(schema) if schema else OpenApiResponse(description="Unchanged")
        for number, schema in good.items()
    }
    return told | {(number, PROBLEM): OpenApiResponse(_refusal) for number in refusals}
