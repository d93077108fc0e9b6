"""The gateway of BulkSMS (its JSON REST API, version 1): HTTPS, basic authentication, a name of ours for each message.

`deduplication-id` makes a request that is sent twice one message; `userSuppliedId` finds it afterwards, with what
became of it (`status.type`). A refusal before anything left is no doubt; an answer that never came is one.
"""

import base64
import hashlib
import http.client
import json
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from notifications.channels import Undeliverable
from notifications.channels.sms.parcel import Parcel
from notifications.rules import retrying
from notifications.rules.retrying import Refusal

MOST_SAID = 64 * 1024


def door() -> str:
    """Its host."""
    return urlsplit(settings.SMS_URL).netloc


def send(parcel: Parcel) -> None:
    """Hands it over; raises Undeliverable."""
    told: dict[str, Any] = {"to": parcel.number, "body": parcel.text, "userSuppliedId": parcel.name}
    told |= {"encoding": "UNICODE"} if parcel.is_unicode else {}
    told |= {"from": settings.SMS_FROM} if settings.SMS_FROM else {}
    with closing(_connection()) as line:
        try:
            line.connect()
        except OSError as nobody:
            raise Undeliverable(f"no answer: {type(nobody).__name__}", refusal=Refusal.DOWN) from nobody
        try:
            path = f"/messages?deduplication-id={_number(parcel.name)}"
            status, said = _asked(line, "POST", path, json.dumps(told).encode())
        except (OSError, http.client.HTTPException) as lost:
            raise Undeliverable(f"the connection broke: {type(lost).__name__}", uncertain=True) from lost
    if status not in {200, 201}:
        raise _refused(status, said)


def look_up(name: str) -> bool | None:
    """Whether it has one of that name; None when it does not say. Raises OSError."""
    found = _of_name(name)
    return None if found is None else bool(found)


def fate(name: str) -> tuple[bool | None, str]:
    """Whether a telephone has the one of that name; None while that is open. What it says of it. Raises OSError."""
    found = _of_name(name)
    status = found[0].get("status") if found and isinstance(found[0], dict) else None
    said = status if isinstance(status, dict) else {}
    arrived = {"DELIVERED": True, "FAILED": False}.get(str(said.get("type")))
    return arrived, str(said.get("id") or said.get("type") or "")


def _of_name(name: str) -> list[Any] | None:
    with closing(_connection()) as line:
        try:
            status, said = _asked(line, "GET", f"/messages?limit=1&filter=userSuppliedId%3D{quote(name)}")
        except http.client.HTTPException as cut:
            raise ConnectionError(str(cut)) from cut
    try:
        found = json.loads(said)
    except ValueError:
        return None
    return found if status == 200 and isinstance(found, list) else None


def _refused(status: int, said: str) -> Undeliverable:
    if status in retrying.OF_HTTP:
        return Undeliverable(f"{status} {said}"[:240], refusal=retrying.OF_HTTP[status])
    if 400 <= status < 500:
        return Undeliverable(f"{status} {said}"[:240], permanent=True)
    return Undeliverable(f"neither yes nor no: {status} {said}"[:240], uncertain=True)


def _connection() -> http.client.HTTPConnection:
    place = urlsplit(settings.SMS_URL)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    return kind(place.hostname or "", place.port, timeout=settings.SMS_TIMEOUT)


def _asked(line: http.client.HTTPConnection, method: str, path: str, content: bytes | None = None) -> tuple[int, str]:
    known = base64.b64encode(f"{settings.SMS_USER}:{settings.SMS_PASSWORD}".encode()).decode()
    heads = {"Authorization": f"Basic {known}", "Content-Type": "application/json", "Accept": "application/json"}
    line.request(method, urlsplit(settings.SMS_URL).path.rstrip("/") + path, content, heads)
    answer = line.getresponse()
    return answer.status, answer.read(MOST_SAID).decode(errors="replace")


def _number(name: str) -> int:
    """The name as a number it takes."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7])
