"""When the next visit is due, and how punctual the past ones were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from maintenance.enums import Punctuality
from maintenance.rules.law import Interval


@dataclass(frozen=True)
class Window:
    """Days on which the next visit is neither too early nor late, both included."""

    opens_on: date
    closes_on: date

    def days_left(self, today: date) -> int:
        """Days until it closes; negative when it is late."""
        return (self.closes_on - today).days


@dataclass(frozen=True)
class Record:
    """How the visits of a span went: one letter a due visit, and what one says of them."""

    codes: str
    due: int
    on_time: int
    late: int
    worst_days: int


def next_visit_window(last_visit_on: date, interval: Interval) -> Window:
    """The window after a visit."""
    return Window(last_visit_on + timedelta(interval.earliest), interval.closes_on(last_visit_on))


def punctuality(visited_on: Sequence[date], interval: Interval, today: date, *, most: int = 12) -> Record:
    """Rates the last `most` due visits, given the days visited in order; the first day only begins the count."""
    letters, lateness = [], []
    for previous, day in pairwise(visited_on):
        late = (day - interval.closes_on(previous)).days
        letters.append(Punctuality.LATE if late > 0 else Punctuality.ON_TIME)
        lateness.append(max(late, 0))
    letters, lateness = letters[-(most - 1) :], lateness[-(most - 1) :]
    if visited_on:
        left = next_visit_window(visited_on[-1], interval).days_left(today)
        letters.append(Punctuality.DUE if left >= 0 else Punctuality.MISSED)
        lateness.append(max(-left, 0))
    return Record(
        codes="".join(letters),
        due=len([letter for letter in letters if letter != Punctuality.DUE]),
        on_time=letters.count(Punctuality.ON_TIME),
        late=len([days for days in lateness if days]),
        worst_days=max(lateness, default=0),
    )
