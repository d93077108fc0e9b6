"""When nobody answers: what spans leave uncovered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

Span = tuple[datetime, datetime]


def uncovered(spans: Iterable[Span], first: datetime, last: datetime) -> list[Span]:
    """The parts of a half-open span that none of the others covers, in order."""
    found: list[Span] = []
    covered_to = first
    for begins, ends in sorted(spans):
        if begins >= last:
            break
        if begins > covered_to:
            found.append((covered_to, begins))
        covered_to = max(covered_to, ends)
    if covered_to < last:
        found.append((covered_to, last))
    return found


def shared(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """What two lists of spans have in common, in order."""
    met = ((max(begins, first), min(ends, last)) for begins, ends in one for first, last in other)
    return sorted((begins, ends) for begins, ends in met if begins < ends)


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What is left of spans when others are taken out, in order."""
    return [left for begins, ends in spans for left in uncovered(taken, begins, ends)]
