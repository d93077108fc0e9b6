"""Tax numbers within a text: Spain's with their check digit, others by their shape, and which known one is a slip away.

Orden EHA/451/2008 and RD 1065/2007 say how a NIF is made; python-stdnum knows its check digits.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stdnum.es import nif

# H-47051206, H 47.051.206, ESH47051206, 12345678-Z, X1234567L; letters that are not NIF's never begin one.
SPANISH = re.compile(
    r"(?<![A-Z0-9.])(?:ES[ -]?)?(?P<nif>[A-HJ-NP-SU-Z][ .-]?\d{2}[ .]?\d{3}[ .]?\d{2}[ .-]?[0-9A-J]"
    r"|[XYZ][ .-]?\d{7}[ -]?[A-Z]|\d{2}\.?\d{3}\.?\d{3}[ -]?[A-Z])(?![A-Z0-9])"
)
# A number somebody calls a NIF or a VAT number, whatever it looks like: what is missing from it may be its own digit.
LABELLED = re.compile(
    r"(?:\bN\.?\s?I\.?\s?F\b\.?|\bC\.?\s?I\.?\s?F\b\.?|\bVAT\b|\bTVA\b|\bUST\b|\bUSTID\b|\bUMSATZSTEUER\b)"
    r"[A-Z.\s-]{0,24}?[:#]?\s*(?<![A-Z0-9])"
    r"(?P<nif>(?:[A-Z]{1,3}[ -]?)?\d(?:[ .-]?[0-9?]){4,12}(?:-?[A-Z?])?)(?![A-Z0-9])"
)
FOREIGN = re.compile(
    r"(?<![A-Z0-9])(?P<nif>(?:AT|BE|BG|CH|CY|CZ|DE|DK|EE|EL|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK)"
    r"[A-Z0-9]?\d{7,11})(?![A-Z0-9])"
)
LENGTH = 9


@dataclass(frozen=True)
class Spotted:
    """A number as it is kept, where it stands, and whether its check digit is right."""

    value: str
    start: int
    is_valid: bool


def plain(text: str) -> str:
    """Capital letters and digits only, without the country of Spain."""
    kept = re.sub(r"[^A-Z0-9?]", "", text.upper())
    return kept[2:] if kept.startswith("ES") and len(kept) in {10, 11, 12} else kept


def is_valid(text: str) -> bool:
    """Whether it is a NIF with the right check digit."""
    return len(text) == LENGTH and bool(nif.is_valid(text))


def spotted(text: str) -> Iterator[Spotted]:
    """Every tax number, in order and once; of Spain's also those whose check digit is wrong."""
    upper, seen, end = text.upper(), set[str](), 0
    found = sorted(
        (match for form in (SPANISH, LABELLED, FOREIGN) for match in form.finditer(upper)),
        key=lambda match: (match.start("nif"), -match.end("nif")),
    )
    for match in found:
        value = plain(match["nif"])
        if value not in seen and 6 <= len(value) <= 14 and match.start("nif") >= end:
            seen.add(value)
            end = match.end("nif")
            yield Spotted(value, match.start("nif"), is_valid(value))


@dataclass(frozen=True)
class Neighbours:
    """Known numbers, found by one that is a letter short, a letter long, or a letter off (two swapped as well).

    Numbers that share what is left when one letter of each is taken out are neighbours: nothing is compared with all.
    """

    shorter: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, known: Iterable[str]) -> "Neighbours":
        made = cls()
        for number in known:
            for form in _shorter(number):
                made.shorter[form].add(number)
        return made

    def near(self, read: str) -> list[str]:
        """Those a slip away from what was read, in order; never what was read itself."""
        forms = _shorter(read.replace("?", ""))
        if "?" not in read:
            forms |= _shorter(read)
        found = {number for form in forms for number in self.shorter.get(form, ())}
        return sorted(found - {read})


def _shorter(number: str) -> set[str]:
    """The number itself and it without each of its letters."""
    return {number, *(number[:place] + number[place + 1 :] for place in range(len(number)))}
