"""Writes down the words of a PDF: `python transcribing.py`, bytes in, JSON out. Run by `portal.files.readings`.

It runs in a process of its own, with hard limits of memory and time, because a PDF is a program that somebody else
wrote. It imports nothing of ours, writes no file and changes no byte. It answers a list of pages, each the lines a
person would see from top to bottom, cells of a line parted by tabs. Letters that do not stand upright are left out.
"""

import io
import json
import resource
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

MEMORY, SECONDS = 512 * 1024 * 1024, 10
MOST_PAGES, MOST_LETTERS = 12, 40_000  # of invoices and certificates; of longer papers the beginning says what they are
REFUSED = 3
WORD_GAP, CELL_GAP, SAME_LINE = 0.15, 1.0, 0.4  # of the letter's height; measured on the bench of recognition


class Enough(Exception):
    """More letters than are looked at."""


class Letters(PDFLayoutAnalyzer):
    """Keeps where each letter of a page stands, and draws nothing."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager(), laparams=None)
        self.pages: list[LTPage] = []
        self.many = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        if isinstance(self.cur_item, LTPage):
            self.pages.append(self.cur_item)

    def render_char(self, *told: Any, **named: Any) -> float:
        self.many += 1
        if self.many > MOST_LETTERS:
            raise Enough
        return super().render_char(*told, **named)

    def paint_path(self, *_told: Any, **_named: Any) -> None:
        """Lines and boxes say nothing."""

    def render_image(self, *_told: Any, **_named: Any) -> None:
        """Pictures say nothing here."""

    def receive_layout(self, _page: LTPage) -> None:
        """Pages are kept as they begin: the last may not end."""


def limit() -> None:
    """No more memory, time and files than a paper needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def transcribe(content: bytes) -> list[str]:
    """The pages; those of scans are empty."""
    letters = Letters()
    interpreter = PDFPageInterpreter(letters.rsrcmgr, letters)
    try:
        for page in PDFPage.get_pages(io.BytesIO(content), maxpages=MOST_PAGES):
            interpreter.process_page(page)
    except Enough:
        pass
    return ["\n".join(_lines(page)) for page in letters.pages]


def _lines(page: LTPage) -> Iterator[str]:
    letters = sorted(_letters(page), key=lambda letter: -_middle(letter))
    rows: list[list[LTChar]] = []
    for letter in letters:
        if rows and _middle(rows[-1][0]) - _middle(letter) < SAME_LINE * max(letter.size, 1):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return filter(None, (_line(row) for row in rows))


def _letters(thing: LTContainer[Any]) -> Iterator[LTChar]:
    """Those that stand upright and can be read, also within figures."""
    waiting = [thing]
    while waiting:
        for one in waiting.pop():
            if isinstance(one, LTChar):
                if one.upright and one.get_text().strip():
                    yield one
            elif isinstance(one, LTContainer):
                waiting.append(one)


def _middle(letter: LTChar) -> float:
    return float(letter.y0 + letter.y1) / 2


def _line(row: list[LTChar]) -> str:
    row.sort(key=lambda letter: letter.x0)
    parts: list[str] = []
    end = row[0].x0
    for letter in row:
        gap = (letter.x0 - end) / max(letter.size, 1)
        parts += ["\t" if gap > CELL_GAP else " " if gap > WORD_GAP else "", _readable(letter.get_text())]
        end = letter.x1
    return "".join(parts).strip()


def _readable(text: str) -> str:
    """Ligatures taken apart; no control characters, no halves of characters, no marks that turn the reading."""
    plain = "".join(unicodedata.normalize("NFKC", char) if "ﬀ" <= char <= "ﬆ" else char for char in text)
    return "".join(char for char in plain if char.isprintable() and not unicodedata.category(char).startswith("C"))


def main() -> int:
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = json.dumps(transcribe(content)).encode()
    except MemoryError:
        answer = b"heavy"
    except Exception:  # noqa: BLE001 - whatever a parser raises over a hostile file means one thing to who sent it
        answer = b"broken"
    else:
        sys.stdout.buffer.write(answer)
        return 0
    sys.stdout.buffer.write(answer)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
