"""Text folded for search, and canonical JSON whose bytes can be hashed.

Canonical means: UTF-8, NFC, ASCII keys sorted, separators `,` and `:`, and only text, integers, booleans, null,
lists and objects inside. Floats are refused: databases and languages print them differently.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


class NotCanonical(TypeError):
    """The value has no canonical form (a float, bytes, a naive time, thousandths of money, a key beyond ASCII)."""


def fold(*parts: str) -> str:
    """Lower case without accents, words parted by one space: what a search column holds and a query becomes."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", " ".join(parts)).casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^\w/.-]+", " ", kept).strip()


def canonical(value: Mapping[str, Any]) -> str:
    """The canonical JSON text of an object."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def timestamp(moment: datetime) -> str:
    """UTC with microseconds, always 27 characters: `2026-11-22T13:00:00.000000Z`."""
    if moment.tzinfo is None:
        raise NotCanonical("a time without its zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _plain(value: Any) -> Any:  # noqa: PLR0911 - one answer per type reads best as a list
    match value:
        case None | bool() | int():
            return value
        case str():
            return _text(value)
        case datetime():
            return timestamp(value)
        case Decimal():
            return _money(value)
        case UUID():
            return str(value)
        case Mapping():
            return {_key(key): _plain(item) for key, item in value.items()}
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [_plain(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _key(key: Any) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise NotCanonical(f"the key {key!r} is not ASCII text")
    return key


def _text(value: str) -> str:
    """Composed; half of a surrogate pair is no character and has no bytes."""
    try:
        value.encode()
    except UnicodeEncodeError as broken:
        raise NotCanonical(f"{value!r} is not Unicode text") from broken
    return unicodedata.normalize("NFC", value)


def _money(value: Decimal) -> str:
    """Two decimals, never rounded: a fact that is rounded is another fact."""
    if not value.is_finite() or value != round(value, 2):
        raise NotCanonical(f"{value} has no form with two decimals")
    return f"{value or abs(value):.2f}"
