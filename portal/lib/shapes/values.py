"""Plain values: text, whole numbers, moments, keys, one of a closed list. All JSON, nothing coerced."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.db.models import TextChoices

from portal.lib.shapes.misfits import Misfit, Unfit

Schema = dict[str, Any]
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # no database and no page holds them
DAY = r"(19[7-9][0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"  # 1970 to 2099
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
class Figures:
    """A whole number within bounds, written in figures: as it stands in an address."""

    least: int
    most: int

    def read(self, value: Any, where: str) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,6}", value):
            raise Unfit(Misfit.NOT_WHOLE, where)
        return Whole(self.least, self.most).read(int(value), where)

    def schema(self) -> Schema:
        return Whole(self.least, self.most).schema()


@dataclass(frozen=True)
class Day:
    """A calendar day, 2026-11-30."""

    def read(self, value: Any, where: str) -> date:
        if not isinstance(value, str) or not re.fullmatch(DAY, value):
            raise Unfit(Misfit.NOT_DAY, where)
        try:
            return date.fromisoformat(value)
        except ValueError as unread:
            raise Unfit(Misfit.NOT_DAY, where) from unread

    def schema(self) -> Schema:
        return {"type": "string", "format": "date", "pattern": f"^{DAY}$"}


@dataclass(frozen=True)
class Amount:
    """An exact decimal as text, "108.90": a JSON number would be read as a binary fraction by many programs."""

    most: Decimal
    least: Decimal
    decimals: int = 2

    def read(self, value: Any, where: str) -> Decimal:
        if not isinstance(value, str) or not re.fullmatch(self._like, value):
            raise Unfit(Misfit.NOT_AMOUNT, where)
        amount = Decimal(value)
        if not self.least <= amount <= self.most:
            raise Unfit(Misfit.OUT_OF_RANGE, where, f"{self.least}–{self.most}")
        return amount.quantize(Decimal(1).scaleb(-self.decimals))

    def schema(self) -> Schema:
        return {"type": "string", "maxLength": 16, "pattern": f"^{self._like}$"}

    @property
    def _like(self) -> str:
        whole = len(str(int(max(abs(self.most), abs(self.least)))))
        sign = "-?" if self.least < 0 else ""
        return rf"{sign}(0|[1-9][0-9]{{0,{whole - 1}}})\.[0-9]{{{self.decimals}}}"


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
