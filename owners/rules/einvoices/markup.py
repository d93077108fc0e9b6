"""XML that somebody else wrote, parsed within bounds: no DTD, no entities, so deep and so many, and no more.

Names lose their namespaces: the three syntaxes never use one name for two things on one path, and senders err in the
namespaces far more often than in the names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from owners.enums.reading import EInvoiceFlaw
from owners.rules.einvoices.shapes import NoEInvoice

MOST_BYTES, MOST_ELEMENTS, MOST_DEPTH = 8 * 1024 * 1024, 100_000, 60
NAME, WORDS = 300, 1000  # letters: longer names and texts are cut
NUMBER = 60  # letters: a longer number is refused, since a cut one is another number
AMOUNT = re.compile(r"[+-]?(\d{1,13}(\.\d{0,10})?|\.\d{1,10})", re.ASCII)
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2}|T[0-9:.Z+-]*)?", re.ASCII)


@dataclass(frozen=True)
class Node:
    """An element; paths are local names parted by `/`, and of several paths the first that says something counts."""

    element: Element

    @property
    def name(self) -> str:
        return self.element.tag

    def all(self, path: str) -> list["Node"]:
        return [Node(found) for found in self.element.findall(path)]

    def first(self, *paths: str) -> "Node | None":
        found = (self.element.find(path) for path in paths)
        return next((Node(one) for one in found if one is not None), None)

    def below(self, path: str) -> "Node":
        """The element there; an empty one when there is none, so that what it would say is None."""
        return self.first(path) or Node(Element(path))

    def attribute(self, name: str) -> str:
        return clean(self.element.get(name, ""))[:NUMBER]

    def words(self, *paths: str, most: int = WORDS) -> str | None:
        """A text on one line, cut to so many letters."""
        return next((text[:most].rstrip() for text in self._texts(paths)), None)

    def number(self, *paths: str) -> str | None:
        """A number or a code, whole; raises NoEInvoice when it is too long to be one."""
        text = next(self._texts(paths), None)
        if text and len(text) > NUMBER:
            raise NoEInvoice(EInvoiceFlaw.LONG, text)
        return text

    def amount(self, *paths: str) -> Decimal | None:
        """An amount exactly as written; raises NoEInvoice when it is none."""
        text = next(self._texts(paths), None)
        if text is None:
            return None
        if not AMOUNT.fullmatch(text):
            raise NoEInvoice(EInvoiceFlaw.AMOUNT, text)
        return Decimal(text)

    def day(self, *paths: str) -> date | None:
        """A day as XML writes it; raises NoEInvoice when it is none."""
        text = next(self._texts(paths), None)
        if text is None:
            return None
        found = DAY.fullmatch(text)
        return day_of(found[1] if found else text, "%Y-%m-%d")

    def all_texts(self) -> Iterator[str]:
        """Every text below, in order."""
        return (text for text in self.element.itertext() if text)

    def _texts(self, paths: Sequence[str]) -> Iterator[str]:
        found = (self.element.find(path) for path in paths) if paths else iter([self.element])
        cleaned = (clean(one.text or "") for one in found if one is not None)
        return (text for text in cleaned if text)


def parse(content: bytes) -> Node:
    """The root of a document; raises NoEInvoice when it is no XML, asks for entities or is out of bounds."""
    if len(content) > MOST_BYTES:
        raise NoEInvoice(EInvoiceFlaw.HEAVY)
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(content)
        root = parser.close()
    except DefusedXmlException as asks:
        raise NoEInvoice(EInvoiceFlaw.ENTITIES) from asks
    except (ParseError, ValueError, LookupError) as broken:
        raise NoEInvoice(EInvoiceFlaw.BROKEN) from broken
    return Node(root)


def day_of(text: str, form: str) -> date:
    """The day written in that form; raises NoEInvoice."""
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise NoEInvoice(EInvoiceFlaw.DAY, text) from error


def clean(text: str) -> str:
    """One line without control characters and without marks that turn the direction of reading."""
    plain = text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split())


class _Bounded:
    """Builds the tree without namespaces, and stops beyond the bounds."""

    def __init__(self) -> None:
        self._tree, self._depth, self._many = TreeBuilder(), 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth, self._many = self._depth + 1, self._many + 1
        if self._depth > MOST_DEPTH or self._many > MOST_ELEMENTS:
            raise NoEInvoice(EInvoiceFlaw.HEAVY)
        self._tree.start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._tree.end(tag.rpartition("}")[2])

    def data(self, text: str) -> None:
        self._tree.data(text)

    def close(self) -> Element:
        return self._tree.close()
