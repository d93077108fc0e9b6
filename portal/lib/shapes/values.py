"""Plain values: text, whole numbers, moments, keys, one of a closed list. All JSON, nothing coerced."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import TextChoices

from portal.lib.shapes.misfits import Misfit, Unfit

Schema = dict[str, Any]
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # no database and no page holds them
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Shape(Protocol):
    """Reads a JSON value or raises Unfit; `where` names its place."""

    def read(self, value: Any, where: str) -> Any: ...

    def schema(self) -> Schema: ...


@dataclass(frozen=True)
class Text:
    """Words, without the blanks around them."""

    most: int
    least: int = 0
    like: str = ""

    def read(self, value: Any, where: str) -> str:
        if not isinstance(value, str) or UNKEPT.search(value):
            raise Unfit(Misfit.NOT_TEXT, where)
        if len(value) > self.most:
            raise Unfit(Misfit.TOO_LONG, where, self.most)
        text = value.strip()
        if len(text) < self.least:
            raise Unfit(Misfit.TOO_SHORT, where)
        if self.like and not re.fullmatch(self.like, text, re.ASCII):
            raise Unfit(Misfit.NOT_LIKE, where)
        return text

    def schema(self) -> Schema:
        said: Schema = {"type": "string", "maxLength": self.most}
        if self.least:
            said["minLength"] = self.least
        if self.like:
            said["pattern"] = f"^{self.like}$"
        return said


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    least: int
    most: int

    def read(self, value: Any, where: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Unfit(Misfit.NOT_WHOLE, where)
        if not self.least <= value <= self.most:
            raise Unfit(Misfit.OUT_OF_RANGE, where, f"{self.least}–{self.most}")
        return value

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, value: Any, where: str) -> bool:
        if not isinstance(value, bool):
            raise Unfit(Misfit.NOT_FLAG, where)
        return value

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Moment:
    """A moment with its zone, told in UTC."""

    def read(self, value: Any, where: str) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None or not FIRST <= moment < LAST:
                raise Unfit(Misfit.NOT_MOMENT, where)
            return moment.astimezone(UTC)
        except (TypeError, ValueError, OverflowError) as unread:
            raise Unfit(Misfit.NOT_MOMENT, where) from unread

    def schema(self) -> Schema:
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True)
class Key:
    """A UUID as it is written in lower case."""

    def read(self, value: Any, where: str) -> UUID:
        if not isinstance(value, str) or not KEY.fullmatch(value):
            raise Unfit(Misfit.NOT_KEY, where)
        return UUID(value)

    def schema(self) -> Schema:
        return {"type": "string", "format": "uuid", "pattern": f"^{KEY.pattern}$"}


@dataclass(frozen=True)
class OneOf:
    """One of a closed list."""

    choices: type[TextChoices]

    def read(self, value: Any, where: str) -> TextChoices:
        if not isinstance(value, str) or value not in self.choices.values:
            raise Unfit(Misfit.NOT_OFFERED, where)
        return self.choices(value)

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.choices.values)}
