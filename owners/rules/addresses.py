"""An address as one line of text: how it stands in an envelope's window, and in which order a postman walks."""

import re
from dataclasses import dataclass

from portal.lib.text import fold

POSTCODE = re.compile(r"^(?P<street>.*?)[\s,;.-]*\b(?P<town>\d{5}\b.*)$", re.DOTALL)
# The first number that is no part of the street's name: «Calle 2 de Mayo 14», «Plaza 1.º de Mayo, n.º 3».
NUMBER = re.compile(
    r"^(?P<street>.*?[^\d\s,])[\s,]*(?:\bn(?:[uú]m)?[.ºo°]*\s*)?(?P<number>\d+)(?![\d]|[ºª.]*\s+del?\b)"
)
KINDS = {
    "c": "calle", "c/": "calle", "cl": "calle", "cl.": "calle", "c.": "calle",
    "av": "avenida", "av.": "avenida", "avda": "avenida", "avda.": "avenida",
    "pl": "plaza", "pl.": "plaza", "pza": "plaza", "pza.": "plaza", "plza.": "plaza",
    "p": "paseo", "p.": "paseo", "po": "paseo", "po.": "paseo", "p.o": "paseo",
    "ctra": "carretera", "ctra.": "carretera", "trav.": "travesia", "urb.": "urbanizacion",
}  # fmt: skip
STREETS = frozenset(KINDS.values()) | {"camino", "ronda", "glorieta", "callejon", "pasaje", "poligono", "via"}
SMALL = frozenset({"de", "del", "la", "las", "los", "el"})
WIDEST = 44  # letters of a line that the window shows


@dataclass(frozen=True, order=True)
class Walk:
    """Where an address stands on a postman's way; compared from left to right."""

    town: str
    street: str
    number: int
    door: tuple[tuple[int, int, str], ...]


def parted(address: str) -> tuple[str, str]:
    """The street with its number and door, and the postcode with its town; empty what is not there."""
    plain = " ".join(address.split()).strip(" ,")
    found = POSTCODE.match(plain)
    if not found:
        return plain, ""
    return found["street"].strip(" ,"), found["town"].strip(" ,")


def walk(address: str) -> Walk:
    """Town, street whatever it is called before its name, number as a number, then the door."""
    street, town = parted(address)
    found = NUMBER.match(street)
    name, number, rest = (found["street"], int(found["number"]), street[found.end() :]) if found else (street, 0, "")
    return Walk(fold(re.sub(r"^\d{5}\s*", "", town)), _street(name), number, _natural(rest))


def sortable(address: str) -> str:
    """The same as a text that a database sorts: numbers in six figures. An address nobody knows comes last."""
    if not address:
        return "~"
    found = walk(address)
    door = " ".join(word or f"{number:06d}" for _sort, number, word in found.door)
    return f"{found.town}|{found.street}|{found.number:06d}|{door}"[:400]


def window(name: str, address: str) -> list[str]:
    """The lines for the window of an envelope: who, where, and the town last; six at most."""
    street, town = parted(address)
    parts = [*_fitting(name)[:2], *_fitting(street)[:2], town[:WIDEST]]
    return [part for part in parts if part]


def _street(name: str) -> str:
    """«C/ de la Mayor» and «Calle Mayor» are one street; «Plaza Mayor» is another beside it."""
    words = fold(name.replace("/", "/ ")).split()
    kind = KINDS.get(words[0], words[0]) if words else ""
    if kind not in STREETS:
        return " ".join(words)
    rest = [word for word in words[1:] if word not in SMALL] or words[1:]
    return f"{' '.join(rest)}, {kind}"


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Numbers as numbers: the 2nd floor before the 10th."""
    parts = re.findall(r"\d+|[^\W\d]+", fold(text))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _fitting(text: str) -> list[str]:
    """Lines no wider than the window, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > WIDEST and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return [line[:WIDEST] for line in lines]
