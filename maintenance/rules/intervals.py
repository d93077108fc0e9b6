"""When the next visit is due, and how punctual the past ones were.

Every span between two visits is judged by the law of its own days. The lift's sheet, though, is today's: its use, its
stops, its dwellings and its declaration may have been others at the time, and nobody has written down when they
changed. What stops a lift suspends nothing: the law counts on (DOMAIN §1.4; art. 4.7 speaks of inspections only).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maintenance.enums import Punctuality
from maintenance.rules import law
from maintenance.rules.law import LiftFacts


@dataclass(frozen=True)
class Window:
    """Days on which the next visit is neither too early nor late, both included."""

    opens_on: date
    closes_on: date

    def days_left(self, today: date) -> int:
        """Days until it closes; negative when it is late."""
        return (self.closes_on - today).days


@dataclass(frozen=True)
class Box:
    """A visit, or one that was due and did not happen: on its day, or on the last it had.

    `began_on` is the visit from which its span counts, `days` how long it came after the span's end.
    """

    code: Punctuality
    on: date
    began_on: date
    days: int = 0


@dataclass(frozen=True)
class Record:
    """How the visits of a span went: one letter a box, and what one says of them. A visit too soon is not counted."""

    codes: str = ""
    due: int = 0
    on_time: int = 0
    late: int = 0
    missed: int = 0
    worst_days: int = 0
    from_on: date | None = None


def next_visit_window(visited_on: Iterable[date], lift: LiftFacts) -> Window | None:
    """The window after these visits: opened by the last of them, closed by the last that counts."""
    days = sorted(set(visited_on))
    if not days:
        return None
    closes_on = law.last_day(lift, _last_counted(days, lift))
    return Window(days[-1] + timedelta(law.interval(lift, closes_on).earliest), closes_on)


def is_too_soon(day: date, counted: date, lift: LiftFacts) -> bool:
    """Whether a visit comes before the law allows the next one, and so stands for none (art. 5.4.b)."""
    return (day - counted).days < law.interval(lift, day).earliest


def boxes(visited_on: Iterable[date], lift: LiftFacts, until: date, *, in_care: bool = True) -> list[Box]:
    """A box for each visit and for each that was due until a day; a day counts once, the first only begins the count.

    Of a span of several intervals every interval but the last left a visit undone; that of the last came late. A lift
    that left our care by then is not due any more.
    """
    days = sorted({day for day in visited_on if day <= until})
    if not days:
        return []
    counted, told = days[0], []
    for day in days[1:]:
        if is_too_soon(day, counted, lift):
            told.append(Box(Punctuality.EARLY, day, counted))
            continue
        told += _done(counted, day, lift)
        counted = day
    return told + _open(counted, lift, until, in_care)


def punctuality(
    visited_on: Iterable[date], lift: LiftFacts, today: date, *, since: date, most: int = 12, in_care: bool = True
) -> Record:
    """Sums up the last `most` boxes of the spans that began on a day or later.

    A visit too soon stands beside them and takes the place of none: as many again are shown, the oldest left out.
    """
    whole = [box for box in boxes(visited_on, lift, today, in_care=in_care) if box.began_on >= since]
    return recorded(_last(whole, most))


def recorded(told: Sequence[Box]) -> Record:
    """Sums up some boxes: what counts as on time, late and undone."""
    codes = [box.code for box in told]
    on_time, late, missed = (codes.count(code) for code in (Punctuality.ON_TIME, Punctuality.LATE, Punctuality.MISSED))
    return Record(
        codes="".join(codes),
        due=on_time + late + missed,
        on_time=on_time,
        late=late,
        missed=missed,
        worst_days=max((box.days for box in told), default=0),
        from_on=told[0].on if told else None,
    )


def _last(told: Sequence[Box], most: int) -> list[Box]:
    """So many boxes that count, and so many visits too soon that came among them or after."""
    early = {place for place, box in enumerate(told) if box.code == Punctuality.EARLY}
    counted = [place for place in range(len(told)) if place not in early]
    first = counted[-most] if len(counted) > most else 0
    shown = {*counted[-most:], *sorted(place for place in early if place >= first)[-most:]}
    return [told[place] for place in sorted(shown)]


def _last_counted(days: Sequence[date], lift: LiftFacts) -> date:
    counted = days[0]
    for day in days[1:]:
        counted = counted if is_too_soon(day, counted, lift) else day
    return counted


def _done(counted: date, day: date, lift: LiftFacts) -> list[Box]:
    ends = list(_ends(counted, day, lift))
    if not ends:
        return [Box(Punctuality.ON_TIME if counted >= law.ITC_2013 else Punctuality.NO_RECORD, day, counted)]
    missed = [Box(Punctuality.MISSED, end, counted) for end in ends[:-1]]
    return [*missed, Box(Punctuality.LATE, day, counted, (day - ends[0]).days)]


def _open(counted: date, lift: LiftFacts, until: date, in_care: bool) -> list[Box]:
    missed = [Box(Punctuality.MISSED, end, counted) for end in _ends(counted, until, lift)]
    if missed or not in_care:
        return missed
    return [Box(Punctuality.DUE, law.last_day(lift, counted), counted)]


def _ends(counted: date, before: date, lift: LiftFacts) -> Iterator[date]:
    """The last days of one interval after another, as far as they are over; none is claimed of before `ITC_2013`."""
    end = law.last_day(lift, max(counted, law.ITC_2013))
    while end < before:
        yield end
        end = law.last_day(lift, end)
