"""The words of a PDF laid out for reading: lines, their cells, and what stands behind or below a label."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

MOST_LINES, MOST_LETTERS = 500, 300  # a line; more says nothing new of an invoice
MOST_TIMES, ON_A_LINE = 300, 5  # a label is met: who writes it more often wants to keep the reader busy
BELOW = 2  # lines under a heading where its value may stand
SHORT = 2  # cells a line may lack at its left: a title stands before the headings


@dataclass(frozen=True)
class Line:
    """A line as printed, and the same length in small letters without accents, by which labels are found."""

    text: str
    plain: str

    @property
    def cells(self) -> list[str]:
        return self.text.split("\t")

    def cell_at(self, place: int) -> int:
        """In which cell a place of the text is."""
        return self.text.count("\t", 0, place)


@dataclass(frozen=True)
class Beside:
    """A label that was found: what stands behind it on its line, and in its column on the lines below."""

    line: int
    behind: str
    below: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return (self.behind, *self.below)


@dataclass(frozen=True)
class Sheet:
    """All the lines of a paper, from top to bottom."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, pages: Sequence[str]) -> "Sheet":
        texts = [text[:MOST_LETTERS] for page in pages for text in page.split("\n") if text.strip()]
        return cls(tuple(Line(text, plain(text)) for text in texts[:MOST_LINES]))

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def plain(self) -> str:
        return "\n".join(line.plain for line in self.lines)

    def labelled(self, label: re.Pattern[str]) -> Iterator[Beside]:
        """Every place where the label stands, from the top."""
        return islice(self._every(label), MOST_TIMES)

    def _every(self, label: re.Pattern[str]) -> Iterator[Beside]:
        for number, line in enumerate(self.lines):
            for match in islice(label.finditer(line.plain), ON_A_LINE):
                yield Beside(number, line.text[match.end() :], tuple(self._below(number, match.end())))

    def _below(self, number: int, place: int) -> Iterator[str]:
        """The cell of the same column below, counted from the right in a shorter line; the last with the last."""
        line = self.lines[number]
        column, width = line.cell_at(place), len(line.cells)
        for under in self.lines[number + 1 : number + 1 + BELOW]:
            cells = under.cells
            short = width - len(cells)
            if 0 <= short <= SHORT and column >= short:
                yield cells[column - short]
            elif column == width - 1:
                yield cells[-1]


@lru_cache(maxsize=4096)
def _base(char: str) -> str:
    small = unicodedata.normalize("NFD", char.lower())[0]
    return small if len(small) == 1 else char


def plain(text: str) -> str:
    """Small letters without accents, letter for letter: places in the one are places in the other."""
    return text.lower() if text.isascii() else "".join(map(_base, text))
