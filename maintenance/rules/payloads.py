"""What a phone sends: the shapes of its commands, each version for as long as a body of it may still be waiting.

A version once given out is never changed; another is another number here, and the corpus of old bodies is read by a
test (tests/maintenance/api/payloads).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from maintenance.enums import (
    Attribution,
    Cause,
    Condition,
    Frequency,
    Leaving,
    Place,
    Result,
    Severity,
    Unscanned,
)
from maintenance.rules import strokes
from portal.lib.shapes.compounds import Either, Fields, Many, Maybe
from portal.lib.shapes.misfits import Misfit, Unfit
from portal.lib.shapes.reading import loaded
from portal.lib.shapes.values import Flag, Key, Moment, OneOf, Shape, Text, Whole

DIGEST = "[0-9a-f]{64}"
MOST_ITEMS, MOST_PHOTOS, MOST_PARTS, MOST_FINDINGS, MOST_SETTLED = 200, 60, 50, 50, 100
MOST_NUMBER = 32_767

_digest = Text(64, like=DIGEST)
_item = Whole(1, MOST_NUMBER)
_scan = Either(
    (
        Fields({"place": OneOf(Place), "code": Text(40, least=1), "at": Moment()}),
        Fields({"why": OneOf(Unscanned)}),
    )
)
_photos = Many(
    Fields({"sha256": _digest, "item": Maybe(_item), "words": Text(240), "taken_at": Moment()}),
    MOST_PHOTOS,
    once="sha256",
)
_parts = Many(
    Fields(
        {
            "name": Text(120, least=1),
            "quantity": Whole(1, 999),
            "is_safety_component": Flag(),
            "component_type": Text(120),
            "serial_number": Text(60),
        }
    ),
    MOST_PARTS,
)
_record: Mapping[str, Shape] = {
    "lift": Key(),
    "plan": Key(),
    "scope": OneOf(Frequency),
    "on_the_way_at": Maybe(Moment()),
    "started_at": Moment(),
    "finished_at": Moment(),
    "recorded_at": Moment(),
    "scan": _scan,
    "condition_on_arrival": OneOf(Condition),
    "condition_on_departure": OneOf(Condition),
    "answers": Many(
        Fields({"number": _item, "result": OneOf(Result), "words": Text(400), "at": Moment()}),
        MOST_ITEMS,
        once="number",
    ),
    "photos": _photos,
    "parts": _parts,
    "findings": Many(
        Fields(
            {
                "id": Key(),
                "item": Maybe(_item),
                "words": Text(400, least=1),
                "severity": OneOf(Severity),
                "photos": Many(_digest, 20, once=""),
            }
        ),
        MOST_FINDINGS,
        once="id",
    ),
    "settled": Many(Key(), MOST_SETTLED, once=""),
    "words_for_owner": Text(2000),
    "signature": Maybe(Fields({"path": Text(strokes.MOST, like=strokes.PATH), "at": Moment()})),
    "customer": Either(
        (
            Fields({"name": Text(120, least=1), "path": Text(strokes.MOST, like=strokes.PATH)}),
            Fields({"why": Text(160, least=1)}),
        )
    ),
}
_at = Fields({"at": Moment()})

SHAPES: dict[int, dict[str, Fields]] = {
    1: {
        "visit.started": Fields(
            {"lift": Key(), "on_the_way_at": Maybe(Moment()), "started_at": Moment(), "scan": _scan}
        ),
        "visit.completed": Fields(_record),
        "visit.corrected": Fields({**_record, "why": Text(400, least=1)}),
        "breakdown.taken": _at,
        "breakdown.on_the_way": _at,
        "breakdown.arrived": _at,
        "breakdown.freed": _at,
        "breakdown.left": Fields({"at": Moment(), "why": OneOf(Leaving), "words": Text(400)}),
        "breakdown.found": Fields({"at": Moment(), "cause": OneOf(Cause), "words": Text(240)}),
        "breakdown.promised": Fields(
            {"at": Moment(), "next_update_by": Moment(), "expected_back_at": Maybe(Moment()), "words": Text(400)}
        ),
        "breakdown.restored": Fields(
            {
                "at": Moment(),
                "cause": OneOf(Cause),
                "cause_words": Text(240),
                "fix_words": Text(240),
                "attribution": OneOf(Attribution),
                "parts": _parts,
                "photos": _photos,
            }
        ),
    }
}
HEAD: Mapping[str, Shape] = {
    "kind": Text(40, least=1),
    "schema": Whole(1, MOST_NUMBER),
    "subject": Key(),
    "made_at": Moment(),
}


@dataclass(frozen=True)
class Sent:
    """A command, read: device times as the phone had them."""

    kind: str
    schema: int
    subject: UUID
    made_at: datetime
    payload: dict[str, Any]


def read(body: bytes) -> Sent:
    """The command in these bytes; raises Cut or Unfit."""
    whole = loaded(body)
    if not isinstance(whole, dict):
        raise Unfit(Misfit.NOT_FIELDS, "")
    payload = whole.pop("payload", {})
    head = Fields(HEAD).read(whole, "")
    shapes = SHAPES.get(head["schema"])
    if shapes is None:
        raise Unfit(Misfit.UNKNOWN, f"schema {head['schema']}")
    if head["kind"] not in shapes:
        raise Unfit(Misfit.UNKNOWN, head["kind"])
    return Sent(payload=shapes[head["kind"]].read(payload, "payload"), **head)
