"""Visits that are not left to chance: of the lifts one meets first, and of those late or due on the first day."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from maintenance.enums import Frequency, Result
from portal.demo import workdays
from portal.demo.dice import throws
from portal.demo.world import Lift, World

THE_CHAIRS = "M14KAA"
LATE_GAPS = (49, 48, 50, 47)  # of the chair's lift, once: four days late, or as near as working days allow
LATE_AT = 6  # visits ago
OVERDUE = 33  # days since the last visit from which the next is arranged for the days after the first


@dataclass(frozen=True)
class Appointment:
    """A visit told beforehand: its hour, its scope, what was said; `late` is minutes until the phone had coverage."""

    starts: time
    minutes: int
    scope: Frequency
    late: int
    said: tuple[tuple[int, Result, str], ...]
    words_for_owner: str


CHAIRS_LAST = Appointment(
    starts=time(10, 12),
    minutes=46,
    scope=Frequency.QUARTERLY,
    late=101,
    said=(
        (50, Result.ADJUSTED, "El cierre de la puerta de la 3.ª planta."),
        (62, Result.PENDING, "La luz del foso no enciende. No afecta al uso del ascensor."),
    ),
    words_for_owner="He ajustado el cierre de la puerta de la 3.ª planta. Queda una luz del foso por cambiar: "
    "no afecta al uso, y le mandamos presupuesto.",
)


def days(world: World, lift: Lift) -> list[date]:
    """The days a lift was visited, up to the demo's first and the one after; empty when chance decides."""
    if lift.visited is None:
        return []
    chance = throws(world.seed, "known days", lift.code)
    known = [_last(world, lift.visited)]
    first = max(world.began_on, lift.entered_on)
    while True:
        gaps = LATE_GAPS if _is_the_chairs(lift) and len(known) == LATE_AT else (chance.randint(27, 31),)
        day = _back(known[-1], gaps)
        if day < first:
            break
        known.append(day)
    arranged = [workdays.after(world.made_on, 1 + lift.visited % 2)] if lift.visited > OVERDUE else []
    return known[::-1] + arranged


def appointed(world: World) -> dict[tuple[str, date], Appointment]:
    """What is told beforehand, by lift and day."""
    chairs = [lift for lift in world.lifts.values() if _is_the_chairs(lift) and lift.visited is not None]
    return {(lift.code, _last(world, lift.visited or 0)): CHAIRS_LAST for lift in chairs}


def _last(world: World, days: int) -> date:
    return workdays.near(world.made_on - timedelta(days=days), world.made_on - timedelta(days=1))


def _is_the_chairs(lift: Lift) -> bool:
    return lift.code == THE_CHAIRS


def _back(day: date, gaps: tuple[int, ...]) -> date:
    """A working day so many days before; the first gap that meets one, else the day before that."""
    met = (one for gap in gaps if workdays.works(one := day - timedelta(days=gap)))
    return next(met, workdays.until(day - timedelta(days=gaps[0])))
