"""The rounds: which technician visits which lift when. Day after day, so that a longer play begins like a shorter one.

A lift is due so many days after its last visit; its route's technician takes those due in the order of their days, one
after another, in working hours, on working days. Whoever is on holiday is stood in for.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from maintenance.enums import Frequency
from maintenance.rules import law
from maintenance.rules.law import LiftFacts
from portal.demo import appointments, workdays
from portal.demo.appointments import Appointment
from portal.demo.cast import ROUTES
from portal.demo.dice import throws
from portal.demo.world import ZONE, Lift, World

BEGINS, LUNCH, BACK, LAST_START = time(8, 0), time(14, 0), time(15, 30), time(18, 0)
A_DAY = 7
MINUTES = {
    Frequency.MONTHLY: (26, 46),
    Frequency.QUARTERLY: (38, 62),
    Frequency.HALF_YEARLY: (58, 88),
    Frequency.YEARLY: (85, 140),
}
SCOPES = ((12, Frequency.YEARLY), (6, Frequency.HALF_YEARLY), (3, Frequency.QUARTERLY))
NO_COVERAGE = 0.2  # of visits are written down on a phone that reaches us only later
UNDONE, LATE, LONG = 0.002, 0.03, 0.13  # of the gaps between visits, each including the one before it
SOON = 0.003
SPARE = 4  # days by which a visit is planned before its last: the round may be full, or the day a holiday
FIRST_AWAY, AWAY = 29, 2  # the week in which the technicians' holidays begin, and how many weeks each takes


@dataclass(frozen=True)
class Visit:
    """A visit without its words. `key` is the lift's code and the visit's place in its row."""

    key: str
    lift: str
    technician: str
    scope: Frequency
    started_at: datetime
    finished_at: datetime
    recorded_at: datetime
    received_at: datetime
    appointment: Appointment | None = None


@dataclass(frozen=True)
class _Place:
    """A lift's next visit: when it is due, and its number."""

    lift: Lift
    due_on: date
    number: int

    @property
    def key(self) -> str:
        return f"{self.lift.code}-{self.number}"

    @property
    def scope(self) -> Frequency:
        """Every third visit is a quarterly one, every sixth half-yearly, every twelfth yearly."""
        number = self.number + self.lift.turn
        return next((scope for step, scope in SCOPES if number % step == 0), Frequency.MONTHLY)


def visits(world: World, until: date) -> list[Visit]:
    """Every visit from the beginning to a day, in the order of days and technicians."""
    rounds = _Rounds(world)
    return [
        visit
        for day in workdays.every(world.began_on, until)
        for technician, codes in rounds.teams(day)
        for visit in rounds.go(technician, codes, day)
    ]


class _Rounds:
    """The rounds as far as they have gone."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.appointed = appointments.appointed(world)
        self.known = {code: deque(appointments.days(world, lift)) for code, lift in world.lifts.items()}
        self.places = {code: _Place(self._in_turn(lift), self._first(lift), 0) for code, lift in world.lifts.items()}
        self.routes: dict[str, list[str]] = defaultdict(list)
        for code, lift in world.lifts.items():
            self.routes[ROUTES[lift.route]].append(code)

    def teams(self, day: date) -> Iterator[tuple[str, list[str]]]:
        """Each technician at work with the lifts he looks after that day."""
        team = list(ROUTES.values())
        away = (day.isocalendar().week - FIRST_AWAY) // AWAY
        for place, technician in enumerate(team):
            if place != away:
                stands_in = 0 <= away < len(team) and place == (away + 1) % len(team)
                yield technician, self.routes[technician] + (self.routes[team[away]] if stands_in else [])

    def go(self, technician: str, codes: list[str], day: date) -> Iterator[Visit]:
        """One technician's day."""
        chance = throws(self.world.seed, "day", technician, day)
        due = [self.places[code] for code in codes if self.places[code].due_on <= day]
        due.sort(key=lambda place: ((place.lift.code, day) not in self.appointed, place.due_on, place.lift.code))
        cursor = _at(day, BEGINS) + timedelta(minutes=chance.randint(3, 35))
        taken: list[tuple[datetime, datetime]] = []
        for place in due[:A_DAY]:
            fixed = self.appointed.get((place.lift.code, day))
            minutes = fixed.minutes if fixed else chance.randint(*MINUTES[place.scope])
            start = _at(day, fixed.starts) if fixed else _free(cursor, minutes, taken)
            if start > _at(day, LAST_START):
                return
            taken.append((start, start + timedelta(minutes=minutes)))
            if not fixed:
                cursor = start + timedelta(minutes=minutes + chance.randint(9, 28))
            yield _visit(place, technician, start, minutes, fixed, chance)
            self.places[place.lift.code] = self._following(place, day)

    def _first(self, lift: Lift) -> date:
        if self.known[lift.code]:
            return self.known[lift.code].popleft()
        chance = throws(self.world.seed, "first visit", lift.code)
        return max(self.world.began_on, lift.entered_on) + timedelta(days=chance.randint(0, 27))

    def _in_turn(self, lift: Lift) -> Lift:
        """What is appointed is the visit's turn, too: the third quarterly one of the lift's year."""
        if not any(code == lift.code for code, _day in self.appointed):
            return lift
        return replace(lift, turn=(9 - (len(self.known[lift.code]) - 1)) % 12)

    def _following(self, place: _Place, day: date) -> _Place:
        known = self.known[place.lift.code]
        gap = _gap(throws(self.world.seed, "gap", place.key), law.interval(_facts(place.lift), day))
        return _Place(place.lift, known.popleft() if known else day + timedelta(days=gap), place.number + 1)


def _facts(lift: Lift) -> LiftFacts:
    return LiftFacts(lift.use, lift.directive, lift.stops, lift.dwellings, lift.year)


def _gap(chance: Random, interval: law.Interval) -> int:
    """Days to the next visit: mostly a month, sometimes longer, rarely too long, very rarely twice that or too soon."""
    if interval.latest > 60:
        return chance.randint(100, 117)
    luck = chance.random()
    if luck < UNDONE:
        return 2 * interval.latest + chance.randint(1, 5)
    if luck < LATE:
        return interval.latest + chance.randint(1, 5)
    if luck > 1 - SOON:
        return chance.randint(12, 17)
    longest = min(41, interval.latest - SPARE)
    first, last = (34, longest) if luck < LONG else (26, min(32, longest))
    return chance.randint(min(first, last), last)


def _visit(
    place: _Place, technician: str, start: datetime, minutes: int, fixed: Appointment | None, chance: Random
) -> Visit:
    finished_at = start + timedelta(minutes=minutes)
    recorded_at = finished_at + timedelta(minutes=1)
    waited = chance.randint(12, 190) if chance.random() < NO_COVERAGE else 0
    return Visit(
        key=place.key,
        lift=place.lift.code,
        technician=technician,
        scope=fixed.scope if fixed else place.scope,
        started_at=start,
        finished_at=finished_at,
        recorded_at=recorded_at,
        received_at=recorded_at + timedelta(seconds=20, minutes=fixed.late if fixed else waited),
        appointment=fixed,
    )


def _free(cursor: datetime, minutes: int, taken: list[tuple[datetime, datetime]]) -> datetime:
    """The first moment from the cursor on that is neither lunch nor taken."""
    day = cursor.astimezone(ZoneInfo(ZONE)).date()
    if _at(day, LUNCH) <= cursor < _at(day, BACK):
        cursor = _at(day, BACK)
    length, way = timedelta(minutes=minutes), timedelta(minutes=10)
    for begins, ends in sorted(taken):
        if cursor < ends + way and begins < cursor + length + way:
            cursor = ends + way
    return cursor


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, ZoneInfo(ZONE)).astimezone(ZoneInfo("UTC"))
