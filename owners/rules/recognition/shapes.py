"""What is told of a paper, by whom, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from uuid import UUID

from owners.enums.reading import GuessReason, PaperKind, RecognitionReason, Teller
from portal.lib import written

Value = str | date | Decimal | PaperKind


class Source(IntEnum):
    """Who tells; the greater is trusted more."""

    TEXT = 1
    NAME = 2
    LIST = 3
    EINVOICE = 4

    @property
    def words(self) -> str:
        return str(Teller[self.name].label)


class Fact(StrEnum):
    """What may be told of a paper. NIFs are without blanks, points or country; `lift` is a RAE or a serial number."""

    KIND = "kind"
    OWNER = "owner"
    ISSUER = "issuer"
    OWNER_NAME = "owner_name"
    NUMBER = "number"
    SERIES = "series"
    ISSUED_ON = "issued_on"
    DUE_ON = "due_on"
    BASE = "base"
    TAX = "tax"
    TOTAL = "total"
    CURRENCY = "currency"
    CORRECTED = "corrected"
    LIFT = "lift"
    WORKS = "works"
    STATUS = "status"
    CHARGED_ON = "charged_on"


@dataclass(frozen=True)
class Told:
    """One fact from one source. `confidence` goes from 1 (a guess) to 4 (said in so many words, and checked)."""

    value: Value
    confidence: int
    source: Source
    why: str = ""


Telling = Mapping[Fact, Told]


@dataclass(frozen=True)
class Found:
    """A fact after all sources were heard: the value of the most trusted, and what others say otherwise."""

    value: Value
    confidence: int
    source: Source
    why: str = ""
    otherwise: tuple[Told, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        return self.confidence < 3 or bool(self.otherwise)


@dataclass(frozen=True)
class Reason:
    """Why a paper is as sure as it is; of two that say otherwise, what each says."""

    code: RecognitionReason
    value: Value | int = ""
    teller: Source | None = None
    beside: Told | None = None

    @property
    def most(self) -> int:
        """With this said of it, a paper is no surer than this."""
        return self.code.most

    @property
    def words(self) -> str:
        told = {"value": words(self.value)}
        if self.teller and self.beside:
            told |= {"teller": self.teller.words, "other": self.beside.source.words, "beside": words(self.beside.value)}
        sentence = str(self.code.label).format(**told)
        return sentence[:1].upper() + sentence[1:]


@dataclass(frozen=True)
class Hint:
    """Why a paper may be an owner's."""

    code: GuessReason
    value: Value = ""

    @property
    def words(self) -> str:
        return str(self.code.label).format(value=words(self.value))


@dataclass(frozen=True)
class Guess:
    """An owner the paper may be for; more points are likelier, a hundred is its NIF."""

    owner: UUID
    points: int
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """What a paper is. `confidence` goes from 0 to 4, the bars of the page.

    `owner` is None unless its NIF says whose it is or, without any, a lift of one owner; `guesses` are to choose from.
    """

    confidence: int
    reasons: tuple[Reason, ...]
    facts: Mapping[Fact, Found] = field(default_factory=dict)
    owner: UUID | None = None
    guesses: tuple[Guess, ...] = ()

    @property
    def kind(self) -> PaperKind:
        found = self.facts.get(Fact.KIND)
        return PaperKind(str(found.value)) if found else PaperKind.OTHER

    @property
    def words(self) -> str:
        """The reasons in a line, the gravest first."""
        return " · ".join(reason.words for reason in self.reasons)

    def value(self, fact: Fact) -> Value | None:
        found = self.facts.get(fact)
        return found.value if found else None


def words(value: Value | int) -> str:
    """As a person reads it."""
    if isinstance(value, Decimal):
        return written.amount(value)
    if isinstance(value, date):
        return written.day(value)
    return str(getattr(value, "label", value))
