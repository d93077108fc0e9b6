"""The owners a company knows, laid out so that whose a paper may be is found without asking each of them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import log
from typing import TypeVar
from uuid import UUID

from owners.enums.reading import GuessReason
from owners.rules.recognition import nifs
from owners.rules.recognition.shapes import Guess, Hint
from portal.lib.text import fold

Key = TypeVar("Key")
Value = TypeVar("Value")

# Words that stand in every second address say nothing.
COMMON = frozenset({
    "av", "avda", "avenida", "bloque", "c", "calle", "carretera", "cdad", "cl", "com", "comunidad", "cp", "ctra", "de",
    "del", "edificio", "el", "esc", "escalera", "la", "las", "los", "n", "no", "num", "p", "paseo", "pl", "plaza",
    "portal", "prop", "propietarios", "ps", "pza", "sa", "sl", "urb", "urbanizacion", "y",
})  # fmt: skip
OFFERED, LEAST = 5, 20  # guesses shown at most, and the points below which one is none
CLOSE_LOOK = 20  # owners whose words fit best and are looked at one by one
FITS = 0.6  # of an owner's words by weight, to be looked at
SHORTEST_CODE = 5  # letters of a lift's number that is looked for anywhere in a text


@dataclass(frozen=True)
class KnownOwner:
    """An owner as plain values: `lifts` are RAEs and serial numbers, `fee` is a month's without tax.

    `published` are the numbers it already has, each with its series as printed (`26/3118`), and their days.
    """

    id: UUID
    name: str
    nif: str = ""
    names: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    lifts: tuple[str, ...] = ()
    fee: Decimal | None = None
    published: Mapping[str, date] = field(default_factory=dict)
    is_reachable: bool = True


@dataclass(frozen=True)
class Clues:
    """What of a paper points at an owner: `words` are all its texts, `numbers` the tax numbers read on it."""

    words: str
    numbers: Collection[str] = ()
    lift: str = ""
    base: Decimal | None = None
    issued_on: date | None = None


@dataclass(frozen=True)
class House:
    """Make it once for a batch: `House.of(nif, owners)`."""

    nif: str
    owners: Mapping[UUID, KnownOwner]
    by_nif: Mapping[str, UUID]
    by_lift: Mapping[str, frozenset[UUID]]
    numbers: Mapping[str, frozenset[int]]
    near: nifs.Neighbours
    holders: Mapping[str, Sequence[UUID]]
    weights: Mapping[str, float]
    whole: Mapping[UUID, float]

    @classmethod
    def of(cls, nif: str, owners: Iterable[KnownOwner]) -> "House":
        by_id = {owner.id: owner for owner in owners}
        words = {owner.id: _words(owner.name, *owner.names, *owner.streets) for owner in by_id.values()}
        holders = _turned((word, owner) for owner, of_owner in words.items() for word in of_owner)
        weights = {word: log(1 + len(by_id) / len(ids)) for word, ids in holders.items()}
        by_nif = {nifs.plain(owner.nif): owner.id for owner in by_id.values() if owner.nif}
        lifts = _turned((code(one), owner.id) for owner in by_id.values() for one in owner.lifts if one)
        published = ((number_key(one), day.year) for owner in by_id.values() for one, day in owner.published.items())
        return cls(
            nif=nifs.plain(nif),
            owners=by_id,
            by_nif=by_nif,
            by_lift={one: frozenset(ids) for one, ids in lifts.items()},
            numbers={key: frozenset(years) for key, years in _turned(published).items()},
            near=nifs.Neighbours.of(by_nif),
            holders={word: sorted(ids) for word, ids in holders.items()},
            weights=weights,
            whole={owner: sum(weights[word] for word in of_owner) for owner, of_owner in words.items()},
        )

    def has_published(self, number: str, day: date | None) -> bool:
        """Whether an invoice of that number is there already: of that year, when the year is known."""
        years = self.numbers.get(number_key(number), frozenset())
        return bool(years) and (day is None or day.year in years)

    def lift_of(self, clues: Clues) -> str:
        """The number of a known lift on the paper: the one it is labelled with, else one that stands in its text."""
        if code(clues.lift) in self.by_lift:
            return clues.lift
        tokens = (one for one in re.findall(r"[\w/.-]+", clues.words) if any(map(str.isdigit, one)))
        known = (one for one in tokens if len(code(one)) >= SHORTEST_CODE and code(one) in self.by_lift)
        return next(known, "")

    def rank(self, clues: Clues) -> tuple[Guess, ...]:
        """Whose the paper may be, likeliest first; names and streets are compared only when no NIF is an owner's."""
        hints: defaultdict[UUID, list[tuple[int, Hint]]] = defaultdict(list)
        for number in clues.numbers:
            if owner := self.by_nif.get(number):
                hints[owner].append((100, Hint(GuessReason.NIF)))
            else:
                for near in self.near.near(number):
                    hints[self.by_nif[near]].append((60, Hint(GuessReason.NEAR_NIF, near)))
        lift = self.lift_of(clues)
        for owner in self.by_lift.get(code(lift), ()) if lift else ():
            hints[owner].append((70, Hint(GuessReason.LIFT, lift)))
        if not any(number in self.by_nif for number in clues.numbers):
            for owner, points, hint in self._by_words(clues.words):
                hints[owner].append((points, hint))
        guesses = [self._guess(owner, told, clues) for owner, told in hints.items()]
        guesses.sort(key=lambda guess: (-guess.points, str(guess.owner)))
        return tuple(guess for guess in guesses if guess.points >= LEAST)[:OFFERED]

    def _guess(self, owner: UUID, told: list[tuple[int, Hint]], clues: Clues) -> Guess:
        told = told + list(self._beside(self.owners[owner], clues))
        return Guess(owner, sum(points for points, _hint in told), tuple(hint for _points, hint in told))

    def _beside(self, owner: KnownOwner, clues: Clues) -> Iterator[tuple[int, Hint]]:
        """What speaks for one owner or against it once it is thought of."""
        if owner.fee is not None and clues.base is not None:
            fits = owner.fee == abs(clues.base)
            yield (15, Hint(GuessReason.FEE, owner.fee)) if fits else (-5, Hint(GuessReason.OTHER_FEE, owner.fee))
        if clues.issued_on:
            month = (clues.issued_on.year, clues.issued_on.month)
            has = sorted(number for number, day in owner.published.items() if (day.year, day.month) == month)
            if has:
                yield -10, Hint(GuessReason.HAS_MONTH, has[0])

    def _by_words(self, text: str) -> Iterator[tuple[UUID, int, Hint]]:
        """Owners whose name or street stands in the text, or most of its words do."""
        weighed: defaultdict[UUID, float] = defaultdict(float)
        for word in _words(text):
            for owner in self.holders.get(word, ()):
                weighed[owner] += self.weights[word]
        fitting = [(weight / self.whole[owner], owner) for owner, weight in weighed.items()]
        best = sorted((one for one in fitting if one[0] >= FITS), key=lambda one: (-one[0], str(one[1])))
        bare = f" {_bare(text)} "
        for share, owner in best[:CLOSE_LOOK]:
            yield from self._look(self.owners[owner], share, bare)

    def _look(self, owner: KnownOwner, share: float, bare: str) -> Iterator[tuple[UUID, int, Hint]]:
        names, streets = (
            any(f" {_bare(one)} " in bare for one in ones if _bare(one))
            for ones in ((owner.name, *owner.names), owner.streets)
        )
        if names:
            yield owner.id, 40, Hint(GuessReason.NAME)
        if streets:
            yield owner.id, 35, Hint(GuessReason.STREET)
        if not (names or streets):
            yield owner.id, round(30 * share), Hint(GuessReason.STREET)


def number_key(number: str) -> str:
    """The same for `26/3118`, `26-3118` and `26.3118`."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def code(text: str) -> str:
    """A lift's number as it is compared: capital letters and digits."""
    return number_key(text)


def _words(*texts: str) -> set[str]:
    """The words that say something: letters and figures apart, since a file may be called `mayor14`."""
    return {word for word in re.findall(r"[a-z]+|\d+", fold(*texts)) if word not in COMMON}


def _bare(text: str) -> str:
    """Those words in their order."""
    return " ".join(word for word in re.findall(r"[a-z]+|\d+", fold(text)) if word not in COMMON)


def _turned(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, set[Value]]:
    found: defaultdict[Key, set[Value]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found
