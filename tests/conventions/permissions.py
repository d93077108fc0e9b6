"""The permission table: for every route and method, who gets in. Everybody else finds nothing there.

A line is `METHOD route-name  who…`. `all` is everybody, strangers too; `signed-in` is everybody but them; `nobody`
means the route does not answer this method. The test next to it walks the resolver and fails on a route without
its lines, and on a line without its route.
"""

from dataclasses import dataclass
from pathlib import Path

CAST = (
    "chair", "manager", "billing", "resident", "neighbour", "former", "technician", "colleague", "office", "admin",
    "stranger",
)  # fmt: skip
WORDS = {
    "all": frozenset(CAST),
    "signed-in": frozenset(CAST) - {"stranger"},
    "nobody": frozenset[str](),
    "desk": frozenset({"office", "admin"}),
    "owners": frozenset({"chair", "manager"}),
    "field": frozenset({"technician", "colleague"}),
    "house": frozenset({"chair", "manager", "resident"}),
}


@dataclass(frozen=True)
class Line:
    """Who may use one method on one route."""

    method: str
    route: str
    allowed: frozenset[str]


def lines() -> dict[tuple[str, str], Line]:
    """The table, by (method, route)."""
    text = (Path(__file__).parent / "permissions.txt").read_text()
    found = [_line(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {(line.method, line.route): line for line in found}


def _line(words: list[str]) -> Line:
    method, route, *who = words
    allowed = frozenset[str]().union(*(WORDS.get(word, frozenset({word})) for word in who))
    assert allowed <= set(CAST), words
    return Line(method, route, allowed)
