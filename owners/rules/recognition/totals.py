"""Base, tax and total among all the amounts of a paper: those of the surest labels that hold with one another.

Nothing is added up to fill a gap: what no label says is not said. That base and tax make the total only chooses between
what was read, and says how sure that is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product
from re import Pattern

from owners.rules.recognition import amounts, labels
from owners.rules.recognition.sheet import Sheet

SLACK = Decimal("0.01")  # a cent, lost where several rates are rounded
MOST = 8  # candidates of each
GUESS = 2 * (len(labels.TOTAL) - 1)  # the rank of the last label


@dataclass(frozen=True)
class Totals:
    """What the paper says in all. `holds`: base and tax make the total; None when one of them is missing.

    `is_guess`: the total stands behind a label that lines have as well.
    """

    base: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    holds: bool | None = None
    is_guess: bool = False


@dataclass(frozen=True)
class Candidate:
    """An amount and how sure its label is: less is surer."""

    value: Decimal
    rank: int


def holds(base: Decimal, tax: Decimal, total: Decimal) -> bool:
    """Whether they fit one another."""
    return abs(base + tax - total) <= SLACK


def read(sheet: Sheet) -> Totals:
    """The best three that hold together; else each by its surest label, when that says one thing."""
    bases, taxes, totals = (_candidates(sheet, of) for of in (labels.BASE, labels.TAX, labels.TOTAL))
    fitting = [three for three in product(bases, taxes, totals) if holds(*(one.value for one in three))]
    fitting = [three for three in fitting if three[2].value != 0 or three[0].value == 0]
    if fitting:
        base, tax, total = min(fitting, key=_weight)
        return Totals(base.value, tax.value, total.value, holds=True)
    base_alone, tax_alone, total_alone = _lone(bases), _lone(taxes), _last(totals)
    complete = None not in (base_alone, tax_alone, total_alone)
    is_guess = bool(totals) and totals[0].rank >= GUESS
    return Totals(base_alone, tax_alone, total_alone, holds=False if complete else None, is_guess=is_guess)


def _weight(three: Sequence[Candidate]) -> tuple[int, Decimal]:
    """The surest labels; among equals the greatest total, since a part of an invoice holds with itself too."""
    return sum(one.rank for one in three), -abs(three[2].value)


def _candidates(sheet: Sheet, of: Sequence[Pattern[str]]) -> list[Candidate]:
    found: dict[Decimal, Candidate] = {}
    for rank, label in enumerate(of):
        for one in _amounts(sheet, label, rank * 2):
            known = found.get(one.value)
            if known is None or known.rank > one.rank:
                found[one.value] = one
    return sorted(found.values(), key=lambda one: one.rank)[:MOST]


def _amounts(sheet: Sheet, label: Pattern[str], rank: int) -> Iterator[Candidate]:
    """Behind the label the first and the last of the line, else all that stand below it."""
    for beside in sheet.labelled(label):
        behind = [one.value for one in amounts.spotted(beside.behind)]
        if behind:
            yield Candidate(behind[0], rank)
            yield Candidate(behind[-1], rank + 1)
            continue
        for text in beside.below:
            yield from (Candidate(one.value, rank + 1) for one in islice(amounts.spotted(text), 1))


def _lone(found: Sequence[Candidate]) -> Decimal | None:
    """What the surest label says, when it says one thing."""
    best = [one for one in found if one.rank == found[0].rank]
    return best[0].value if len(best) == 1 else None


def _last(found: Sequence[Candidate]) -> Decimal | None:
    """What the surest label says last: totals stand at the foot."""
    best = [one for one in found if one.rank == found[0].rank]
    return best[-1].value if best else None
