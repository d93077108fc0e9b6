"""The demo's world: who owns which lift where, who speaks for whom, who goes on which round. Nothing is written yet.

Everything follows from a seed and the moment the demo was made, so that a later run finds the same world.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from maintenance.enums import Communication, Directive, Drive, Use
from owners.models import Owner
from portal.access.roles import Role
from portal.lib import clock

ZONE = "Europe/Madrid"
REGION = "ES-CL"
DAYS = 3 * 365


@dataclass(frozen=True)
class Person:
    """Somebody. `key` is the role of who is in the cast."""

    key: str
    name: str
    email: str | None
    phone: str = ""


@dataclass(frozen=True)
class Term:
    """Who speaks for an owner, as what, from a day to a day."""

    person: str
    role: Role
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class Lift:
    """A lift's sheet, and how it behaves: breakdowns a year, and where its round of scopes began."""

    code: str
    name: str
    rae: str
    serial: str
    maker: str
    year: int
    drive: Drive
    directive: Directive
    stops: int
    load_kg: int
    speed: Decimal
    use: Use
    dwellings: int | None
    communication: Communication
    route: str
    entered_on: date
    complete_since: date | None
    faults_a_year: float
    turn: int
    visited: int | None = None


@dataclass(frozen=True)
class House:
    """A building and its lifts."""

    street: str
    postcode: str
    city: str
    lifts: tuple[Lift, ...]


@dataclass(frozen=True)
class Holder:
    """An owner. `managed_since` is when the manager's firm took it over; `speaks_since`, when we began to write."""

    name: str
    kind: Owner.Kind
    nif: str
    houses: tuple[House, ...]
    terms: tuple[Term, ...]
    managed_since: date | None
    speaks_since: datetime | None

    @property
    def lifts(self) -> list[Lift]:
        """All its lifts."""
        return [lift for house in self.houses for lift in house.lifts]


@dataclass(frozen=True)
class World:
    """The whole of it."""

    seed: int
    made_at: datetime
    began_on: date
    people: tuple[Person, ...]
    holders: tuple[Holder, ...]

    @cached_property
    def made_on(self) -> date:
        """The demo's first day."""
        return clock.day_in(ZONE, self.made_at)

    @cached_property
    def lifts(self) -> dict[str, Lift]:
        """Every lift by its code."""
        return {lift.code: lift for holder in self.holders for lift in holder.lifts}

    @cached_property
    def places(self) -> dict[str, House]:
        """The house of every lift."""
        return {lift.code: house for holder in self.holders for house in holder.houses for lift in house.lifts}

    @cached_property
    def managed(self) -> list[str]:
        """The lifts of the manager's communities."""
        return [lift.code for holder in self.holders if holder.managed_since for lift in holder.lifts]

    def at(self, street: str, name: str = "") -> str | None:
        """The code of a lift by its street and name; None when this world is too small for it."""
        found = (code for code, house in self.places.items() if house.street == street)
        return next((code for code in found if not name or self.lifts[code].name == name), None)
