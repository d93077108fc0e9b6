"""Availability: how much of a span a lift was in service (DOMAIN §2.3).

Breakdowns count against it; planned stops are left out of the time it should have served; mains failures are excluded
and shown. Overlapping stops count once, the graver first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from maintenance.enums import Why

Cut = tuple[datetime, datetime]
EXCUSED = frozenset({Why.PLANNED, Why.INSPECTION, Why.AUTHORITY})


@dataclass(frozen=True)
class Span:
    """A stop as cut to a day: half-open."""

    begins_at: datetime
    ends_at: datetime
    why: Why


@dataclass(frozen=True)
class Seconds:
    """Seconds of a day that a lift stood, by why."""

    stopped: int
    planned: int
    mains: int


def seconds(spans: Iterable[Span], begins_at: datetime, ends_at: datetime) -> Seconds:
    """Seconds stood within [begins_at, ends_at), each second counted once."""
    stopped: list[Cut] = []
    planned: list[Cut] = []
    mains: list[Cut] = []
    for span in spans:
        cut = (max(span.begins_at, begins_at), min(span.ends_at, ends_at))
        if cut[0] < cut[1]:
            (mains if span.why == Why.MAINS else planned if span.why in EXCUSED else stopped).append(cut)
    return Seconds(
        stopped=_length(stopped),
        planned=_length(stopped + planned) - _length(stopped),
        mains=_length(stopped + planned + mains) - _length(stopped + planned),
    )


def availability(spanned: int, total: Seconds) -> Decimal | None:
    """Percent with one decimal of the seconds spanned in which the lift should have served; None when it should not."""
    should = spanned - total.planned - total.mains
    if should <= 0:
        return None
    share = Decimal(max(should - total.stopped, 0)) * 100 / Decimal(should)
    rounded = share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return min(rounded, Decimal("99.9")) if total.stopped else rounded


def _length(spans: list[tuple[datetime, datetime]]) -> int:
    """Seconds covered by spans that may overlap."""
    covered, reached = 0.0, None
    for begins_at, ends_at in sorted(spans):
        begins = begins_at if reached is None else max(begins_at, reached)
        if ends_at > begins:
            covered += (ends_at - begins).total_seconds()
            reached = ends_at
    return round(covered)
