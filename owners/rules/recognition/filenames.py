"""What the name of a file tells: `F26-3140.pdf`, `H47051206_2026-11-05_26-3118.pdf`, `bol-mayor14.pdf`."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from owners.enums.reading import PaperKind
from owners.rules.recognition import days, kinds, nifs
from owners.rules.recognition.shapes import Fact, Source, Telling, Told

# A number of an invoice has its series and its number, or a word before it that says what it is.
NUMBER = re.compile(
    r"(?:^|[_ .-])(?P<word>f|fv|fac|fact|factura|fra|inv|invoice|rect|abono|ab|fr|nc|n)?[_ .-]?"
    r"(?P<number>[a-z]{0,3}\d{2,4}(?:[-_/.][a-z]{0,2}\d{2,7}){1,2}|[a-z]{1,3}[-/.]\d{3,7}|(?P<plain>[a-z]{0,3}\d{3,8}))"
    r"(?=$|[_ .-])",
    re.IGNORECASE,
)


def read(name: str) -> Telling:
    """The facts; a scanner's count (`scan_0231`) is no number of an invoice."""
    return dict(_all(PurePath(name).stem))


def _all(stem: str) -> Iterator[tuple[Fact, Told]]:
    kind, rest = kinds.of_name(stem), stem
    if kind:
        yield Fact.KIND, Told(kind, 2, Source.NAME)
    for one in list(nifs.spotted(rest)):
        if one.is_valid:
            yield Fact.OWNER, Told(one.value, 3, Source.NAME)
            rest = re.sub(_spread(one.value), " ", rest, flags=re.IGNORECASE)
            break
    if day := next(days.spotted(rest), None):
        yield Fact.ISSUED_ON, Told(day.value, 2, Source.NAME)
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    if kind is None or kind.is_invoice or kind is PaperKind.BULLETIN:
        yield from _number(rest.strip(), is_alone=rest == stem)


def _number(rest: str, *, is_alone: bool) -> Iterator[tuple[Fact, Told]]:
    for found in NUMBER.finditer(rest):
        if found["plain"] and not found["word"] and is_alone:
            continue  # a scanner's count
        yield Fact.NUMBER, Told(found["number"], 2, Source.NAME)
        return


def _spread(nif: str) -> str:
    """The number with whatever stands between its letters."""
    return r"(?:ES)?[ .-]?" + r"[ .-]?".join(map(re.escape, nif))
