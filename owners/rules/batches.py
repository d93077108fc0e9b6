"""What a paper of a batch says once a person has mended it, and what it lacks to be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from owners.enums import BatchLack, BatchSort, DocumentKind
from owners.enums.reading import PaperKind
from owners.rules.recognition import keeping
from owners.rules.recognition.shapes import Fact, Found, Recognised, Source, Value, words

MOST_PAPERS = 500
MOST_AMOUNT = Decimal(10) ** 10  # from here on no column holds it
LISTS = frozenset({".csv", ".xlsx", ".xlsm", ".txt", ".tsv", ".gz", ".xz"})
NEEDED = {
    Fact.NUMBER: BatchLack.NUMBER,
    Fact.ISSUED_ON: BatchLack.ISSUED_ON,
    Fact.BASE: BatchLack.BASE,
    Fact.TAX: BatchLack.TAX,
    Fact.TOTAL: BatchLack.TOTAL,
}
DOCUMENTS = {
    PaperKind.BULLETIN: DocumentKind.LOG,
    PaperKind.CERTIFICATE: DocumentKind.INSPECTION,
    PaperKind.CONTRACT: DocumentKind.CONTRACT,
    PaperKind.OTHER: DocumentKind.OTHER,
}


@dataclass(frozen=True)
class Understood:
    """What the sources said, and what a person wrote instead."""

    recognised: Recognised
    mended: Mapping[Fact, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, understood: str, mended: str) -> "Understood":
        """From the two texts an item keeps."""
        return cls(keeping.read(understood), keeping.read_values(mended))

    def value(self, fact: Fact) -> Value | None:
        """As a person mended it, else as it was read."""
        return self.mended[fact] if fact in self.mended else self.recognised.value(fact)

    def text(self, fact: Fact) -> str:
        value = self.value(fact)
        return "" if value is None else str(value)

    def day(self, fact: Fact) -> date | None:
        value = self.value(fact)
        return value if isinstance(value, date) else None

    def amount(self, fact: Fact) -> Decimal | None:
        """To the cent; none where more than zeros would be lost, or where no invoice could hold it."""
        value = self.value(fact)
        if not isinstance(value, Decimal) or abs(value) >= MOST_AMOUNT:
            return None
        to_the_cent = value.quantize(Decimal("0.01"))
        return to_the_cent if to_the_cent == value else None

    def found(self, fact: Fact) -> Found | None:
        return self.recognised.facts.get(fact)

    def printed(self, fact: Fact) -> str:
        """As it stands on the paper where its words say it; else as another source says."""
        found = self.recognised.facts.get(fact)
        if found is None:
            return ""
        on_paper = next((one.value for one in found.otherwise if one.source is Source.TEXT), found.value)
        return words(on_paper)

    @property
    def kind(self) -> PaperKind:
        value = self.value(Fact.KIND)
        return PaperKind(str(value)) if value else PaperKind.OTHER

    @property
    def number(self) -> str:
        """Whole, as the paper prints it."""
        return " ".join(self.text(Fact.NUMBER).split())

    def lacks(self, *, owner: bool, lift: bool) -> list[BatchLack]:
        """What it cannot be published without: an invoice its owner and figures, another paper whom it is about."""
        if not self.kind.is_invoice:
            return [] if owner or (lift and self.kind is not PaperKind.CONTRACT) else [BatchLack.ABOUT]
        whose = [] if owner else [BatchLack.OWNER]
        amounts = {fact: self.amount(fact) for fact in (Fact.BASE, Fact.TAX, Fact.TOTAL)}
        there = {Fact.NUMBER: self.number, Fact.ISSUED_ON: self.day(Fact.ISSUED_ON), **amounts}
        return whose + [lack for fact, lack in NEEDED.items() if there[fact] in (None, "")]


def sort_of(name: str) -> BatchSort:
    """What a dropped file is for, by how it is called; what it is inside is looked at by who takes it in."""
    suffix = PurePath(name).suffix.lower()
    if suffix in LISTS:
        return BatchSort.LIST
    return BatchSort.EINVOICE if suffix == ".xml" else BatchSort.PAPER


def differing(recognised: Recognised) -> dict[Fact, list[tuple[Source, Value]]]:
    """The facts two sources say otherwise, and what each says, the most trusted first."""
    return {
        fact: [(found.source, found.value), *((one.source, one.value) for one in found.otherwise)]
        for fact, found in recognised.facts.items()
        if found.otherwise
    }
