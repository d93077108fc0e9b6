"""What several sources tell, put together: the most trusted speaks, who agrees makes it surer, who differs is kept.

A contradiction is never settled here: the fact keeps the value of the more trusted and becomes doubtful.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from owners.enums.reading import PaperKind
from owners.rules.recognition.houses import number_key
from owners.rules.recognition.shapes import Fact, Found, Source, Telling, Told

# What others say of these is no contradiction: names are written in many ways, and references are of several kinds.
LOOSE = frozenset({Fact.OWNER_NAME, Fact.SERIES, Fact.LIFT, Fact.WORKS, Fact.STATUS, Fact.CURRENCY})
SUREST, DOUBTFUL = 4, 1
INVOICE = re.compile(r"^(?:F|FA|FV|FRA|FAC|FACT|INV)(?=\d)")  # says what it is; an R would be another series


def weigh(tellings: Sequence[Telling]) -> dict[Fact, Found]:
    """Each fact that somebody tells."""
    is_corrective = any(one[Fact.KIND].value == PaperKind.CORRECTIVE for one in tellings if Fact.KIND in one)
    series = next((str(one[Fact.SERIES].value) for one in tellings if Fact.SERIES in one), "")
    found = {}
    for fact in Fact:
        told = sorted((one[fact] for one in tellings if fact in one), key=lambda one: -one.source)
        if told:
            found[fact] = _weighed(fact, told, series, is_corrective=is_corrective)
    return found


def agreeing(facts: Sequence[Fact], tellings: Mapping[Source, Telling], source: Source) -> bool:
    """Whether this source and another tell each of these facts."""
    others = [telling for one, telling in tellings.items() if one is not source]
    return all(fact in tellings[source] and any(fact in telling for telling in others) for fact in facts)


def same_number(one: str, other: str, series: str = "") -> bool:
    """Whether two numbers are one, written with the series or without: `26/3118`, `F26-3118`, `3118` of series 26."""
    left, right, before = number_key(one), number_key(other), number_key(series)
    bare = INVOICE.sub("", left), INVOICE.sub("", right)
    with_series = bool(before) and (before + left == right or left == before + right)
    return left == right or bare[0] == bare[1] or with_series


def _weighed(fact: Fact, told: Sequence[Told], series: str, *, is_corrective: bool) -> Found:
    first, *rest = told
    if fact in LOOSE:
        return Found(first.value, first.confidence, first.source, first.why)
    otherwise = tuple(one for one in rest if not _same(fact, first, one, series, is_corrective=is_corrective))
    surer = min(SUREST, first.confidence + len(rest) - len(otherwise))
    value = _as_printed(first, [one for one in rest if one not in otherwise]).value
    return Found(value, DOUBTFUL if otherwise else surer, first.source, first.why, otherwise)


def _as_printed(first: Told, agreeing: Sequence[Told]) -> Told:
    """A file's name cannot hold the slash of a number: where the paper says the same, it is written as there."""
    return agreeing[-1] if first.source is Source.NAME and agreeing else first


def _same(fact: Fact, one: Told, other: Told, series: str, *, is_corrective: bool) -> bool:
    if fact in {Fact.NUMBER, Fact.CORRECTED}:
        return same_number(str(one.value), str(other.value), series)
    if isinstance(one.value, Decimal) and isinstance(other.value, Decimal):
        # A credit note says its amounts with a minus on paper and often without in data.
        return one.value == other.value or (is_corrective and one.value == -other.value)
    if fact is Fact.KIND and other.source is Source.NAME:
        return PaperKind(str(one.value)).is_invoice == PaperKind(str(other.value)).is_invoice
    return one.value == other.value
