"""Which day of the week each due visit gets: the nearest promise first, houses together, no day too full."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
MOST_A_DAY = 7


@dataclass(frozen=True)
class Due(Generic[Key]):
    """A visit to be given a day. `place` is the house: its lifts are seen on one day when they can be."""

    key: Key
    place: Hashable
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class Shared(Generic[Key]):
    """The day of each visit, and those for which no day had room."""

    days: dict[Key, date]
    left: list[Key]


def share(
    due: Iterable[Due[Key]], *, days: Sequence[date], taken: Mapping[date, int], most: int = MOST_A_DAY
) -> Shared[Key]:
    """Gives one technician's due visits their days; `taken` is what each day holds already."""
    room = {day: max(most - taken.get(day, 0), 0) for day in days}
    houses: dict[Hashable, date] = {}
    shared: Shared[Key] = Shared({}, [])
    for one in sorted(due, key=lambda one: (one.closes_on, one.opens_on)):
        day = _day_for(one, room, houses)
        if day is None:
            shared.left.append(one.key)
            continue
        room[day] -= 1
        houses.setdefault(one.place, day)
        shared.days[one.key] = day
    return shared


def _day_for(one: Due[Key], room: Mapping[date, int], houses: Mapping[Hashable, date]) -> date | None:
    """The day its house is visited anyway, unless that is too early, too late or too full; else the first with room."""
    free = [day for day, left in room.items() if left and day >= one.opens_on]
    neighbour = houses.get(one.place)
    if neighbour in free and (neighbour <= one.closes_on or free[0] > one.closes_on):
        return neighbour
    return free[0] if free else None
