"""A phone: what it tells, in bytes, and sends."""

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from PIL import Image

from maintenance.models import Lift, PlanTemplate
from portal.lib.keys import new_key
from tests.conftest import NOW

STROKES = "M10 20L30 40L50 60"


def iso(minutes_ago: float = 0) -> str:
    return (NOW - timedelta(minutes=minutes_ago)).isoformat().replace("+00:00", "Z")


def started(lift: Lift, **more: Any) -> dict[str, Any]:
    told = {"lift": str(lift.pk), "on_the_way_at": iso(60), "started_at": iso(40), "scan": {"why": "no_code"}}
    return told | more


def record(lift: Lift, plan: PlanTemplate, **more: Any) -> dict[str, Any]:
    """The whole record of a visit of half an hour ago."""
    told = started(lift) | {
        "plan": str(plan.pk),
        "scope": "M",
        "finished_at": iso(10),
        "recorded_at": iso(9),
        "condition_on_arrival": "in_service",
        "condition_on_departure": "in_service",
        "answers": [
            {"number": 37, "result": "ok", "words": "", "at": iso(30)},
            {"number": 46, "result": "pend", "words": "Guiador gastado.", "at": iso(25)},
        ],
        "photos": [],
        "parts": [],
        "findings": [],
        "settled": [],
        "words_for_owner": "Queda un guiador por cambiar.",
        "signature": {"path": STROKES, "at": iso(9)},
        "customer": {"why": "No había nadie."},
    }
    return told | more


def named(sha256: str, **more: Any) -> dict[str, Any]:
    return {"sha256": sha256, "item": None, "words": "", "taken_at": iso(20)} | more


def finding(**more: Any) -> dict[str, Any]:
    told = {"id": str(new_key()), "item": 46, "words": "Guiador gastado", "severity": "soon", "photos": []}
    return told | more


def body(kind: str, subject: UUID | str, payload: Any, *, made_at: str = "", schema: int = 1) -> bytes:
    told = {"kind": kind, "schema": schema, "subject": str(subject), "made_at": made_at or iso(9), "payload": payload}
    return json.dumps(told, ensure_ascii=False).encode()


def photo(colour: str = "teal", size: tuple[int, int] = (640, 480), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Phone:
    """Signed in as somebody; its clock may be wrong."""

    def __init__(self, client: Any, *, ahead: timedelta = timedelta(0)) -> None:
        self.client, self.ahead = client, ahead

    def put(self, kind: str, subject: UUID | str, payload: Any, *, key: Any = None, **more: Any) -> Any:
        return self.put_bytes(body(kind, subject, payload, **more), key=key)

    def put_bytes(self, content: bytes, *, key: Any = None, **headers: str) -> Any:
        at = (datetime.now(UTC) + self.ahead).isoformat()
        return self.client.put(
            f"/api/v1/commands/{key or new_key()}",
            content,
            content_type=headers.pop("content_type", "application/json"),
            headers={"Device-Time": at} | headers,
        )

    def send(self, content: bytes, *, as_digest: str = "", media_type: str = "image/jpeg") -> Any:
        return self.client.put(f"/api/v1/photos/{as_digest or digest(content)}", content, content_type=media_type)
