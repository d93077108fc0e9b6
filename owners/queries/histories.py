"""The history of a lift as the page that checks it reads it."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from maintenance.models import Lift
from portal.ledger import kinds, verification
from portal.ledger.models import Entry, Stream
from portal.web import words


def stream(key: UUID) -> Stream:
    """The stream, or an empty one before its first entry."""
    return Stream.objects.filter(pk=key).first() or Stream(pk=key, of=Stream.Of.LIFT)


def verdict(key: UUID) -> dict[str, Any]:
    """Whether it holds, in words."""
    found = verification.verify(key)
    return {"holds": found.holds, "number": found.broken_at, "why": _WHY[found.why]() if found.why else ""}


def place(lift: Lift, known: str, at: datetime) -> dict[str, Any] | None:
    """Which entry a hash is of; None when it is not in this history."""
    number = verification.holds_hash(lift.pk, known)
    if number is None:
        return None
    entry = Entry.objects.of_stream(lift.pk).get(number=number)
    zone = ZoneInfo(lift.building.time_zone)
    return {
        "number": number,
        "sentence": str(kinds.named(entry.kind).sentence),
        "when": words.moment(entry.recorded_at.astimezone(zone), at.astimezone(zone)),
    }


_WHY = {
    "gap": lambda: _("falta una anotación"),
    "seal": lambda: _("el texto no es el que se selló"),
    "columns": lambda: _("lo que se muestra no es lo que se selló"),
    "link": lambda: _("no sigue a la anterior"),
    "tail": lambda: _("el final no es el que se anotó"),
}
